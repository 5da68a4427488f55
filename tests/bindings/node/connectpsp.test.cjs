// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

// The Node package: values, errors, conversations, attempts, webhooks. With CONNECTPSP_BASE_URL it
// also runs against a sandbox (tests/with_sandbox.sh).

const test = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const util = require('node:util');
const { execFileSync } = require('node:child_process');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const psp = require('connectpsp');

const texts = { clientId: '4711', clientSecret: '5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e',
  applicationToken: '9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81', cryptoToken: 'c0ffee00-1234-4abc-9def-0123456789ab' };
const credentials = new psp.Credentials(texts);
const token = '{"accessToken":"a.b.c","tokenType":"Bearer","expiresIn":3600}';
const balance = JSON.stringify({ currency: 'BRL', referenceDate: '2026-03-10', consolidated: {
  totalBalance: 100.01, transactionalBalance: 40, proprietaryBalance: 60.01 },
  updatedAt: '2026-03-10T14:35:00.25Z' });

const answer = (status, body) => ({ status, contentType: 'application/json', body: Buffer.from(body) });

function accepted(request) {
  const asked = JSON.parse(request.body);
  return answer(202, JSON.stringify({ transactionId: '3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b',
    status: 'PROCESSING', amount: asked.amount, externalReference: asked.externalReference }));
}

function client(answers, options = {}) {
  const transport = async (request, signal) => {
    await null;
    if (request.url.endsWith('/auth/token')) return answer(200, token);
    return answers(request, signal);
  };
  return new psp.Client('staging', credentials, { transport, ...options });
}

const payout = (reference = 'ORDER-1', amount = new psp.Money(15050)) => new psp.CreateCashOut({ amount,
  externalReference: reference, payee: { name: 'Maria da Silva', document: '52998224725',
    destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '52998224725' } } });
const keyOf = (request) => request.headers.find(([name]) => name === 'X-Idempotency-Key')[1];

test('money is exact', () => {
  for (const [text, centavos] of [['150.50', 15050n], ['0.1', 10n], ['-3', -300n], [0.1, 10n], [150.5, 15050n],
    ['92233720368547758.07', 2n ** 63n - 1n]])
    assert.equal(psp.Money.of(text).centavos, centavos);
  for (const wrong of ['', '.5', '1.', '0.001', '1e2', '+1', ' 1', '92233720368547758.08', 0.001, NaN, Infinity, 1e15, 0.1 + 0.2])
    assert.throws(() => psp.Money.of(wrong), RangeError, String(wrong));
  for (const wrong of [null, true, {}, '1', 1.5, undefined])
    assert.throws(() => new psp.Money(wrong), TypeError);
  for (const each of [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)])
    assert.equal(psp.Money.of(new psp.Money(each).toString()).centavos, each);
  assert.throws(() => new psp.Money(1) + new psp.Money(1), TypeError);
  assert.ok(new psp.Money(1).plus(new psp.Money(2)).equals(new psp.Money(3)));
});

test('a balance', async () => {
  const got = await client(() => answer(200, balance)).send(new psp.GetBalance());
  assert.equal(got.consolidated.totalBalance.centavos, 10001n);
  assert.equal(got.updatedAt.toISOString(), '2026-03-10T14:35:00.250Z');
  assert.deepEqual(got.banks, []);
  const plan = psp.planRebalance(got, psp.Money.of('100.02'));
  assert.equal(plan.direction, 'top_up');
  assert.equal(plan.shortfall.centavos, 1n);
});

test('a dropped answer is asked for again with the same bytes', async () => {
  const seen = [];
  const receipt = await client((request) => {
    seen.push(request);
    if (seen.length === 1) throw new Error('reset');
    return accepted(request);
  }).send(payout());
  assert.equal(receipt.status, psp.CashOutStatus.PROCESSING);
  assert.deepEqual(seen[0], seen[1]);
});

test('an unknown outcome says so', async () => {
  const one = payout();
  await assert.rejects(client(() => { throw new Error('timeout'); }, { policy: { maxAttempts: 1 } }).send(one),
    (why) => why instanceof psp.OutcomeUnknown && why.remedy === 'retry_same_key'
      && why.causeCode === 'no_answer' && why.idempotencyKey === one.idempotencyKey);
});

