// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// All words of the page, in each of its languages. {0}, {1} are put in by say().
const texts = {
  en: {
    skip: "Skip to the payments",
    noRealMoney: "no real money",
    live: "Live", offline: "No answer", paused: "Paused",
    wallet: "Wallet", transactional: "Transactional", proprietary: "Proprietary",
    reserved: "Reserved for payouts", total: "Total",
    payments: "Payments", newCashIn: "New charge", newCashOut: "New payout",
    show: "Show", both: "Charges and payouts", cashIns: "Charges", cashOuts: "Payouts",
    search: "Search by reference, name or identifier",
    payment: "Payment", party: "Payer or payee", amount: "Amount", status: "Status", actions: "Actions",
    "cash-in": "Charge", "cash-out": "Payout",
    noPayments: "There are no payments yet. Create a charge here or through the API.",
    nothingFound: "No payment matches.",
    details: "Details", pay: "Pay", expire: "Expire", cancel: "Cancel", refund: "Refund",
    complete: "Complete", fail: "Fail", "forget-end-to-end-id": "Forget endToEndId",
    AWAITING_PAYMENT: "Awaiting payment", PAID: "Paid", EXPIRED: "Expired", REFUNDED: "Refunded",
    CANCELLED: "Cancelled", PROCESSING: "Processing", COMPLETED: "Completed", FAILED: "Failed",
    WAITING: "Waiting", DELIVERED: "Delivered", GIVEN_UP: "Given up", UNDELIVERABLE: "Undeliverable",
    range: "{0}–{1} of {2}", previous: "Previous", next: "Next", pagesOf: "Pages: {0}",
    webhooks: "Webhooks", hold: "Hold", release: "Release", releaseReverse: "Release, last first",
    noWebhooks: "No webhooks yet. A payment with a webhook URL announces its changes.",
    sendAgain: "Send again", body: "Body", noAnswer: "no answer", attempts: "Answers", noAttempt: "not sent yet",
    faults: "Faults", faultsHint: "The next requests that match meet the fault. This page never does.",
    faultKind: "Kind", faultPath: "Path (a * at the end matches the rest)", faultTimes: "Times",
    faultStatus: "Status", faultWait: "Wait (ms)",
    switchOn: "Switch on", switchOff: "Switch off", switchAllOff: "Switch all off",
    noFaults: "No fault is on.", faultsServed: "Served so far: {0}", timesLeft: "{0} × {1}",
    drop_request: "Drop the request", drop_answer: "Process, drop the answer", delay: "Late answer",
    status_kind: "Problem with a status", retry_after: "Retry-After (429)", server_error: "Server error (500)",
    empty: "Empty body (500)", html: "Proxy page (502)", truncated: "Truncated body", garbage: "Garbage instead of JSON",
    raw: "Raw",
    tools: "Tokens and clock", expireTokens: "Expire tokens", revokeTokens: "Revoke tokens",
    advanceHour: "Clock +1 hour", advanceDay: "Clock +1 day",
    clock: "The clock is {0} ahead.", clockRight: "The clock is right.",
    received: "Requests received", noReceived: "None yet.",
    close: "Close", copy: "Copy", copied: "Copied.", copyAndPaste: "Copy-and-paste text",
    qrCode: "QR code of the charge {0}", answer: "Answer of the API",
    requestedAt: "Created", expiresAt: "Expires", expiredAt: "Expired", paidAt: "Paid", completedAt: "Completed",
    failedAt: "Failed", refundedAt: "Refunded", failure: "Failure",
    amountInReais: "Amount in reais", name: "Name", document: "CPF or CNPJ", reference: "External reference",
    keyType: "Key type", key: "PIX key", webhookUrl: "Webhook URL (optional, on this machine)",
    create: "Create", badAmount: "Enter an amount such as 150.50.",
    refused: "Refused: {0}", unreachable: "The sandbox does not answer.",
    created: "New: {0}, {1}", changed: "{0}: {1}", manyChanged: "{0} payments changed", done: "Done.",
  },
  pt: {
    skip: "Ir para os pagamentos",
    noRealMoney: "sem dinheiro real",
    live: "Ao vivo", offline: "Sem resposta", paused: "Em pausa",
    wallet: "Carteira", transactional: "Transacional", proprietary: "Proprietária",
    reserved: "Reservado para saídas", total: "Total",
    payments: "Pagamentos", newCashIn: "Nova cobrança", newCashOut: "Nova saída",
    show: "Mostrar", both: "Cobranças e saídas", cashIns: "Cobranças", cashOuts: "Saídas",
    search: "Buscar por referência, nome ou identificador",
    payment: "Pagamento", party: "Pagador ou recebedor", amount: "Valor", status: "Situação", actions: "Ações",
    "cash-in": "Cobrança", "cash-out": "Saída",
    noPayments: "Ainda não há pagamentos. Crie uma cobrança aqui ou pela API.",
    nothingFound: "Nenhum pagamento corresponde à busca.",
    details: "Detalhes", pay: "Pagar", expire: "Expirar", cancel: "Cancelar", refund: "Devolver",
    complete: "Concluir", fail: "Falhar", "forget-end-to-end-id": "Esquecer endToEndId",
    AWAITING_PAYMENT: "Aguardando", PAID: "Paga", EXPIRED: "Expirada", REFUNDED: "Devolvida",
    CANCELLED: "Cancelada", PROCESSING: "Processando", COMPLETED: "Concluída", FAILED: "Falhou",
    WAITING: "Aguardando", DELIVERED: "Entregue", GIVEN_UP: "Desistiu", UNDELIVERABLE: "Impossível entregar",
    range: "{0}–{1} de {2}", previous: "Anterior", next: "Próxima", pagesOf: "Páginas: {0}",
    webhooks: "Webhooks", hold: "Reter", release: "Liberar", releaseReverse: "Liberar, o último primeiro",
    noWebhooks: "Ainda não há webhooks. Um pagamento com URL de webhook avisa das suas mudanças.",
    sendAgain: "Enviar de novo", body: "Corpo", noAnswer: "sem resposta", attempts: "Respostas", noAttempt: "ainda não enviado",
    faults: "Falhas", faultsHint: "As próximas requisições que corresponderem sofrem a falha. Esta página, nunca.",
    faultKind: "Tipo", faultPath: "Caminho (um * no fim vale pelo resto)", faultTimes: "Vezes",
    faultStatus: "Status", faultWait: "Espera (ms)",
    switchOn: "Ligar", switchOff: "Desligar", switchAllOff: "Desligar todas",
    noFaults: "Nenhuma falha está ligada.", faultsServed: "Servidas até agora: {0}", timesLeft: "{0} × {1}",
    drop_request: "Descartar a requisição", drop_answer: "Processar e descartar a resposta", delay: "Resposta atrasada",
    status_kind: "Problema com status", retry_after: "Retry-After (429)", server_error: "Erro do servidor (500)",
    empty: "Corpo vazio (500)", html: "Página de proxy (502)", truncated: "Corpo truncado", garbage: "Lixo em vez de JSON",
    raw: "Resposta livre",
    tools: "Tokens e relógio", expireTokens: "Expirar tokens", revokeTokens: "Revogar tokens",
    advanceHour: "Relógio +1 h", advanceDay: "Relógio +1 dia",
    clock: "O relógio está adiantado em {0}.", clockRight: "O relógio está certo.",
    received: "Requisições recebidas", noReceived: "Nenhuma ainda.",
    close: "Fechar", copy: "Copiar", copied: "Copiado.", copyAndPaste: "Pix copia e cola",
    qrCode: "QR code da cobrança {0}", answer: "Resposta da API",
    requestedAt: "Criação", expiresAt: "Vencimento", expiredAt: "Expiração", paidAt: "Pagamento", completedAt: "Conclusão",
    failedAt: "Falha", refundedAt: "Devolução", failure: "Motivo da falha",
    amountInReais: "Valor em reais", name: "Nome", document: "CPF ou CNPJ", reference: "Referência externa",
    keyType: "Tipo da chave", key: "Chave Pix", webhookUrl: "URL de webhook (opcional, nesta máquina)",
    create: "Criar", badAmount: "Informe um valor como 150,50.",
    refused: "Recusado: {0}", unreachable: "O sandbox não responde.",
    created: "Criado: {0}, {1}", changed: "{0}: {1}", manyChanged: "{0} pagamentos mudaram", done: "Feito.",
  },
};

