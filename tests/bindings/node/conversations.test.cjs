// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

// Holds the client to the conversations of CONNECTPSP_CONVERSATIONS.

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const psp = require('connectpsp');

const credentials = new psp.Credentials({ clientId: '4711', clientSecret: '5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e',
  applicationToken: '9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81', cryptoToken: 'c0ffee00-1234-4abc-9def-0123456789ab' });

const amount = new psp.Money(15050);
const operations = {
  balance: () => new psp.GetBalance(),
  rebalance: () => new psp.Rebalance({ targetAmount: psp.Money.of('600000.00') }),
  payout: () => new psp.CreateCashOut({ amount, externalReference: 'ORDER-1', payee: { name: 'Maria da Silva',
    document: '52998224725', destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '52998224725' } } }),
  charge: () => new psp.CreateCashIn({ amount, externalReference: 'ORDER-1',
    payer: { name: 'Maria da Silva', document: '52998224725' } }),
  refund: () => new psp.RefundCashIn({ id: 'CI0001', reason: 'FRAUD' }),
};

function resultOf(call, got) {
  if (call === 'balance') return got.consolidated.totalBalance.centavos.toString();
  return call === 'rebalance' ? String(got.success) : got.transactionId;
}

const header = (request, name) => (request.headers.find(([each]) => each === name) ?? [])[1];

/** The transport of one conversation. */
class Script {
  steps = [];
  sent = [];
  last = performance.now();
  wrong = null;

  begin(steps) {
    this.steps = [...steps];
    this.sent = [];
  }

  transport = async (request) => {
    const step = this.steps.shift();
    try {
      assert.ok(step, `nothing more was expected: ${request.url}`);
      const [method, target] = step.request.split(' ');
      assert.equal(request.method, method);
      assert.ok(new URL(request.url).pathname.endsWith(target), `${request.url} is not ${target}`);
      if (step.token) assert.equal(header(request, 'Authorization'), `Bearer ${step.token}`);
      if (step.sameAs !== undefined) {
        const first = this.sent[step.sameAs];
        assert.deepEqual(Buffer.from(request.body ?? ''), Buffer.from(first.body ?? ''));
        assert.equal(header(request, 'X-Idempotency-Key'), header(first, 'X-Idempotency-Key'));
      }
      // A timer may fire a millisecond early.
      assert.ok(performance.now() - this.last + 2 >= (step.waitsAtLeastMilliseconds ?? 0), 'it did not wait');
    } catch (why) {
      this.wrong ??= why; // the client would take it for a lost answer
      throw why;
    }
    this.sent.push(request);
    this.last = performance.now();
    if (step.happens === 'notSent') throw new psp.NotSent('refused');
    if (step.happens === 'lost') throw new Error('reset');
    return { status: step.status, contentType: step.contentType ?? 'application/json', retryAfter: step.retryAfter ?? '',
      body: Buffer.from(typeof step.body === 'string' ? step.body : JSON.stringify(step.body)) };
  };
}

async function hold(told) {
  const policy = Object.fromEntries(Object.entries(told.policy).map(([name, value]) => [name, BigInt(value)]));
  const script = new Script();
  const client = new psp.Client('staging', credentials, { transport: script.transport, policy });
  for (const call of told.calls) {
    script.begin(call.steps);
    let got, why;
    try {
      got = await client.send(operations[call.call]());
    } catch (error) {
      why = error;
    }
    if (script.wrong) throw script.wrong;
    assert.deepEqual(script.steps, [], 'these requests were not made');
    if (call.result !== undefined) {
      if (why) throw why;
      assert.equal(resultOf(call.call, got), call.result);
      continue;
    }
    assert.ok(why instanceof psp.ConnectPspError, String(why ?? 'it succeeded'));
    const { code, cause, remedy, outcomeUnknown, status } = call.error;
    assert.deepEqual({ code: why.code, cause: why.causeCode, remedy: why.remedy,
      outcomeUnknown: why instanceof psp.OutcomeUnknown, status: why.status }, { code, cause, remedy, outcomeUnknown, status });
  }
}

const folder = process.env.CONNECTPSP_CONVERSATIONS;
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
assert.ok(files.length > 0, 'there are no conversations');
for (const file of files)
  test(path.basename(file, '.json').replaceAll('-', ' '), () => hold(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))));
