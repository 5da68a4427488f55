// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

const { randomBytes } = require('node:crypto');
const library = require('./library.cjs');
const errors = require('./errors.cjs');
const { Money } = require('./money.cjs');
const types = require('./types.cjs');
const { Value, Operation, classes, fromForm, toForm, newIdempotencyKey } = require('./values.cjs');

const { STEP } = library;
const inspect = Symbol.for('nodejs.util.inspect.custom');
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT']);
// What a certificate is refused for, before anything is written.
const CERTIFICATE = new Set(['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_CRL', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'CERT_SIGNATURE_FAILURE',
  'CRL_SIGNATURE_FAILURE', 'CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CRL_NOT_YET_VALID', 'CRL_HAS_EXPIRED',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD', 'ERROR_IN_CERT_NOT_AFTER_FIELD', 'ERROR_IN_CRL_LAST_UPDATE_FIELD',
  'ERROR_IN_CRL_NEXT_UPDATE_FIELD', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_CHAIN_TOO_LONG', 'CERT_REVOKED',
  'INVALID_CA', 'PATH_LENGTH_EXCEEDED', 'INVALID_PURPOSE', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID']);
const LARGEST_ANSWER = 4 * 1024 * 1024;

/** To be thrown by a transport that is certain that not a byte of the request has left. */
class NotSent extends Error {}

/** What ConnectPSP gives a merchant. console.log and JSON.stringify show the client id alone. */
class Credentials {
  #texts;
  constructor({ clientId, clientSecret, applicationToken, cryptoToken }) {
    this.clientId = clientId;
    this.#texts = { clientId, clientSecret, applicationToken, cryptoToken };
    for (const [name, text] of Object.entries(this.#texts))
      if (typeof text !== 'string') throw new TypeError(`${name} takes a string, not ${typeof text}`);
    Object.freeze(this);
  }
  static fromEnvironment() {
    const of = (name) => process.env[`CONNECTPSP_${name}`];
    return new Credentials({ clientId: of('CLIENT_ID'), clientSecret: of('CLIENT_SECRET'),
      applicationToken: of('APPLICATION_TOKEN'), cryptoToken: of('CRYPTO_TOKEN') });
  }
  static config(of, environment) { return JSON.stringify({ environment, ...of.#texts }); }
  [inspect]() { return `Credentials(${this.clientId})`; }
}

/** The code of an error that fetch gives before a byte of the request has left. Another error of TLS may
 * have come after the handshake: it tells nothing. */
function neverLeft(cause) {
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  const inHandshake = code === 'ECONNRESET'
    && cause.message?.startsWith('Client network socket disconnected before secure TLS connection');
  return NEVER_LEFT.has(code) || CERTIFICATE.has(code) || inHandshake ? code : undefined;
}

/** Sends over fetch, once, and follows no redirect. */
async function fetchTransport(request, signal) {
  let answer;
  try {
    answer = await fetch(request.url, { method: request.method, headers: request.headers,
      body: request.body === '' ? undefined : request.body, redirect: 'manual', signal });
  } catch (why) {
    const code = neverLeft(why?.cause);
    if (code !== undefined) throw new NotSent(code);
    throw why;
  }
  const parts = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > LARGEST_ANSWER) break;
  }
  return { status: answer.status, contentType: answer.headers.get('content-type') ?? '',
    retryAfter: answer.headers.get('retry-after') ?? '', body: Buffer.concat(parts) };
}

function requireOperation(value) {
  if (!(value instanceof Operation)) throw new TypeError('an operation is needed, such as new GetBalance()');
  return value.constructor.typeName;
}

const dump = (typeName, value) => JSON.stringify(toForm(typeName, value));
const ring = (tokens) => (tokens.length === 0 ? null : JSON.stringify({ cryptoTokens: tokens }));
const microseconds = (at) => BigInt(at.getTime()) * 1000n;

function sleepByTimer(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { signal?.removeEventListener('abort', stop); resolve(); }, milliseconds);
    function stop() { clearTimeout(timer); reject(signal.reason); }
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Sends operations and waits for their results. */
class Client {
  #session;
  #transport;
  #policy;
  #now;
  #sleep;
  /** environment: 'production', 'staging' or a base URL. */
  constructor(environment, credentials, { transport = fetchTransport, policy, now,
    sleep = sleepByTimer } = {}) {
    if (!(credentials instanceof Credentials)) throw new TypeError('credentials takes Credentials');
    this.#session = new library.Handle('session', 'session_new', Credentials.config(credentials, environment));
    this.#transport = transport;
    this.#policy = policy === undefined ? null : dump('retry_policy_form', policy);
    this.#now = now ?? (() => BigInt(Date.now()) * 1000n);
    this.#sleep = sleep;
  }

  /** Ends the session. Operations that are under way go on. */
  close() { this.#session.close(); }

  /** Carries an operation out. Rejects with OutcomeUnknown where money may have moved; an abort tells
   * what is known of the operation as the error's `known`. */
  async send(operation, { signal } = {}) {
    const name = requireOperation(operation);
    return this.#run(new library.Exchange('exchange_new', this.#session.at, name, dump(name, operation),
      this.#policy, randomBytes(8).readBigUInt64LE()), name, signal);
  }

  /** The record of an operation that moves money: one line, to be stored before send(). */
  saveAttempt(operation) {
    const name = requireOperation(operation);
    return library.answerOf('attempt_save', this.#session.at, name, dump(name, operation), this.#now()).toString();
  }

  /** Reads a record of this merchant and environment. */
  loadAttempt(record, ...olderCryptoTokens) {
    const form = library.formOf('attempt_load', this.#session.at, record, ring(olderCryptoTokens));
    return { operation: fromForm(form.operation, JSON.parse(form.form)), madeAt: new Date(form.madeAt) };
  }

  /** Sends a saved operation again: the same bytes, the same key. */
  async resume(record, { olderCryptoTokens = [], signal } = {}) {
    const name = this.loadAttempt(record, ...olderCryptoTokens).operation.constructor.typeName;
    return this.#run(new library.Exchange('exchange_of_attempt', this.#session.at, record,
      ring(olderCryptoTokens), this.#policy, randomBytes(8).readBigUInt64LE()), name, signal);
  }

  async #run(exchange, name, signal) {
    try {
      let next = exchange.move('start', this.#now());
      while (next.step !== STEP.DONE) {
        signal?.throwIfAborted();
        if (next.step === STEP.WAIT) {
          await this.#sleep(next.delay, signal);
          next = exchange.move('resume', this.#now());
          continue;
        }
        const request = requestOf(library.formOf('exchange_request', exchange.at));
        let answer;
        try {
          answer = await this.#transport(request, signal);
        } catch (why) {
          if (signal?.aborted) throw signal.reason;
          next = exchange.move('fail', why instanceof NotSent ? 1 : 0, this.#now());
          continue;
        }
        next = exchange.move('receive', answer.status, answer.contentType ?? '', answer.retryAfter ?? '',
          answer.body, this.#now());
      }
      return fromForm(types.operations[name].result, library.formOf('exchange_result', exchange.at));
    } catch (why) {
      if (!(why instanceof errors.ConnectPspError)) tell(exchange, why);
      throw why;
    } finally {
      exchange.close();
    }
  }
}

const requestOf = (form) => ({ method: form.method, url: form.url, body: form.body,
  headers: (form.headers ?? []).map((each) => [each.name, each.value]) });

/** The header fields of one access token, for build(). Without one it builds ObtainToken alone. */
class Authorization {
  #authorization;
  constructor(environment, credentials, accessToken = '') {
    if (!(credentials instanceof Credentials)) throw new TypeError('credentials takes Credentials');
    this.#authorization = new library.Handle('authorization', 'authorization_new',
      Credentials.config(credentials, environment), accessToken);
  }
  /** The request of an operation, for an HTTP stack of the caller's. */
  build(operation) {
    const name = requireOperation(operation);
    return requestOf(library.formOf('build', this.#authorization.at, name, dump(name, operation)));
  }
  close() { this.#authorization.close(); }
}

/** Reads a response. Of an operation, and not only its class, it is also checked to be about it. */
function parse(operation, answer) {
  const isClass = typeof operation === 'function';
  const name = isClass ? operation.typeName : requireOperation(operation);
  return fromForm(types.operations[name].result, library.formOf('parse', name,
    isClass ? null : dump(name, operation), answer.status, answer.contentType ?? '', answer.retryAfter ?? '',
    answer.body));
}

/** Puts what is known of an operation into the reason why it was given up. */
function tell(exchange, why) {
  try {
    exchange.cancel();
    library.answerOf('exchange_result', exchange.at);
  } catch (known) {
    if (known instanceof errors.ConnectPspError && typeof why === 'object' && why !== null && !Object.isFrozen(why))
      Object.defineProperty(why, 'known', { value: known, configurable: true });
  }
}

/** Verifies and reads webhooks: one CryptoToken, or while they are changed several, the newest first. */
class WebhookReceiver {
  #receiver;
  constructor(...cryptoTokens) {
    this.#receiver = new library.Handle('webhook_receiver', 'webhook_receiver_new',
      JSON.stringify({ cryptoTokens }));
  }
  /** body: the request's raw bytes. signature: the value of X-Connect-Signature. */
  receive(body, signature, deliveryId) {
    if (!(body instanceof Uint8Array))
      throw new TypeError('body takes the raw bytes of the request: parsed JSON has other bytes, and its '
        + 'signature is wrong');
    return fromForm('event_form', library.formOf('webhook_receive', this.#receiver.at, body, signature ?? '',
      deliveryId ?? ''));
  }
  close() { this.#receiver.close(); }
}

/** Throws Untrusted for an event that is older than the tolerance, or ahead of the clock. */
function checkFreshness(event, now, toleranceSeconds) {
  library.answerOf('check_freshness', dump('event_form', event), microseconds(now), BigInt(toleranceSeconds));
}

/** What a received status means, given the known one; type is 'cash_in_status' or 'cash_out_status'. */
function compareStatus(type, current, incoming) {
  return library.answerOf('compare_status', type, current, incoming).toString();
}

/** Plans the rebalance that makes the transactional balance equal to an exposure. */
function planRebalance(balance, exposure) {
  if (!Money.isMoney(exposure)) throw new TypeError('exposure takes Money');
  return fromForm('rebalance_plan_form', library.formOf('plan_rebalance', dump('balance', balance),
    exposure.centavos));
}

/** Says how to find out what became of an operation whose outcome is unknown. */
function reconcile(operation, { transactionId, madeAt, now, keyRetentionSeconds }) {
  return fromForm('reconciliation_form', library.formOf('reconcile', requireOperation(operation),
    transactionId ?? '', microseconds(madeAt), microseconds(now), BigInt(keyRetentionSeconds)));
}

/** An operation as one line for a log. */
function redact(operation) {
  const name = requireOperation(operation);
  return library.answerOf('redact', name, dump(name, operation)).toString();
}

/** The regular spelling of a document, key, id or other checked text. */
const checkText = (kind, text) => library.answerOf('check_text', kind, text).toString();

/** Reads the text of "copia e cola". */
const readBrCode = (text) => fromForm('br_code_form', library.formOf('br_code_read', text));

/** Makes the text of a StaticBrCode or a DynamicBrCode. */
function makeBrCode(parts) {
  const name = parts?.constructor?.typeName;
  if (name !== 'static_br_code_form' && name !== 'dynamic_br_code_form')
    throw new TypeError('a StaticBrCode or a DynamicBrCode is needed');
  return library.answerOf('br_code_make', name, dump(name, parts)).toString();
}

const { errorOf, ...errorClasses } = errors;
const named = {};
for (const [typeName, className] of Object.entries(types.classNames)) named[className] = classes[typeName];
for (const [typeName, values] of Object.entries(types.enumerations)) named[types.enumerationNames[typeName]] = values;

module.exports = { ...named, ...errorClasses, Client, Credentials, Money, NotSent, Operation, Value,
  Authorization, WebhookReceiver, checkFreshness, checkText, compareStatus, fetchTransport, makeBrCode, newIdempotencyKey, parse,
  planRebalance, readBrCode, reconcile, redact,
  interfaceText: () => library.answerOf('interface').toString() };
