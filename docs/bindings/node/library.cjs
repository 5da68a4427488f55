// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

// The shared library, by koffi. Nothing here decides anything about payments.

const path = require('node:path');
const koffi = require('koffi');
const { errorOf } = require('./errors.cjs');

const VERSION = '0.1'; // the major and the minor version that this package was written for
const [OK, FAILED, BUFFER_TOO_SMALL, MISUSE, NO_MEMORY] = [0, 1, 2, 3, 4];
const STEP = { DONE: 0, SEND: 1, WAIT: 2 };

function load() {
  const name = process.platform === 'darwin' ? 'libconnectpsp.dylib' : 'libconnectpsp.so';
  // CONNECTPSP_LIBRARY names another library than the one of the package.
  const file = process.env.CONNECTPSP_LIBRARY || path.join(__dirname, name);
  const library = koffi.load(file);
  const version = library.func('const char *connectpsp_version(void)')();
  if (version.slice(0, version.lastIndexOf('.')) !== VERSION)
    throw new Error(`connectpsp: ${file} is of version ${version}, this package needs ${VERSION}`);

  // Handles are numbers here: they are the library's, and are handed back as they came.
  const text = ['const uint8_t *', 'size_t'];
  const out = ['uint8_t *', 'size_t', 'uint64_t *'];
  const [handle, made, now] = ['uint64_t', 'uint64_t *', 'int64_t'];
  const step = ['int32_t *', 'int64_t *'];
  const functions = {
    interface: [...out],
    session_new: [...text, made, ...out],
    authorization_new: [...text, ...text, made, ...out],
    build: [handle, ...text, ...text, ...out],
    parse: [...text, ...text, 'int32_t', ...text, ...text, ...text, ...out],
    exchange_new: [handle, ...text, ...text, ...text, 'uint64_t', made, ...out],
    exchange_of_attempt: [handle, ...text, ...text, ...text, 'uint64_t', made, ...out],
    exchange_start: [handle, now, ...step],
    exchange_receive: [handle, 'int32_t', ...text, ...text, ...text, now, ...step],
    exchange_fail: [handle, 'int32_t', now, ...step],
    exchange_resume: [handle, now, ...step],
    exchange_cancel: [handle],
    exchange_request: [handle, ...out],
    exchange_result: [handle, ...out],
    attempt_save: [handle, ...text, ...text, now, ...out],
    attempt_load: [handle, ...text, ...text, ...out],
    reconcile: [...text, ...text, now, now, 'int64_t', ...out],
    webhook_receiver_new: [...text, made, ...out],
    webhook_receive: [handle, ...text, ...text, ...text, ...out],
    check_freshness: [...text, now, 'int64_t', ...out],
    compare_status: [...text, ...text, ...text, ...out],
    plan_rebalance: [...text, 'int64_t', ...out],
    redact: [...text, ...text, ...out],
    check_text: [...text, ...text, ...out],
    idempotency_key: ['const uint8_t *', ...out],
    br_code_read: [...text, ...out],
    br_code_make: [...text, ...text, ...out],
  };
  const loaded = {};
  for (const [each, parameters] of Object.entries(functions))
    loaded[each] = library.func(`connectpsp_${each}`, 'int32_t', parameters);
  for (const each of ['session', 'exchange', 'webhook_receiver', 'authorization'])
    loaded[`${each}_free`] = library.func(`connectpsp_${each}_free`, 'void', [handle]);
  return loaded;
}

const functions = load();

/** A text is two arguments: where it is, and its size. */
function flat(values) {
  const made = [];
  for (const each of values) {
    if (typeof each === 'string') {
      const bytes = Buffer.from(each, 'utf8');
      made.push(bytes, bytes.length);
    } else if (each instanceof Uint8Array) {
      made.push(each, each.length);
    } else if (each === null || each === undefined) {
      made.push(null, 0);
    } else {
      made.push(each);
    }
  }
  return made;
}

function complain(name, status) {
  if (status === NO_MEMORY) throw new RangeError(`connectpsp_${name}: out of memory`);
  throw new Error(`connectpsp_${name}: ${status === MISUSE ? 'a handle that is closed or in use' : 'a bug'}`);
}

const size = new BigUint64Array(1);
const room = Buffer.alloc(4096);

/** Calls a function that writes an answer; its bytes. Throws a ConnectPspError where it fails. */
function answerOf(name, ...values) {
  const before = name === 'idempotency_key' ? values : flat(values);
  let buffer = room;
  let status = functions[name](...before, buffer, buffer.length, size);
  while (status === BUFFER_TOO_SMALL) {
    buffer = Buffer.alloc(Number(size[0]));
    status = functions[name](...before, buffer, buffer.length, size);
  }
  const answer = Buffer.from(buffer.subarray(0, Number(size[0])));
  buffer.fill(0, 0, answer.length); // it may hold a token
  if (status === OK) return answer;
  if (status === FAILED) throw errorOf(JSON.parse(answer));
  return complain(name, status);
}

const forgotten = new FinalizationRegistry(({ kind, at }) => functions[`${kind}_free`](at));

/** A handle of the library. close() ends it; the collector closes what was forgotten. */
class Handle {
  #at;
  #kind;
  constructor(kind, constructor, ...values) {
    const made = new BigUint64Array(1);
    answerOf(constructor, ...values, made);
    this.#kind = kind;
    this.#at = made[0];
    forgotten.register(this, { kind, at: made[0] }, this);
  }
  get at() {
    if (this.#at === 0n) throw new Error(`this ${this.#kind} is closed`);
    return this.#at;
  }
  close() {
    if (this.#at === 0n) return;
    forgotten.unregister(this);
    functions[`${this.#kind}_free`](this.#at);
    this.#at = 0n;
  }
}

const step = new Int32Array(1);
const delay = new BigInt64Array(1);

/** One operation on its way. */
class Exchange extends Handle {
  constructor(...values) { super('exchange', ...values); }
  move(name, ...values) {
    const status = functions[`exchange_${name}`](this.at, ...flat(values), step, delay);
    if (status !== OK) complain(`exchange_${name}`, status);
    return { step: step[0], delay: Number(delay[0]) };
  }
  cancel() { functions.exchange_cancel(this.at); }
}

module.exports = { answerOf, formOf: (...all) => JSON.parse(answerOf(...all)), Handle, Exchange, STEP };
