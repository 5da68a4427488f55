// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Asks the server for the content once a second, and does what the buttons say.

const pageSize = 10;
const eventsPageSize = 10;
const askEveryMs = 1000;

const wanted = { kind: "", search: "", offset: 0, eventsOffset: 0 };
let content = null; // the last that was drawn
let contentQuery = "";
let contentList = ""; // the part of the query that says which payments
let etag = "";
let detailsOf = null; // the transactionId in the open dialog
let creating = "cash-in";
let timer = 0;
let asking = 0; // the number of the last question

// --- what is said ------------------------------------------------------------------------------

let newsTimer = 0;
function tell(text) {
  byId("error").textContent = "";
  byId("news").textContent = text;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => { byId("news").textContent = ""; }, 6000);
}

function complain(text) {
  byId("news").textContent = "";
  byId("error").textContent = text;
}

/** Says what changed among the payments that are shown. */
function tellChanges(before, after) {
  const known = new Map(before.map((row) => [row.transaction.transactionId, row.transaction.status]));
  const changes = [];
  for (const { transaction, money: amount } of after) {
    const status = known.get(transaction.transactionId);
    if (status === undefined) changes.push(say("created", transaction.externalReference, money(amount)));
    else if (status !== transaction.status)
      changes.push(say("changed", transaction.externalReference, sayServer(transaction.status)));
  }
  if (changes.length > 3) tell(say("manyChanged", changes.length));
  else if (changes.length > 0) tell(changes.join(" · "));
}

function showLive(name, look) {
  const live = byId("live");
  if (live.textContent !== say(name)) live.textContent = say(name);
  live.className = `live ${look}`;
}

// --- what is drawn -----------------------------------------------------------------------------

function draw(next) {
  const { payments, webhooks } = next;
  keepFocus(() => {
    drawWallet(next.wallet);
    drawList(byId("payments"), payments.rows, (row) => row.transaction.transactionId, makePayment);
    byId("no-payments").hidden = payments.rows.length > 0;
    byId("no-payments").textContent = payments.total === 0 ? say("noPayments") : say("nothingFound");
    drawPages(byId("payments-pages"), { offset: wanted.offset, size: pageSize, count: payments.matching },
      (offset) => turnTo({ offset }));

    const newest = webhooks.total - wanted.eventsOffset;
    const events = webhooks.events.map((event, at) => ({ ...event, number: newest - at }));
    drawList(byId("webhooks"), events, (event) => event.number, makeEvent);
    byId("no-webhooks").hidden = events.length > 0;
    drawPages(byId("webhooks-pages"), { offset: wanted.eventsOffset, size: eventsPageSize, count: webhooks.total },
      (eventsOffset) => turnTo({ eventsOffset }));
    byId("hold").className = webhooks.held ? "main" : "";
    byId("hold").textContent = say(webhooks.held ? "release" : "hold");

    drawList(byId("faults"), next.faults, (fault) => fault.id, makeFault);
    byId("no-faults").hidden = next.faults.length > 0;
    drawTools(next);

    if (next.payment?.transaction.transactionId === detailsOf) drawDetails(next.payment);
  });
}

/** Asks for the content and draws it, unless a later question was asked meanwhile. */
async function refresh() {
  clearTimeout(timer);
  const number = ++asking;
  const list = new URLSearchParams({
    offset: wanted.offset, limit: pageSize, events_offset: wanted.eventsOffset, events_limit: eventsPageSize,
  }).toString() + (wanted.kind ? `&kind=${wanted.kind}` : "") +
    (wanted.search ? `&search=${encodeURIComponent(wanted.search)}` : "");
  const query = list + (detailsOf === null ? "" : `&id=${encodeURIComponent(detailsOf)}`);
  try {
    const headers = { Accept: "application/json" };
    if (query === contentQuery) headers["If-None-Match"] = etag;
    const response = await fetch(`/?${query}`, { headers, cache: "no-store" });
    const next = response.status === 200 ? await response.json() : null;
    if (number !== asking) return;
    if (next !== null) {
      draw(next);
      if (content !== null && list === contentList) tellChanges(content.payments.rows, next.payments.rows);
      [content, contentQuery, contentList, etag] = [next, query, list, response.headers.get("ETag") ?? ""];
    }
    showLive("live", "on");
  } catch {
    if (number === asking) showLive("offline", "off");
  }
  if (number === asking && !document.hidden) timer = setTimeout(refresh, askEveryMs);
}

function turnTo(changes) {
  Object.assign(wanted, changes);
  return refresh();
}

// --- what is done ------------------------------------------------------------------------------

/** Sends a request and returns the reason of its refusal, or nothing when it was done. */
async function send(method, path, body = undefined) {
  try {
    const headers = body === undefined ? {} : { "Content-Type": "application/json" };
    const response = await fetch(path, { method, body, headers });
    if (response.ok) return null;
    const problem = await response.json();
    return say("refused", [problem.code, problem.detail].filter(Boolean).join(" · "));
  } catch {
    return say("unreachable");
  }
}