test('what never left is known', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  const unreached = new psp.Client(`http://127.0.0.1:${port}`, credentials, { policy: { maxAttempts: 1 } });
  await assert.rejects(unreached.send(payout()), (why) => why instanceof psp.Unavailable && why.code === 'not_sent');
});

/** The files of a certificate that none trusts, made by openssl; undefined without one. */
function certificate() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'connectpsp-'));
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', '/CN=localhost', '-keyout', path.join(folder, 'key'), '-out', path.join(folder, 'cert')], { stdio: 'ignore' });
    return { key: fs.readFileSync(path.join(folder, 'key')), cert: fs.readFileSync(path.join(folder, 'cert')) };
  } catch {
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('a failed handshake sends nothing', async (t) => {
  const outcome = async (server) => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const transport = (request, signal) => (request.url.endsWith('/auth/token') ? answer(200, token)
      : psp.fetchTransport({ ...request, url: `https://127.0.0.1:${server.address().port}/` }, signal));
    const real = new psp.Client('staging', credentials, { transport, policy: { maxAttempts: 1 } });
    const why = await real.send(payout()).catch((each) => each);
    server.close();
    return why.code;
  };
  assert.equal(await outcome(net.createServer((socket) => socket.once('data', () => socket.destroy()))), 'not_sent');
  // An error of TLS that may as well have come after the handshake.
  assert.equal(await outcome(net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    'outcome_unknown');
  const files = certificate();
  if (files === undefined) return t.diagnostic('without openssl no certificate is tried');
  return assert.equal(await outcome(https.createServer(files, () => assert.fail('a request has left'))), 'not_sent');
});

test('a connection that dies is not retried by fetch', async () => {
  let payouts = 0;
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/auth/token') {
        response.setHeader('Content-Type', 'application/json');
        return response.end(token);
      }
      ++payouts;
      return request.socket.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const real = new psp.Client(`http://127.0.0.1:${server.address().port}`, credentials, { policy: { maxAttempts: 1 } });
  await assert.rejects(real.send(payout()), psp.OutcomeUnknown);
  assert.equal(payouts, 1);
  server.close();
});

test('errors are classes', async () => {
  const problem = (status, code) => client(() => answer(status, JSON.stringify({ code, detail: 'Maria' })));
  await assert.rejects(problem(422, 'INSUFFICIENT_FUNDS').send(payout()), (why) => {
    assert.ok(why instanceof psp.InsufficientFunds && why instanceof psp.Rejected);
    assert.equal(why.status, 422);
    assert.equal(why.problem.detail, 'Maria');
    assert.ok(!`${why} ${util.inspect(why)} ${JSON.stringify(why)}`.includes('Maria'));
    return true;
  });
  await assert.rejects(problem(422, 'CASH_IN_ALREADY_REFUNDED').send(new psp.GetCashIn({ id: 'CI0001' })),
    (why) => why instanceof psp.AlreadyDone && !(why instanceof psp.Rejected));
  await assert.rejects(problem(404, 'NOT_FOUND').send(new psp.GetCashIn({ id: 'CI0001' })), psp.NotFound);
  await assert.rejects(client(() => answer(200, '{"consolidated":{}}')).send(new psp.GetBalance()),
    (why) => why instanceof psp.InvalidResponse && why.pointer === '/consolidated/totalBalance');
});

test('an error says what is wrong with which value', async () => {
  const is = (members) => (why) => {
    for (const [name, value] of Object.entries(members)) assert.deepEqual(why[name], value, name);
    return true;
  };
  assert.throws(() => psp.checkText('cpf', '5299822472'),
    is({ code: 'wrong_length', subject: 'CPF', detail: 'expected 11 digits, got 10', outcomeUnknown: false }));
  assert.throws(() => psp.checkText('cpf', '5299822472x'), is({ code: 'invalid_character', offset: 10 }));
  const other = client((request) => answer(202, accepted(request).body.toString().replace(/150\.50?/, '150.51')));
  await assert.rejects(other.send(payout()), is({ causeCode: 'mismatched_amount', pointer: '/amount',
    mismatch: { expected: '150.50', received: '150.51' }, outcomeUnknown: true }));
  await assert.rejects(client(accepted).send(new psp.CreateCashOut({ ...payout(), payee: { name: 'Maria',
    document: '52998224725', destination: { type: 'PIX', pixKey: 'a' } } })), is({ code: 'empty_value',
    underlying: { category: 'connectpsp', name: 'missing_member', number: 107 } }));
});

