// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

// The Node package beside what its users write by hand. Run by benchmarks/bindings/run.sh.

const crypto = require('node:crypto');
const fs = require('node:fs');
const psp = require('connectpsp');

const body = fs.readFileSync(process.argv[2]);
const secrets = { clientId: '4711', clientSecret: '5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e',
  applicationToken: '9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81', cryptoToken: 'c0ffee00-1234-4abc-9def-0123456789ab' };
const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0NzExIn0.tpg5iLZWZ_RVUBhHBVq9BCc1XFuyaHqmcHIG5XvBN2w';
const answer = { status: 200, contentType: 'application/json', body };
const authorization = new psp.Authorization('staging', new psp.Credentials(secrets), token);
const target = psp.Money.of('600000.00');
const event = Buffer.from(JSON.stringify({ eventType: 'CASHIN_PAID', eventAt: '2026-03-10T14:00:00Z',
  data: { transactionId: '00000000-0000-0000-0000-000000000007', status: 'PAID', amount: 150.5 } }));
const signature = crypto.createHmac('sha256', secrets.cryptoToken).update(event).digest('hex');
const receiver = new psp.WebhookReceiver(secrets.cryptoToken);
const centavos = (amount) => BigInt(Math.round(amount * 100));
const account = (of) => of && { ...of, balance: centavos(of.balance) };

const pairs = {
  balance: [() => {
    const read = JSON.parse(body);
    return { ...read, updatedAt: new Date(read.updatedAt), consolidated: {
      totalBalance: centavos(read.consolidated.totalBalance),
      transactionalBalance: centavos(read.consolidated.transactionalBalance),
      proprietaryBalance: centavos(read.consolidated.proprietaryBalance) },
    banks: read.banks.map((each) => ({ ...each, accounts: { transactional: account(each.accounts.transactional),
      proprietary: account(each.accounts.proprietary) } })) };
  }, () => psp.parse(psp.GetBalance, answer)],
  rebalance: [() => ({ method: 'POST', url: 'https://api.homologacao.connectpsp.com/account/rebalance',
    headers: { Authorization: `Bearer ${token}`, ApplicationToken: secrets.applicationToken,
      DigitalSignature: crypto.createHmac('sha256', secrets.cryptoToken).update(token).digest('hex'),
      'Content-Type': 'application/json' }, body: JSON.stringify({ targetAmount: 600000.00 }) }),
  () => authorization.build(new psp.Rebalance({ targetAmount: target }))],
  webhook: [() => {
    const made = crypto.createHmac('sha256', secrets.cryptoToken).update(event).digest();
    if (!crypto.timingSafeEqual(made, Buffer.from(signature, 'hex'))) throw new Error();
    return JSON.parse(event);
  }, () => receiver.receive(event, signature)],
};

/** Microseconds a call: the median of nine rounds. */
function measure(call) {
  const rounds = [];
  for (let round = 0; round < 10; ++round) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < 5000; ++i) call();
    rounds.push(Number(process.hrtime.bigint() - begin) / 5000 / 1000);
  }
  return rounds.slice(1).sort((a, b) => a - b)[4];
}

for (const [name, [byHand, byPackage]] of Object.entries(pairs)) {
  const [hand, own] = [measure(byHand), measure(byPackage)];
  console.log(`node   ${name.padEnd(10)} by hand ${hand.toFixed(2).padStart(7)} us   package `
    + `${own.toFixed(2).padStart(7)} us   ratio ${(own / hand).toFixed(2)}`);
}
