// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

// Plays the scripts of ../conversations: over a transport that answers by itself, and over fetch to a
// server on loopback. The README there says what a script holds. CONNECTPSP_CONVERSATIONS names another
// folder.

const test = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');
const path = require('node:path');
const psp = require('connectpsp');

const { fromForm, toForm } = require(path.join(path.dirname(require.resolve('connectpsp')), 'values.cjs'));

const FOLDER = process.env.CONNECTPSP_CONVERSATIONS ?? path.join(__dirname, '..', 'conversations');
const FIXTURES = path.join(FOLDER, '..', '..', 'conformance');
const BASE = 'https://api.homologacao.connectpsp.com';
const BEGIN = 1773144000000000n; // 2026-03-10T12:00:00Z
const CRYPTO_TOKEN = 'c0ffee00-1234-4abc-9def-0123456789ab';
const credentials = new psp.Credentials({ clientId: '4711', clientSecret: '5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e',
  applicationToken: '9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81', cryptoToken: CRYPTO_TOKEN });

const MEMBERS = {
  script: ['shows', 'policy', 'calls'],
  call: ['after', 'operation', 'members', 'resume', 'steps', 'expect'],
  step: ['request', 'token', 'signed', 'body', 'wait', 'takes', 'answer', 'fails'],
  answer: ['token', 'fixture', 'status', 'contentType', 'retryAfter', 'body'],
  wait: ['least', 'most'],
  expect: ['result', 'error', 'wait'],
  error: ['class', 'code', 'cause', 'remedy', 'outcomeUnknown', 'conditions', 'status', 'pointer', 'offset', 'subject',
    'detail', 'mismatch', 'transactionId', 'retryAfterSeconds', 'retryAt', 'duringAuthentication', 'problemCode'],
};

function known(kind, value) {
  for (const name of Object.keys(value)) assert.ok(MEMBERS[kind].includes(name), `a ${kind} has no member ${name}`);
  return value;
}

function bytesOf(body) {
  if (typeof body === 'string') return Buffer.from(body);
  if (!Array.isArray(body)) return Buffer.from(JSON.stringify(body));
  return Buffer.concat(body.map((each) => (typeof each === 'string' ? Buffer.from(each)
    : each.hex !== undefined ? Buffer.from(each.hex, 'hex') : Buffer.from(each.repeat.repeat(each.times)))));
}

function answerOf(answer) {
  known('answer', answer);
  if (answer.token !== undefined)
    return { status: 200, contentType: 'application/json', body: bytesOf({ accessToken: answer.token,
      tokenType: 'Bearer', expiresIn: 3600 }) };
  if (answer.fixture !== undefined) {
    const sent = JSON.parse(fs.readFileSync(path.join(FIXTURES, answer.fixture), 'utf8')).response;
    return { status: sent.status, contentType: sent.content_type, retryAfter: sent.retry_after,
      body: bytesOf(sent.body) };
  }
  return { status: answer.status, contentType: answer.contentType ?? 'application/json',
    retryAfter: answer.retryAfter, body: bytesOf(answer.body ?? '') };
}

const FAILURES = {
  not_sent: () => new psp.NotSent(),
  lost: () => Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  timeout: () => new DOMException('timeout', 'TimeoutError'),
};

/** A form to compare: without empty lists and the lists of irregular members, times in one spelling. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value)
      .filter(([key, each]) => key !== 'irregular' && !(Array.isArray(each) && each.length === 0))
      .map(([key, each]) => [key, plain(each)]));
  return typeof value === 'string'
    ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0*|(\.\d*?)0*)Z$/, '$1$2Z') : value;
}

/** Replaces the transport, the clock and the sleep of a client. */
class Player {
  now = BEGIN;
  waited;
  wrong;

  sleep(milliseconds) {
    this.waited = (this.waited ?? 0) + milliseconds;
    this.now += BigInt(milliseconds) * 1000n;
  }

  begin(call) {
    this.now += BigInt(known('call', call).after ?? 0) * 1000n;
    this.steps = call.steps.map((each) => known('step', each));
    this.key = call.members.idempotencyKey;
    this.number = 0;
    this.bodies = new Map();
    this.headers = new Map();
  }

  /** The answer to a request, or what it fails with. A client takes all that is thrown for a transport's
   * failure: what is wrong is kept. */
  next(request) {
    try {
      return this.play(request);
    } catch (why) {
      this.wrong ??= why;
      throw why;
    }
  }

  play(request) {
    assert.ok(request.url.startsWith(BASE), request.url);
    const what = `${request.method} ${request.url.slice(BASE.length)}`;
    const step = this.steps[this.number];
    assert.ok(step, `${what} is not expected`);
    ++this.number;
    assert.equal(what, step.request);
    this.checkWait(step.wait);
    const headers = new Map(request.headers);
    if (what === 'POST /auth/token') {
      assert.ok(!headers.has('Authorization') && !headers.has('X-Idempotency-Key'));
    } else {
      const signature = crypto.createHmac('sha256', CRYPTO_TOKEN).update(step.token).digest('hex');
      assert.equal(headers.get('Authorization'), `Bearer ${step.token}`);
      assert.equal(headers.get('X-Idempotency-Key'), this.key);
      assert.equal(headers.get('DigitalSignature'), step.signed ? signature : undefined);
      this.checkSame(this.bodies, what, request.body);
      this.checkSame(this.headers, `${what} ${step.token}`, request.headers);
    }
    if (step.body !== undefined) assert.equal(request.body, step.body);
    this.now += BigInt(step.takes ?? 0) * 1000n;
    assert.notEqual(step.fails === undefined, step.answer === undefined, 'a step is answered or fails');
    if (step.fails === undefined) return { answer: answerOf(step.answer) };
    assert.ok(FAILURES[step.fails], step.fails);
    return { fails: step.fails };
  }

