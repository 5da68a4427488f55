// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Draws what the server told. Text of the server becomes text nodes and attributes, never markup.

const byId = (id) => document.getElementById(id);

/** Makes an element: attributes by name, listeners by `on...`, children that are nodes or text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((each) => each !== null));
  return element;
}

/** Makes a button that keeps the focus when it is drawn again; `key` names it on the page. */
function makeButton(key, name, about, onclick, look = null) {
  const label = about === null ? null : `${say(name)}: ${about}`;
  return make("button", { type: "button", class: look, "data-key": key, "aria-label": label, onclick }, say(name));
}

/**
 * Runs `draw` and puts the focus back: on the same button, one of its place in the row, another of
 * the row, or the title of the section.
 */
function keepFocus(draw) {
  const focused = document.activeElement;
  const key = focused?.dataset?.key;
  const row = focused?.closest?.("[data-row]")?.dataset.row;
  const title = focused?.closest?.("section, dialog")?.querySelector("h2");
  draw();
  if (key === undefined || (focused.isConnected && document.activeElement === focused)) return;
  const withAttribute = (name, value) => document.querySelector(`[${name}="${CSS.escape(value ?? "")}"]`);
  const drawnRow = withAttribute("data-row", row);
  const place = key.slice(0, key.indexOf(":") + 1);
  const next = withAttribute("data-key", key) ?? drawnRow?.querySelector(`[data-key^="${place}"]`) ??
    drawnRow?.querySelector("button") ?? title;
  next?.focus();
}

/** Shows a list by key, and makes only those elements again whose content changed. */
function drawList(parent, items, keyOf, makeOne) {
  const known = parent.drawn ?? new Map();
  const drawn = new Map();
  for (const item of items) {
    const content = JSON.stringify(item);
    const before = known.get(keyOf(item));
    const same = before !== undefined && before.content === content;
    const element = same ? before.element : makeOne(item);
    if (!same && before?.element.querySelector("details")?.open) element.querySelector("details").open = true;
    drawn.set(keyOf(item), { content, element });
  }
  const elements = [...drawn.values()].map((each) => each.element);
  const unchanged = elements.length === parent.children.length && elements.every((each, at) => parent.children[at] === each);
  if (!unchanged) parent.replaceChildren(...elements);
  parent.drawn = drawn;
}

const looks = {
  PAID: "good", COMPLETED: "good", DELIVERED: "good",
  AWAITING_PAYMENT: "wait", PROCESSING: "wait", WAITING: "wait",
  FAILED: "bad", GIVEN_UP: "bad", UNDELIVERABLE: "bad",
};
const makeBadge = (status) => make("span", { class: `badge ${looks[status] ?? ""}` }, sayServer(status));
const makeTime = (text) => make("time", { datetime: text }, formatTime(text));
const makeFact = (term, value) => make("div", {}, make("dt", {}, term), make("dd", {}, value));

function drawWallet(wallet) {
  const centavos = (text) => BigInt(text.replace(".", ""));
  const both = centavos(wallet.transactional) + centavos(wallet.proprietary);
  const total = `${both / 100n}.${String(both % 100n).padStart(2, "0")}`;
  byId("totals").replaceChildren(
    makeFact(say("transactional"), money(wallet.transactional)), makeFact(say("reserved"), money(wallet.reserved)),
    makeFact(say("proprietary"), money(wallet.proprietary)), makeFact(say("total"), money(total)));
  drawList(byId("banks"), wallet.banks, (bank) => bank.ispb, (bank) => {
    const share = make("div");
    const [part, rest] = [Number(bank.transactional), Number(bank.proprietary)];
    share.style.width = `${part + rest > 0 ? (100 * part) / (part + rest) : 0}%`;
    return make("li", {},
      make("h3", {}, bank.name, make("span", {}, bank.ispb)),
      make("dl", {}, makeFact(say("transactional"), money(bank.transactional)),
        makeFact(say("proprietary"), money(bank.proprietary))),
      make("div", { class: "share", "aria-hidden": "true" }, share));
  });
}

function makeActions(row, place) {
  const { transactionId, externalReference } = row.transaction;
  return row.actions.map((action) =>
    makeButton(`${place}:${action}:${transactionId}`, action, externalReference,
      () => act("POST", `/_sandbox/${row.kind}/${encodeURIComponent(transactionId)}/${action}`),
      action === row.actions[0] ? "main" : null));
}

function makePayment(row) {
  const one = row.transaction;
  const incoming = row.kind === "cash-in";
  const cell = (attributes, ...children) => make("td", { role: "cell", ...attributes }, ...children);
  return make("tr", { role: "row", "data-row": one.transactionId },
    cell({}, make("span", { class: incoming ? "direction in" : "direction", "aria-hidden": "true" }, incoming ? "↓" : "↑"),
      make("button", { type: "button", class: "link", "data-key": `details:${one.transactionId}`,
        "aria-label": `${say("details")}: ${one.externalReference}`, onclick: () => showDetails(one.transactionId) }, one.externalReference),
      make("span", { class: "under" }, `${say(row.kind)} · `, makeTime(one.requestedAt))),
    cell({}, row.name),
    cell({ class: "number" }, money(row.money)),
    cell({}, makeBadge(one.status)),
    cell({}, make("div", { class: "buttons" },
      // What is rare is in the details.
      ...makeActions({ ...row, actions: row.actions.filter((each) => each !== "forget-end-to-end-id") }, "row"))));
}