const portuguese = navigator.language.toLowerCase().startsWith("pt");
const locale = portuguese ? "pt-BR" : "en";
const words = portuguese ? texts.pt : texts.en;

/** Returns the text of that name, with the arguments in the places of {0}, {1}, ... */
function say(name, ...values) {
  return words[name].replace(/\{(\d)\}/g, (_, index) => values[index]);
}

/** Returns the text for a name that the server sent, or the name itself when it is a new one. */
function sayServer(name) {
  return Object.hasOwn(words, name) ? words[name] : name;
}

const asMoney = new Intl.NumberFormat(locale, { style: "currency", currency: "BRL" });
const asCount = new Intl.NumberFormat(locale);
const asDateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium", hour12: false });
const asTime = new Intl.DateTimeFormat(locale, { timeStyle: "medium", hour12: false });

/** Formats a timestamp; one of today without its date. */
function formatTime(text) {
  const when = new Date(text);
  return (when.toDateString() === new Date().toDateString() ? asTime : asDateAndTime).format(when);
}

/** Formats an amount that came as decimal text, exactly. */
function money(text) {
  return asMoney.format(text);
}

/** Reads `150,50`, `150.50` or `1.500,00` as the JSON number 150.50 or 1500.00, else null. */
function readMoney(text) {
  const parts = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(text.replace(/\s|R\$/g, ""));
  if (parts === null) return null;
  const reais = parts[1].replace(/[.,]/g, "").replace(/^0+(?=\d)/, "");
  return `${reais}.${(parts[2] ?? "").padEnd(2, "0")}`;
}

document.documentElement.lang = locale;
for (const element of document.querySelectorAll("[data-text]"))
  element.textContent = say(element.dataset.text);