  checkSame(earlier, key, value) {
    if (earlier.has(key)) assert.deepEqual(value, earlier.get(key));
    earlier.set(key, value);
  }

  checkWait(wanted) {
    const { waited } = this;
    this.waited = undefined;
    if (wanted === undefined) return assert.equal(waited, undefined, 'a wait that is not expected');
    const { least, most } = typeof wanted === 'number' ? { least: wanted, most: wanted } : known('wait', wanted);
    return assert.ok(waited >= least && waited <= most, `a wait of ${waited}, expected ${least} to ${most}`);
  }

  end(call, result, error) {
    if (this.wrong) throw this.wrong;
    const expect = known('expect', call.expect);
    assert.notEqual(expect.result === undefined, expect.error === undefined, 'a result or an error is expected');
    if (error !== undefined && expect.error === undefined) throw error;
    assert.equal(this.number, this.steps.length, 'steps that are not used');
    this.checkWait(expect.wait);
    if (expect.error === undefined) {
      assert.deepEqual(plain(toForm(result.constructor.typeName, result)), plain(expect.result));
      return;
    }
    assert.ok(error, 'an error is expected');
    const found = { class: error.constructor.name, code: error.code, cause: error.causeCode, remedy: error.remedy,
      outcomeUnknown: error instanceof psp.OutcomeUnknown, conditions: error.conditions, status: error.status,
      pointer: error.pointer, offset: error.offset, subject: error.subject, detail: error.detail,
      mismatch: error.mismatch, transactionId: error.transactionId, retryAfterSeconds: error.retryAfterSeconds,
      retryAt: error.retryAt && plain(error.retryAt.toISOString()),
      duringAuthentication: error.duringAuthentication, problemCode: error.problem?.code };
    assert.deepEqual(Object.fromEntries(Object.entries(found).filter(([, each]) => each !== undefined)),
      { cause: expect.error.code, duringAuthentication: false, ...known('error', expect.error) });
    if (!found.outcomeUnknown) return;
    assert.equal(error.idempotencyKey, this.key);
    assert.equal(error.externalReference, call.members.externalReference);
  }
}

async function answerByItself(player, request) {
  await null;
  const next = player.next(request);
  if (next.fails !== undefined) throw FAILURES[next.fails]();
  return next.answer;
}

/** A server on loopback, and a port that refuses connections. */
class Server {
  async start() {
    this.server = http.createServer((request, response) => this.answer(request, response));
    this.server.listen(0, '127.0.0.1');
    const closed = net.createServer().listen(0, '127.0.0.1');
    await Promise.all([once(this.server, 'listening'), once(closed, 'listening')]);
    this.port = this.server.address().port;
    this.refusing = closed.address().port;
    closed.close();
    await once(closed, 'close');
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async answer(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    ++this.arrived;
    this.found = { method: request.method, url: BASE + request.url, body: Buffer.concat(parts).toString(),
      headers: this.sent.headers.map(([name]) => [name, request.headers[name.toLowerCase()]]) };
    const { answer } = this.next;
    if (answer === undefined) return request.socket.destroy();
    response.statusCode = answer.status;
    for (const [name, value] of [['Content-Type', answer.contentType], ['Retry-After', answer.retryAfter],
      ['Location', answer.status >= 300 && answer.status < 400 ? '/elsewhere' : '']])
      if (value) response.setHeader(name, value);
    return response.end(answer.body);
  }

  async send(player, request) {
    this.sent = request;
    this.next = player.next(request);
    this.arrived = 0;
    const isRefused = this.next.fails === 'not_sent';
    try {
      const answer = await psp.fetchTransport({ ...request,
        url: request.url.replace(BASE, `http://127.0.0.1:${isRefused ? this.refusing : this.port}`) });
      if (answer.body.length > 5 * 1024 * 1024) player.wrong ??= new Error(`${answer.body.length} bytes were read`);
      return answer;
    } finally {
      try {
        assert.equal(this.arrived, isRefused ? 0 : 1, 'how often the request arrived');
        if (!isRefused) assert.deepEqual(this.found, { ...request });
      } catch (why) {
        player.wrong ??= why;
      }
    }
  }
}

async function play(script, transport) {
  const player = new Player();
  const client = new psp.Client('staging', credentials, {
    policy: script.policy && fromForm('retry_policy_form', script.policy),
    now: () => player.now,
    sleep: async (milliseconds) => player.sleep(milliseconds),
    transport: (request) => transport(player, request),
  });
  for (const call of script.calls) {
    player.begin(call);
    const operation = fromForm(call.operation, call.members);
    let result;
    let error;
    try {
      result = await (call.resume ? client.resume(client.saveAttempt(operation)) : client.send(operation));
    } catch (why) {
      if (!(why instanceof psp.ConnectPspError)) throw player.wrong ?? why;
      error = why;
    }
    player.end(call, result, error);
  }
  client.close();
}

const files = fs.readdirSync(FOLDER).filter((each) => each.endsWith('.json')).sort();
assert.ok(files.length > 0, `there are no scripts in ${FOLDER}`);
const server = new Server();
test.before(() => server.start());
test.after(() => server.stop());
for (const file of files) {
  const playFile = (transport) => {
    const script = known('script', JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')));
    assert.ok(script.shows && script.calls.length > 0, 'shows nothing or calls nothing');
    return play(script, transport);
  };
  test(`conversation ${file.slice(0, -5)}`, () => playFile(answerByItself));
  test(`conversation ${file.slice(0, -5)} over fetch`, () => playFile((...of) => server.send(...of)));
}