test('an empty value is called so', async () => {
  const none = client(() => assert.fail('nothing is sent'));
  for (const [wrong, pointer] of [
    [new psp.CreateCashOut({ ...payout(), externalReference: '' }), '/externalReference'],
    [new psp.CreateCashOut({ ...payout(), externalReference: undefined }), '/externalReference'],
    [new psp.CreateCashOut({ ...payout(), idempotencyKey: '' }), '/idempotencyKey'],
    [new psp.RefundCashIn({ id: '', reason: 'FRAUD' }), '/id'],
    [new psp.RefundCashIn({ id: 'CI0001', reason: '' }), '/reason'],
    [new psp.CreateCashOut({ ...payout(), payee: { ...payout().payee, name: '' } }), '/payee/name']])
    await assert.rejects(none.send(wrong), (why) => why instanceof psp.InvalidArgument
      && why.code === 'empty_value' && why.pointer === pointer);
});

test('wrong values are named', async () => {
  const none = client(() => assert.fail('nothing is sent'));
  const wrong = (members) => none.send(new psp.CreateCashOut({ ...payout(), ...members }));
  await assert.rejects(wrong({ amount: 150.5 }), /amount takes Money, not number/);
  await assert.rejects(wrong({ amount: '150.50' }), /amount takes Money, not string/);
  await assert.rejects(wrong({ externalReference: 7 }), /externalReference takes a string/);
  assert.throws(() => new psp.CreateCashOut({ extenalReference: 'A' }), /no member extenalReference/);
  await assert.rejects(wrong({ externalReference: undefined }),
    (why) => why instanceof psp.InvalidArgument && why.pointer === '/externalReference');
  await assert.rejects(wrong({ idempotencyKey: '7' }),
    (why) => why instanceof psp.InvalidArgument && why.pointer === '/idempotencyKey');
  await assert.rejects(none.send('get_balance'), TypeError);
  assert.throws(() => new psp.Client('http://a.example', credentials),
    (why) => why instanceof psp.InvalidArgument && why.pointer === '/environment');
  assert.throws(() => new psp.Client('staging', texts), TypeError);
  assert.throws(() => new psp.Credentials({ clientId: '1' }), /clientSecret takes a string/);
  none.close();
  none.close();
  await assert.rejects(none.send(new psp.GetBalance()), /closed/);
});

test('nothing that is printed shows a secret or a person', () => {
  for (const value of [credentials, payout(), new psp.ObtainToken({ clientId: '1', clientSecret: 'hush' })])
    for (const text of [util.inspect(value, { depth: 9, showHidden: true }), String(value), util.format('%o %O', value, value)])
      for (const hidden of ['hush', 'Maria', '52998224725', texts.clientSecret, texts.cryptoToken])
        assert.ok(!text.includes(hidden), text);
  assert.equal(JSON.stringify(credentials), '{"clientId":"4711"}');
  assert.ok(!psp.redact(payout()).includes('Maria'));
});

test('an aborted payout tells what is known', async () => {
  const stop = new AbortController();
  const hanging = client((request, signal) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    stop.abort();
  }));
  await assert.rejects(hanging.send(payout(), { signal: stop.signal }),
    (why) => why.name === 'AbortError' && why.known instanceof psp.OutcomeUnknown);
});