/** Does what a button says, and shows what came of it. */
async function act(method, path, body = undefined) {
  const refusal = await send(method, path, body);
  if (refusal !== null) complain(refusal);
  else tell(say("done"));
  await refresh();
}

/** Opens a dialog, with the notes in it: what is outside a modal dialog is neither seen nor read. */
function open(dialog) {
  dialog.append(byId("notes"));
  dialog.showModal();
}

function showDetails(id) {
  detailsOf = id;
  drawDetails(content.payments.rows.find((row) => row.transaction.transactionId === id));
  open(byId("details"));
  byId("details-title").focus();
}

function showCreation(kind) {
  creating = kind;
  const form = byId("new-payment");
  form.reset();
  byId("creation-error").textContent = "";
  byId("creation-title").textContent = say(kind === "cash-in" ? "newCashIn" : "newCashOut");
  for (const part of form.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== kind;
  form.elements.key.required = kind === "cash-out";
  form.elements.name.value = kind === "cash-in" ? "Maria Souza" : "Loja Exemplo";
  form.elements.document.value = kind === "cash-in" ? "52998224725" : "12ABC34501DE35";
  form.elements.key.value = "loja@example.com";
  form.elements.reference.value = `${kind === "cash-in" ? "order" : "payout"}-${crypto.randomUUID().slice(0, 8)}`;
  open(byId("creation"));
  form.elements.amount.focus();
}

async function create(event) {
  event.preventDefault();
  const fields = byId("new-payment").elements;
  const error = byId("creation-error");
  error.textContent = "";
  const amount = readMoney(fields.amount.value);
  if (amount === null) {
    error.textContent = say("badAmount");
    fields.amount.focus();
    return;
  }
  const party = { name: fields.name.value, document: fields.document.value };
  if (creating === "cash-out")
    party.destination = { type: "PIX", pixKeyType: fields.keyType.value, pixKey: fields.key.value };
  const rest = { externalReference: fields.reference.value, [creating === "cash-in" ? "payer" : "payee"]: party };
  if (fields.webhookUrl.value) rest.webhookUrl = fields.webhookUrl.value;
  // The amount goes in as it was typed, because a double may round it.
  const body = `{"amount":${amount},${JSON.stringify(rest).slice(1)}`;
  const refusal = await send("POST", `/_sandbox/${creating}`, body);
  if (refusal !== null) {
    error.textContent = refusal;
    return;
  }
  byId("creation").close();
  await turnTo({ offset: 0 });
}

async function addFault(event) {
  event.preventDefault();
  const fields = event.target.elements;
  const fault = { kind: fields.kind.value, path: fields.path.value, times: Number(fields.times.value) };
  if (fields.status.value && !fields.status.disabled) fault.status = Number(fields.status.value);
  if (Number(fields.milliseconds.value) > 0) fault.milliseconds = Number(fields.milliseconds.value);
  await act("POST", "/_sandbox/faults", JSON.stringify(fault));
}

// --- the start ---------------------------------------------------------------------------------

byId("where").textContent = `${location.host} · ${say("noRealMoney")}`;

const faultForm = byId("new-fault");
const kinds = ["server_error", "status", "retry_after", "delay", "drop_request", "drop_answer", "empty", "html", "truncated", "garbage"];
faultForm.elements.kind.append(...kinds.map((kind) =>
  make("option", { value: kind }, say(kind === "status" ? "status_kind" : kind))));
const withoutStatus = ["delay", "drop_request", "drop_answer", "truncated"];
faultForm.elements.kind.addEventListener("change", () => {
  faultForm.elements.status.disabled = withoutStatus.includes(faultForm.elements.kind.value);
});
faultForm.addEventListener("submit", addFault);

const filter = byId("filter");
filter.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("input", () =>
  turnTo({ kind: filter.elements.kind.value, search: filter.elements.search.value.trim(), offset: 0 }));

const on = (id, listener) => byId(id).addEventListener("click", listener);
on("new-cash-in", () => showCreation("cash-in"));
on("new-cash-out", () => showCreation("cash-out"));
on("hold", () => act("POST", `/_sandbox/webhooks/${content?.webhooks.held ? "release" : "hold"}`));
on("release-reverse", () => act("POST", "/_sandbox/webhooks/release", JSON.stringify({ order: "reverse" })));
on("no-more-faults", () => act("DELETE", "/_sandbox/faults"));
on("expire-tokens", () => act("POST", "/_sandbox/tokens/expire"));
on("revoke-tokens", () => act("POST", "/_sandbox/tokens/revoke"));
on("advance-hour", () => act("POST", "/_sandbox/clock/advance", JSON.stringify({ seconds: 3600 })));
on("advance-day", () => act("POST", "/_sandbox/clock/advance", JSON.stringify({ seconds: 86400 })));
byId("new-payment").addEventListener("submit", create);
for (const button of document.querySelectorAll("[data-close]"))
  button.addEventListener("click", () => button.closest("dialog").close());
for (const dialog of document.querySelectorAll("dialog"))
  dialog.addEventListener("close", () => document.body.append(byId("notes")));
byId("details").addEventListener("close", () => { detailsOf = null; });

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh();
  else showLive("paused", "");
});
refresh();
