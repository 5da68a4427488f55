# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0

"""A headless Chromium, driven through chromedriver (W3C WebDriver) with Python's own library alone."""

import atexit
import base64
import ctypes
import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

TAB, ENTER, SHIFT, ESCAPE = "\ue004", "\ue007", "\ue008", "\ue00c"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# A proxy of this machine must not stand between the test and loopback.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _end_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Browser:
    """One browser with one window. Used as a context manager, which ends both programs."""

    def __init__(self, chromedriver, chromium, arguments=()):
        self._driver = subprocess.Popen(
            [chromedriver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            preexec_fn=_end_with_parent)
        self._session = None
        atexit.register(self._end)
        try:
            self._url = "http://127.0.0.1:%d" % self._read_port()
            options = {
                "binary": chromium,
                # Without its own sandbox, because that does not start as root in a container.
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                         "--hide-scrollbars", "--no-first-run", "--no-proxy-server",
                         "--remote-debugging-pipe", # so that it ends with chromedriver
                         "--disable-background-networking", "--disable-component-update", *arguments],
            }
            answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {
                "browserName": "chrome", "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL"}}}})
            self._session = answer["sessionId"]
        except BaseException:
            self._end()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._end()

    def _read_port(self):
        for line in self._driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return int(found.group(1))
        raise RuntimeError("chromedriver did not start")

    def _end(self):
        atexit.unregister(self._end)
        session, self._session = self._session, None
        try:
            if session:
                self._ask("DELETE", "/session/" + session)
        finally:
            self._driver.terminate()
            try:
                self._driver.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._driver.kill()
                self._driver.wait()
            self._driver.stdout.close()

    def _ask(self, method, path, body=None):
        data = None if method in ("GET", "DELETE") else json.dumps(body or {}).encode()
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"},
                                         method=method)
        try:
            with _opener.open(request, timeout=30) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            problem = json.load(error)["value"]
            raise AssertionError("%s: %s" % (problem["error"], problem["message"].split("\n")[0])) from None

    def _here(self, method, path, body=None):
        return self._ask(method, "/session/" + self._session + path, body)

    def open(self, url):
        self._here("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        """Returns what the body of a function returns in the page."""
        return self._here("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        """The same for a script whose last argument is a function that takes the result."""
        return self._here("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        return self._here("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def find(self, css):
        return self._here("POST", "/element", {"using": "css selector", "value": css})[ELEMENT]

    def click(self, css):
        self._here("POST", "/element/%s/click" % self.find(css))

    def fill(self, css, text):
        element = self.find(css)
        self._here("POST", "/element/%s/clear" % element)
        self._here("POST", "/element/%s/value" % element, {"text": text})

    def text(self, css):
        return self._here("GET", "/element/%s/text" % self.find(css))

    def press(self, *keys, holding=None):
        steps = [{"type": "keyDown", "value": holding}] if holding else []
        for key in keys:
            steps += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        if holding:
            steps.append({"type": "keyUp", "value": holding})
        self._here("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def wait(self, script, *arguments, what=None, seconds=6):
        """Waits until the body of a function returns something true, and returns that."""
        deadline = time.monotonic() + seconds
        while True:
            got = self.run(script, *arguments)
            if got:
                return got
            if time.monotonic() > deadline:
                raise AssertionError("this did not come true in the page: " + (what or script))
            time.sleep(0.03)

    def size(self, width, height, mobile=False):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=mobile)

    def scheme(self, name):
        self.devtools("Emulation.setEmulatedMedia",
                      features=[{"name": "prefers-color-scheme", "value": name}])

    def language(self, tag):
        agent = self.run("return navigator.userAgent")
        self.devtools("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=tag)

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self._here("GET", "/screenshot")))

    def console_errors(self):
        """Returns what the console got since the last call, from warnings on."""
        log = self._here("POST", "/se/log", {"type": "browser"})
        return [each["message"] for each in log if each["level"] in ("SEVERE", "WARNING")]
