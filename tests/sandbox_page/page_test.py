# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0

"""The sandbox's page in a real browser.

    page_test.py PART CHROMEDRIVER CHROMIUM SCREENSHOTS [AXE]

PART is use, layout or accessibility. The sandbox is at CONNECTPSP_BASE_URL. Screenshots are put into
the folder SCREENSHOTS. AXE is the script of axe-core.
"""

import os
import signal
import sys
import unittest

import webdriver
from servers import BASE, HOST, Api, Receiver

MARKUP = "<img src=x onerror=\"window.attacked = true\"><b>bold</b>"
rows = "return document.querySelectorAll('#payments tr').length"


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = Api()
        # As a page under an attacker's name whose address was changed to loopback (DNS rebinding).
        cls.browser = webdriver.Browser(options.chromedriver, options.chromium,
                                        ["--host-resolver-rules=MAP rebound.test 127.0.0.1"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.api.close()

    def setUp(self):
        self.browser.size(1280, 900)
        self.browser.scheme("light")
        self.browser.language("en-US")
        self.show()

    def show(self):
        self.browser.console_errors()
        self.browser.open(BASE + "/")
        self.browser.wait("return document.getElementById('live').textContent === say('live')", what="the page is live")

    def tearDown(self):
        self.assertEqual(self.browser.console_errors(), [])

    def screenshot(self, name):
        self.browser.screenshot(os.path.join(options.screenshots, name + ".png"))

    def row(self, reference):
        """Returns the text of the row with that reference."""
        return self.browser.run("return [...document.querySelectorAll('#payments tr')]"
                                ".find((row) => row.textContent.includes(arguments[0]))?.innerText ?? ''", reference)

    def wait_for_row(self, reference, status):
        self.browser.wait(
            "return [...document.querySelectorAll('#payments tr')].some((row) =>"
            " row.textContent.includes(arguments[0]) && row.querySelector('.badge').textContent === arguments[1])",
            reference, status, what="%s is %s" % (reference, status))


class Use(PageTest):
    def test_a_charge_from_creation_to_refund(self):
        browser = self.browser
        with Receiver() as receiver:
            browser.click("#new-cash-in")
            browser.fill("#new-payment [name=amount]", "1.234,56")
            browser.fill("#new-payment [name=reference]", "clicked-1")
            browser.fill("#new-payment [name=webhookUrl]", receiver.url)
            browser.click("#new-payment button.main")
            self.wait_for_row("clicked-1", "Awaiting payment")
            self.assertIn("R$1,234.56", self.row("clicked-1"))

            browser.click("#payments tr:first-child [data-key^=details]")
            browser.wait("const image = document.querySelector('#details img');"
                         "return image !== null && image.complete && image.naturalWidth > 0", what="the QR code is drawn")
            self.assertIn("br.gov.bcb.pix", browser.run("return document.querySelector('#details textarea').value"))
            browser.click("#details [data-close]")

            browser.click("#payments [data-key^='row:pay:']")
            self.wait_for_row("clicked-1", "Paid")
            self.assertIn("Paid", browser.wait("return document.getElementById('news').textContent"))
            browser.click("#payments [data-key^='row:refund:']")
            self.wait_for_row("clicked-1", "Refunded")
            browser.wait("return [...document.querySelectorAll('#webhooks li')].filter((event) =>"
                         " event.textContent.includes('clicked-1') && event.querySelector('.answers').textContent === '200'"
                         ").length === 2", what="two webhooks were answered with 200")
            # The older of the two is the one that is sent again.
            older = "[...document.querySelectorAll('#webhooks li')].find((event) => event.textContent.includes('CASHIN_PAID'))"
            browser.run(older + ".querySelector('button').click()")
            browser.wait("return %s.querySelector('.answers').textContent === '200200'" % older)

    def test_a_payout_fails(self):
        identifier = self.api.create("cash-out", "Loja", reference="payout-to-fail")
        self.wait_for_row("payout-to-fail", "Processing")
        self.browser.click("[data-key='row:fail:%s']" % identifier)
        self.wait_for_row("payout-to-fail", "Failed")
        self.assertEqual(self.api.status_of(identifier), "FAILED")

    def test_a_fault_is_switched_on_and_off(self):
        browser = self.browser
        kind = "document.querySelector('#new-fault [name=kind]')"
        browser.run("%s.value = 'status'; %s.dispatchEvent(new Event('change', {bubbles: true}))" % (kind, kind))
        browser.fill("#new-fault [name=path]", "/auth/token")
        browser.fill("#new-fault [name=times]", "2")
        browser.fill("#new-fault [name=status]", "503")
        browser.click("#new-fault button")
        browser.wait("return document.querySelectorAll('#faults li').length === 1")
        self.assertEqual(self.api.log_in()[0], 503)
        browser.wait("return document.querySelector('#faults').textContent.includes('1 × /auth/token')",
                     what="one turn is left")
        browser.click("#faults button")
        browser.wait("return document.querySelectorAll('#faults li').length === 0")
        self.assertEqual(self.api.log_in()[0], 200)

    def test_details_follow_a_payment_that_is_no_longer_listed(self):
        browser = self.browser
        identifier = self.api.create(reference="to-follow")
        self.wait_for_row("to-follow", "Awaiting payment")
        browser.click("[data-key='details:%s']" % identifier)
        for _ in range(10):
            self.api.create()
        browser.wait("return !document.getElementById('payments').textContent.includes('to-follow')")
        browser.click("[data-key='details:pay:%s']" % identifier)
        browser.wait("return document.querySelector('#details .badge').textContent === 'Paid'")
        self.assertEqual(browser.run("return document.activeElement.dataset.key"), "details:refund:" + identifier)

    def test_markup_is_shown_as_text(self):
        browser = self.browser
        identifier = self.api.create(name=MARKUP, reference=MARKUP, webhook="http://127.0.0.1:9/" + MARKUP.split()[0])
        browser.wait("return document.getElementById('payments').textContent.includes(arguments[0])", MARKUP)
        self.api.send("POST", "/_sandbox/cash-in/%s/pay" % identifier)
        browser.click("[data-key='details:%s']" % identifier)
        browser.wait("return document.getElementById('webhooks').textContent.includes(arguments[0])", MARKUP)
        self.assertIn(MARKUP, browser.text("#details-title"))
        self.assertEqual(browser.run("return document.querySelectorAll('main img, main b, #details b').length"), 0)
        self.assertIsNone(browser.run("return window.attacked ?? null"))
        # And no script could do it by mistake: the browser refuses markup that comes as text.
        self.assertTrue(browser.run("try { document.body.insertAdjacentHTML('beforeend', '<i></i>'); return false }"
                                    "catch (error) { return error instanceof TypeError }"))
        browser.console_errors() # the last line was noted there

    def test_the_keyboard_alone_does_from_creation_to_refund(self):
        browser = self.browser
        focus = "const at = document.activeElement; return [at.tagName, at.id, at.dataset.key ?? '', at.name ?? '']"

        def tab_to(wanted, what):
            for _ in range(60):
                browser.press(webdriver.TAB)
                at = browser.run(focus)
                outline = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
                self.assertEqual(outline, "solid", "the focus is not visible on %s" % at)
                if any(each.startswith(wanted) for each in at[1:]):
                    return
            self.fail("the tabulator does not reach " + what)

        browser.press(webdriver.TAB)
        self.assertEqual(browser.run("return document.activeElement.className"), "skip")
        browser.press(webdriver.ENTER)
        tab_to("new-cash-in", "the button of a new charge")
        browser.press(webdriver.ENTER)
        browser.wait("return document.activeElement.name === 'amount'")
        browser.press(*"42,07")
        tab_to("reference", "the reference")
        browser.press("a", holding="\ue009") # Control: what is there is replaced
        browser.press(*"by-keys")
        browser.press(webdriver.ENTER)
        self.wait_for_row("by-keys", "Awaiting payment")
        self.assertEqual(browser.run(focus)[1], "new-cash-in", "the focus is back after the dialog")
        tab_to("row:pay:", "the button Pay")
        browser.press(webdriver.ENTER)
        self.wait_for_row("by-keys", "Paid")
        self.assertTrue(browser.run(focus)[2].startswith("row:refund:"), "the focus stays in the row")
        browser.press(webdriver.ENTER)
        self.wait_for_row("by-keys", "Refunded")
        self.assertTrue(browser.run(focus)[2].startswith("details:"), "the focus stays in the row")
        browser.press(webdriver.ENTER)
        browser.wait("return document.getElementById('details').open")
        browser.press(webdriver.ESCAPE)
        browser.wait("return !document.getElementById('details').open")
        self.assertTrue(browser.run(focus)[2].startswith("details:"), "the focus is back after the dialog")

    def test_other_pages_cannot_steer(self):
        identifier = self.api.create(reference="attacked")
        pay = "%s/_sandbox/cash-in/%s/pay" % (BASE, identifier)
        with Receiver("<!doctype html><title>other</title>") as other:
            self.browser.open(other.url)
            self.browser.run_async("const done = arguments[1];"
                                   "fetch(arguments[0], {method: 'POST', mode: 'no-cors'}).then(done, done)", pay)
            self.assertEqual(self.api.status_of(identifier), "AWAITING_PAYMENT")
            read = self.browser.run_async("const done = arguments[1];"
                                          "fetch(arguments[0]).then(() => done('read'), () => done('refused'))",
                                          BASE + "/_sandbox/state")
            self.assertEqual(read, "refused")
        self.browser.open("http://rebound.test:%s/" % HOST.split(":")[1])
        self.assertIn("FOREIGN_HOST", self.browser.run("return document.body.innerText"))
        # The page itself may, by the same request.
        self.show()
        self.browser.run_async("const done = arguments[1];"
                               "fetch(arguments[0], {method: 'POST'}).then(() => done(null))", pay)
        self.assertEqual(self.api.status_of(identifier), "PAID")


class Layout(PageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receiver = Receiver()
        cls.silent = Receiver(status=500)
        for number in range(1000 - 8):
            cls.api.create(amount=1 + number, reference="order-%04d" % number)
        paid = cls.api.create(name="Ana Beatriz Lima", amount=150.5, reference="order-1201", webhook=cls.receiver.url)
        back = cls.api.create(name="João Pereira", amount=89.9, reference="order-1202", webhook=cls.receiver.url)
        late = cls.api.create(name="Carla Dias", amount=1299, reference="order-1203")
        done = cls.api.create("cash-out", "Padaria Sol Nascente", 740.25, cls.silent.url, "payout-310")
        bad = cls.api.create("cash-out", "Mercado Boa Vista", 3200, cls.receiver.url, "payout-311")
        for path in ("cash-in/%s/pay" % paid, "cash-in/%s/pay" % back, "cash-in/%s/refund" % back, "cash-in/%s/expire" % late,
                     "cash-out/%s/complete" % done, "cash-out/%s/fail" % bad):
            assert cls.api.send("POST", "/_sandbox/" + path)[0] == 204
        cls.api.create("cash-out", "Oficina do Zé", 415, reference="payout-312")
        cls.api.create(name="Marcos Andrade", amount=62.3, reference="order-1204")
        cls.api.create(name="Maria Souza", amount=1234.56, reference="order-1205", webhook=cls.receiver.url)
        cls.api.send("POST", "/_sandbox/faults", {"kind": "status", "status": 503, "path": "/cash-out", "times": 3})
        cls.api.log_in()

    @classmethod
    def tearDownClass(cls):
        cls.receiver.__exit__()
        cls.silent.__exit__()
        super().tearDownClass()

    def wait_for_rows(self):
        self.browser.wait(rows + " === 10", what="ten payments are shown")

    def test_a_thousand_payments_show_within_a_second(self):
        script = self.browser.devtools("Page.addScriptToEvaluateOnNewDocument", source="""
            new MutationObserver((_, observer) => {
              if (document.querySelectorAll('#payments tr').length < 10) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => { window.shownAfter = performance.now(); }));
            }).observe(document, { childList: true, subtree: true });""")
        taken = []
        for _ in range(3):
            self.show()
            taken.append(self.browser.wait("return window.shownAfter ?? 0"))
        self.browser.devtools("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])
        print("shown with 1,000 payments after %s ms" % ", ".join("%.0f" % each for each in taken))
        self.assertLess(min(taken), 1000)
        self.assertIn("1–10 of 1,000", self.browser.text("#payments-pages"))
        self.browser.click("#payments-pages button:last-child")
        self.browser.wait("return document.getElementById('payments-pages').textContent.includes('11–20')")
        self.browser.fill("#filter [name=search]", "order-0007")
        self.browser.wait(rows + " === 1", what="one payment is found")

    def test_nothing_is_wider_than_360_pixels(self):
        self.browser.size(360, 740, mobile=True)
        for language in ("en-US", "pt-BR"):
            self.browser.language(language)
            self.show()
            self.wait_for_rows()
            wide = ("return [...document.querySelectorAll('body *')].filter((each) => each.getClientRects().length > 0 &&"
                    " each.getBoundingClientRect().right > 360.5 && !each.closest('.skip, thead, pre')).map((each) => each.outerHTML.slice(0, 90))")
            self.assertEqual(self.browser.run(wide), [])
            self.assertEqual(self.browser.run("return document.documentElement.scrollWidth"), 360)
            self.screenshot("phone-" + language)
            self.browser.run("document.getElementById('payments-title').scrollIntoView()")
            self.screenshot("phone-payments-" + language)
            self.browser.click("[data-key^='details:']")
            self.browser.wait("return document.querySelector('#details img').complete")
            self.assertEqual(self.browser.run(wide), [])
            self.screenshot("phone-details-" + language)

    def test_both_languages_are_complete(self):
        self.assertEqual(self.browser.run("return Object.keys(texts.en).filter((name) => !texts.pt[name])"), [])
        self.assertEqual(self.browser.run("return Object.keys(texts.pt).filter((name) => !texts.en[name])"), [])
        for tag, language, title in (("pt-BR", "pt-BR", "Pagamentos"), ("de-DE", "en", "Payments")):
            self.browser.language(tag)
            self.show()
            self.wait_for_rows()
            self.assertEqual(self.browser.run("return document.documentElement.lang"), language)
            self.assertEqual(self.browser.text("#payments-title"), title)
            self.assertEqual(self.browser.run("return [...document.querySelectorAll('[data-text]')]"
                                              ".filter((each) => each.textContent === '').length"), 0)

    def test_screenshots(self):
        self.browser.size(1280, 1040)
        for scheme, language in (("light", "en-US"), ("dark", "pt-BR")):
            self.browser.scheme(scheme)
            self.browser.language(language)
            self.show()
            self.wait_for_rows()
            self.screenshot("page-" + scheme)
            self.browser.run("document.querySelector('#webhooks-title').scrollIntoView()")
            self.screenshot("webhooks-" + scheme)
            self.browser.click("#payments [data-key^='details:']")
            self.browser.wait("return document.querySelector('#details img').complete")
            self.screenshot("details-" + scheme)
            self.browser.press(webdriver.ESCAPE)
            self.browser.click("#new-cash-out")
            self.screenshot("creation-" + scheme)


class Accessibility(PageTest):
    def check(self):
        with open(options.axe, encoding="utf-8") as file:
            self.browser.run(file.read())
        found = self.browser.run_async("axe.run().then((found) => arguments[0]({violations: found.violations.map((each) =>"
                                       " [each.impact, each.id, each.nodes.map((node) => node.html.slice(0, 120))]),"
                                       " passes: found.passes.length}))")
        self.assertGreater(found["passes"], 10)
        for violation in found["violations"]:
            print("axe-core:", *violation)
        self.assertEqual([each for each in found["violations"] if each[0] in ("serious", "critical")], [])

    def test_axe_finds_nothing_serious(self):
        with Receiver() as receiver:
            identifier = self.api.create(reference="to-see", webhook=receiver.url)
            self.api.send("POST", "/_sandbox/cash-in/%s/pay" % identifier)
            self.api.create("cash-out", "Loja", reference="to-see-too")
            for number in range(20):
                self.api.create(reference="more-%d" % number)
            failed = self.api.create("cash-out", "Loja", reference="to-see-failed")
            self.api.send("POST", "/_sandbox/cash-out/%s/fail" % failed)
            self.api.send("POST", "/_sandbox/faults", {"kind": "drop_answer", "path": "/cash-in"})
            for scheme, width, language in (("light", 1280, "en-US"), ("dark", 1280, "pt-BR"), ("light", 360, "pt-BR")):
                with self.subTest(scheme=scheme, width=width):
                    self.browser.scheme(scheme)
                    self.browser.size(width, 900)
                    self.browser.language(language)
                    self.show()
                    self.browser.wait(rows + " === 10")
                    self.check()
                    self.browser.click("#payments [data-key^='details:']")
                    self.check()
                    self.browser.press(webdriver.ESCAPE)
                    self.browser.click("#new-cash-out")
                    self.check()


class options:
    part, chromedriver, chromium, screenshots = sys.argv[1:5]
    axe = sys.argv[5] if len(sys.argv) > 5 else None


if __name__ == "__main__":
    # As by the keyboard, because unittest takes any other exception for a failed test.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.makedirs(options.screenshots, exist_ok=True)
    part = {"use": Use, "layout": Layout, "accessibility": Accessibility}[options.part]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(part)
    assert suite.countTestCases() > 0
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