function drawPages(nav, { offset, size, count }, go) {
  if (count <= size && offset === 0) {
    nav.replaceChildren();
    return;
  }
  const name = nav.id === "payments-pages" ? say("payments") : say("webhooks");
  nav.setAttribute("aria-label", say("pagesOf", name));
  const turn = (to, possible, text) => {
    const button = makeButton(`${nav.id}:${text}`, text, null, () => possible && go(to));
    if (!possible) button.setAttribute("aria-disabled", "true");
    return button;
  };
  const last = Math.min(offset + size, count);
  nav.replaceChildren(
    turn(Math.max(0, offset - size), offset > 0, "previous"),
    make("span", {}, say("range", asCount.format(Math.min(offset + 1, last)), asCount.format(last), asCount.format(count))),
    turn(offset + size, last < count, "next"));
}

function makeEvent(event) {
  const reference = event.body.data.externalReference;
  const answers = event.attempts.map((attempt) =>
    make("span", { class: attempt.status === 200 ? "badge good" : "badge bad", title: attempt.error ?? null },
      attempt.status === 0 ? say("noAnswer") : String(attempt.status)));
  return make("li", { "data-row": `event:${event.number}` },
    make("div", { class: "first" },
      make("code", {}, event.eventType), make("span", {}, reference), makeBadge(event.status),
      event.status === "UNDELIVERABLE" ? null : makeButton(`again:${event.number}`, "sendAgain", `${event.eventType} ${reference}`,
        () => act("POST", "/_sandbox/webhooks/redeliver", JSON.stringify({ number: event.number })))),
    make("p", { class: "hint" }, make("span", { class: "mono" }, event.url), " · ", `${say("attempts")}: `,
      make("span", { class: "answers" }, ...(answers.length > 0 ? answers : [say("noAttempt")]))),
    make("details", {}, make("summary", { "data-key": `body:${event.number}`, "aria-label": `${say("body")}: ${event.eventType} ${reference}` }, say("body")),
      make("pre", { tabindex: "0" }, JSON.stringify(event.body, null, 2))));
}

function makeFault(fault) {
  const name = fault.kind === "status" ? say("status_kind") : sayServer(fault.kind);
  const more = [fault.status > 0 ? ` · ${fault.status}` : "", fault.milliseconds > 0 ? ` · ${fault.milliseconds} ms` : ""].join("");
  return make("li", { "data-row": `fault:${fault.id}` },
    make("span", {}, make("strong", {}, name), make("br"),
      make("span", { class: "mono" }, say("timesLeft", asCount.format(fault.times), fault.path) + more)),
    makeButton(`off:${fault.id}`, "switchOff", `${name} ${fault.path}`, () => act("DELETE", `/_sandbox/faults/${fault.id}`)));
}

function drawTools(content) {
  const hours = content.clockAheadSeconds / 3600;
  byId("clock").textContent = hours === 0 ? say("clockRight")
    : say("clock", hours.toLocaleString(locale, { style: "unit", unit: "hour", unitDisplay: "long", maximumFractionDigits: 2 }));
  byId("faults-served").textContent = say("faultsServed", asCount.format(content.faultsServed));
  const counts = Object.entries(content.received);
  byId("received").replaceChildren(...counts.map(([endpoint, count]) =>
    makeFact(make("code", {}, endpoint), asCount.format(count))));
  byId("no-received").hidden = counts.length > 0;
}

function drawDetails(row) {
  const content = JSON.stringify(row);
  if (byId("details-body").drawn === content) return;
  byId("details-body").drawn = content;
  const one = row.transaction;
  byId("details-title").textContent = `${say(row.kind)} ${one.externalReference}`;
  const times = ["requestedAt", "expiresAt", "expiredAt", "paidAt", "completedAt", "failedAt", "refundedAt"]
    .filter((name) => one[name] ?? row[name])
    .map((name) => [say(name), makeTime(one[name] ?? row[name])]);
  const identifiers = ["transactionId", "internalCode", "endToEndId", "originalEndToEndId"]
    .filter((name) => one[name]).map((name) => [name, make("code", {}, one[name])]);
  const facts = [
    [say("status"), makeBadge(one.status)], [say("amount"), money(row.money)], [say("party"), row.name],
    ...(one.failure ? [[say("failure"), `${one.failure.code}: ${one.failure.message}`]] : []),
    ...times, ...identifiers, ...(row.webhookUrl ? [["webhookUrl", make("code", {}, row.webhookUrl)]] : []),
  ];
  const copied = make("textarea", { class: "mono", readonly: "", "data-key": "copy-text", "aria-label": say("copyAndPaste") });
  copied.value = row.copyAndPaste ?? "";
  const answerIsOpen = byId("details-body").querySelector("details")?.open;
  byId("details-body").replaceChildren(...[
    make("div", { class: "buttons", "data-row": `details:${one.transactionId}` }, ...makeActions(row, "details")),
    row.copyAndPaste === undefined ? null : make("div", { class: "charge" },
      make("img", { src: `/_sandbox/cash-in/${encodeURIComponent(one.transactionId)}/qr.svg`, width: "224", height: "224",
        alt: say("qrCode", one.externalReference) }),
      make("div", {}, make("p", { class: "hint" }, say("copyAndPaste")), copied,
        makeButton("copy", "copy", null, async () => {
          copied.select();
          try {
            await navigator.clipboard.writeText(copied.value);
            tell(say("copied"));
          } catch {
            copied.focus(); // selected, to be copied by hand
          }
        }))),
    make("dl", { class: "facts" }, ...facts.flatMap(([term, value]) => [make("dt", {}, term), make("dd", {}, value)])),
    make("details", answerIsOpen ? { open: "" } : {}, make("summary", { "data-key": "answer" }, say("answer")),
      make("pre", { tabindex: "0" }, JSON.stringify(one, null, 2))),
  ].filter((each) => each !== null));
}