test('attempts', async () => {
  const one = payout();
  const store = client(accepted);
  const record = store.saveAttempt(one);
  assert.equal(store.loadAttempt(record).operation.idempotencyKey, one.idempotencyKey);
  assert.equal((await store.resume(record)).amount.centavos, 15050n);
  assert.throws(() => store.loadAttempt(record.replace('150.50', '150.51')), psp.Untrusted);
  assert.throws(() => new psp.Client('production', credentials).loadAttempt(record),
    (why) => why.code === 'attempt_of_other_environment');
  assert.throws(() => store.saveAttempt(new psp.GetBalance()), psp.InvalidArgument);
  const way = psp.reconcile(one, { transactionId: 'CO0001', madeAt: new Date(0), now: new Date(1e7), keyRetentionSeconds: 60 });
  assert.deepEqual([way.by, way.id, way.keyMayHaveExpired], ['read', 'CO0001', true]);
});

test('a thousand conversations with every seventh answer dropped', async () => {
  const executed = new Set();
  let count = 0;
  const busy = client((request) => {
    executed.add(keyOf(request));
    if (++count % 7 === 0) throw new Error('dropped');
    return accepted(request);
  }, { policy: { maxAttempts: 20, initialDelayMilliseconds: 1, maxDelayMilliseconds: 2 } });
  const all = Array.from({ length: 1000 }, (_, i) => payout(`ORDER-${i}`, new psp.Money(100 + i)));
  const receipts = await Promise.all(all.map((each) => busy.send(each)));
  receipts.forEach((each, i) => assert.ok(each.amount.equals(all[i].amount)));
  assert.deepEqual(executed, new Set(all.map((each) => each.idempotencyKey)));
  assert.ok(count > 1100);
});

test('worker threads', async () => {
  const workers = Array.from({ length: 4 }, () => new Worker(
    `const psp = require('connectpsp');
     const text = psp.checkText('document', '529.982.247-25');
     require('node:worker_threads').parentPort.postMessage(text);`, { eval: true }));
  for (const [text] of await Promise.all(workers.map((each) => once(each, 'message'))))
    assert.equal(text, '52998224725');
  await Promise.all(workers.map((each) => each.terminate()));
});

test('webhooks', () => {
  const body = Buffer.from(JSON.stringify({ eventType: 'CASHIN_PAID', eventAt: '2026-03-10T14:00:00Z',
    data: { transactionId: 't', status: 'PAID', amount: 1 } }));
  const sign = (key) => crypto.createHmac('sha256', key).update(body).digest('hex');
  const receiver = new psp.WebhookReceiver('new', 'key');
  const event = receiver.receive(body, sign('key'));
  assert.equal(event.cashIn.amount.centavos, 100n);
  assert.equal(event.type, psp.EventType.CASHIN_PAID);
  psp.checkFreshness(event, new Date('2026-03-10T14:01:00Z'), 120);
  assert.throws(() => psp.checkFreshness(event, new Date('2026-03-10T15:01:00Z'), 120), psp.Untrusted);
  for (const wrong of [undefined, '', 'x', '0'.repeat(64), sign('other')])
    assert.throws(() => receiver.receive(body, wrong), psp.Untrusted);
  assert.throws(() => receiver.receive(Buffer.concat([body, Buffer.from(' ')]), sign('key')), psp.Untrusted);
  assert.throws(() => receiver.receive(body.toString(), sign('key')), /raw bytes/);
  assert.throws(() => new psp.WebhookReceiver(), psp.InvalidArgument);
});

test('values', async () => {
  assert.equal(psp.checkText('document', '529.982.247-25'), '52998224725');
  assert.throws(() => psp.checkText('document', '529.982.247-26'), (why) => why.code === 'wrong_check_digits');
  assert.equal(psp.compareStatus('cash_in_status', 'PAID', 'AWAITING_PAYMENT'), 'stale');
  const text = psp.makeBrCode(new psp.StaticBrCode({ keyType: 'EMAIL', key: 'maria@example.com', name: 'MARIA',
    city: 'SAO PAULO', amount: psp.Money.of('10.50') }));
  assert.equal(psp.readBrCode(text).amount.centavos, 1050n);
  const names = Object.keys(await import('connectpsp')).filter((each) => each !== 'default');
  assert.deepEqual(names.sort(), Object.keys(psp).sort());
});

