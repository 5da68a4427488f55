// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Compiled by tsc --strict, and never run: what the types allow and what they refuse.

import { Client, ConnectPspError, CreateCashOut, Credentials, GetBalance, Money, OutcomeUnknown, WebhookReceiver } from 'connectpsp';

export async function main(): Promise<void> {
  const client = new Client('staging', Credentials.fromEnvironment());
  const balance = await client.send(new GetBalance());
  const total: Money = balance.consolidated.totalBalance;
  const payout = new CreateCashOut({ amount: Money.of('1.50'), externalReference: 'A', payee: { name: 'Maria',
    document: '52998224725', destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '52998224725' } } });
  try {
    const status: string | undefined = (await client.send(payout)).status;
    console.log(total.centavos, status);
  } catch (why) {
    if (why instanceof OutcomeUnknown) console.log(why.remedy);
    if (why instanceof ConnectPspError) {
      const asked: string | undefined = why.mismatch?.expected;
      const at: number | undefined = why.offset;
      console.log(why.code, why.pointer, why.subject, why.detail, asked, at, why.underlying?.name);
    }
  }
  // @ts-expect-error an amount is Money
  new CreateCashOut({ amount: 1.5, externalReference: 'A', payee: payout.payee });
  // @ts-expect-error a payee is needed
  new CreateCashOut({ amount: total, externalReference: 'A' });
  // @ts-expect-error raw bytes
  new WebhookReceiver('key').receive('text', 'signature');
}