test('nothing of a fixture is lost', { skip: !process.env.CONNECTPSP_FIXTURES && 'tests/bindings/quick.sh' }, () => {
  const { toForm } = require(path.join(path.dirname(require.resolve('connectpsp')), 'values.cjs'));
  const operations = Object.values(psp).filter((each) => each?.prototype instanceof psp.Operation);
  // A Date has milliseconds.
  const cut = (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).getTime()
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cut(each)])) : value);
  const fixtures = JSON.parse(fs.readFileSync(process.env.CONNECTPSP_FIXTURES, 'utf8')).responses;
  assert.ok(fixtures.length > 300);
  for (const each of fixtures) {
    const operation = operations.find((one) => one.typeName === each.operation);
    const sent = { status: each.status, contentType: each.contentType, retryAfter: each.retryAfter,
      body: Buffer.from(each.body, 'hex') };
    try {
      const value = psp.parse(operation, sent);
      assert.ok(each.form, each.name);
      const { irregular, ...form } = each.form;
      assert.deepEqual(irregular, value.irregular, each.name);
      assert.deepEqual(JSON.parse(JSON.stringify(cut(strip(toForm(value.constructor.typeName, value))))),
        JSON.parse(JSON.stringify(cut(strip(form)))), each.name);
    } catch (why) {
      if (!(why instanceof psp.ConnectPspError)) throw why;
      assert.deepEqual({ code: why.code, causeCode: why.causeCode, remedy: why.remedy,
        conditions: why.conditions, pointer: why.pointer ?? '', status: why.status ?? 0 }, each.error, each.name);
    }
  }
});

test('each request is the one of its fixture', { skip: !process.env.CONNECTPSP_FIXTURES && 'tests/bindings/quick.sh' }, () => {
  const { fromForm } = require(path.join(path.dirname(require.resolve('connectpsp')), 'values.cjs'));
  const fixtures = JSON.parse(fs.readFileSync(process.env.CONNECTPSP_FIXTURES, 'utf8')).requests;
  assert.ok(fixtures.length > 40);
  for (const each of fixtures) {
    const authorization = new psp.Authorization(each.environment, new psp.Credentials({ ...texts,
      applicationToken: each.applicationToken, cryptoToken: each.cryptoToken }), each.accessToken);
    const { method, url, headers, body } = authorization.build(fromForm(each.operation, each.form));
    authorization.close();
    assert.deepEqual({ method, url, headers: headers.map((pair) => [...pair]), body: (body ?? '').toString() },
      { method: each.method, url: each.url, headers: each.headers, body: each.body }, each.name);
  }
});

/** Without the lists of irregular members, which are only told. */
function strip(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(strip);
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'irregular')
    .map(([key, each]) => [key, strip(each)]));
}

test('the sandbox', { skip: !process.env.CONNECTPSP_BASE_URL && 'tests/with_sandbox.sh' }, async () => {
  const base = process.env.CONNECTPSP_BASE_URL;
  const fault = (body) => fetch(`${base}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' } });
  const real = new psp.Client(base, psp.Credentials.fromEnvironment());
  const before = await real.send(new psp.GetBalance());
  await fault({ kind: 'status', status: 401, code: 'TOKEN_EXPIRED', path: '/account/*' });
  assert.ok((await real.send(new psp.Rebalance({ targetAmount: before.consolidated.transactionalBalance }))).success);
  const charge = await real.send(new psp.CreateCashIn({ amount: new psp.Money(1234), externalReference: 'ORDER-node-1',
    payer: { name: 'Maria da Silva', document: '52998224725' } }));
  assert.equal((await real.send(new psp.GetCashIn({ id: charge.transactionId }))).amount.centavos, 1234n);
  await fault({ kind: 'drop_answer', path: '/cash-out', processed: true });
  const receipt = await real.send(payout('PAYOUT-node-1'));
  assert.equal((await real.send(new psp.GetCashOut({ id: receipt.transactionId }))).amount.centavos, 15050n);
  await assert.rejects(real.send(new psp.GetCashIn({ id: 'CI9999999' })), psp.NotFound);
  real.close();
});
