# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Holds Client and AsyncClient to the conversations of CONNECTPSP_CONVERSATIONS."""

import asyncio
import glob
import json
import os
import time
import unittest

from connectpsp import (
    AsyncClient, Client, ConnectPspError, CreateCashIn, CreateCashOut, Credentials, Destination,
    DestinationType, GetBalance, Money, NotSent, OutcomeUnknown, Payee, Payer, PixKeyType,
    Rebalance, RefundCashIn, RefundReason, Response, RetryPolicy)

CREDENTIALS = Credentials("4711", "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e",
                          "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81",
                          "c0ffee00-1234-4abc-9def-0123456789ab")


def operation_of(call):
    return {
        "balance": GetBalance,
        "rebalance": lambda: Rebalance(target_amount=Money.of("600000.00")),
        "payout": lambda: CreateCashOut(
            amount=Money(15050), external_reference="ORDER-1",
            payee=Payee(name="Maria da Silva", document="52998224725", destination=Destination(
                type=DestinationType.PIX, pix_key_type=PixKeyType.CPF, pix_key="52998224725"))),
        "charge": lambda: CreateCashIn(
            amount=Money(15050), external_reference="ORDER-1",
            payer=Payer(name="Maria da Silva", document="52998224725")),
        "refund": lambda: RefundCashIn(id="CI0001", reason=RefundReason.FRAUD),
    }[call]()


def result_of(call, got):
    if call == "balance":
        return str(got.consolidated.total_balance.centavos)
    if call == "rebalance":
        return "true" if got.success else "false"
    return got.transaction_id


class Script:
    """The transport of one conversation."""

    def __init__(self, test, clock):
        self.test, self.clock, self.steps, self.sent = test, clock, [], []
        self.last = clock()

    def begin(self, steps):
        self.steps, self.sent = list(steps), []

    def __call__(self, request):
        self.test.assertTrue(self.steps, f"nothing more was expected: {request.url}")
        step = self.steps.pop(0)
        path = "/" + request.url.split("://", 1)[1].split("/", 1)[1]
        self.test.assertTrue(f"{request.method} {path}".endswith(step["request"].split(" ")[1]))
        self.test.assertEqual(request.method, step["request"].split(" ")[0])
        headers = dict(request.headers)
        if "token" in step:
            self.test.assertEqual(headers["Authorization"], "Bearer " + step["token"])
        if "sameAs" in step:
            first = self.sent[step["sameAs"]]
            self.test.assertEqual(request.body, first.body)
            self.test.assertEqual(headers.get("X-Idempotency-Key"),
                                  dict(first.headers).get("X-Idempotency-Key"))
        self.test.assertGreaterEqual(
            (self.clock() - self.last) * 1000, step.get("waitsAtLeastMilliseconds", 0))
        self.sent.append(request)
        self.last = self.clock()
        if step.get("happens") == "notSent":
            raise NotSent("refused")
        if step.get("happens") == "lost":
            raise OSError("reset")
        body = step["body"] if isinstance(step["body"], str) else json.dumps(step["body"])
        return Response(step["status"], step.get("contentType", "application/json"),
                        step.get("retryAfter", ""), body.encode())


def policy_of(script):
    return RetryPolicy.from_form(script["policy"])


class Conversations(unittest.TestCase):
    def check(self, call, script, outcome):
        self.assertEqual(script.steps, [], "these requests were not made")
        if "result" in call:
            if isinstance(outcome, ConnectPspError):
                raise outcome
            self.assertEqual(result_of(call["call"], outcome), call["result"])
            return
        expected = call["error"]
        self.assertIsInstance(outcome, ConnectPspError)
        self.assertEqual(outcome.code, expected["code"])
        self.assertEqual(outcome.cause_code, expected["cause"])
        self.assertEqual(outcome.remedy, expected["remedy"])
        self.assertEqual(isinstance(outcome, OutcomeUnknown), expected["outcomeUnknown"])
        self.assertEqual(outcome.status, expected.get("status"))

    def hold(self, told):
        now = [0.0]  # of this conversation: sleeping takes no time
        script = Script(self, lambda: now[0])

        def sleep(seconds):
            now[0] += seconds

        begun = time.time_ns() // 1000
        client = Client("staging", CREDENTIALS, transport=script, policy=policy_of(told),
                        sleep=sleep, clock=lambda: begun + int(now[0] * 1e6))
        for call in told["calls"]:
            script.begin(call["steps"])
            try:
                outcome = client.send(operation_of(call["call"]))
            except ConnectPspError as why:
                outcome = why
            self.check(call, script, outcome)
        client.close()

    async def hold_async(self, told):
        script = Script(self, time.monotonic)

        async def transport(request):
            return script(request)

        async with AsyncClient("staging", CREDENTIALS, transport=transport,
                               policy=policy_of(told)) as client:
            for call in told["calls"]:
                script.begin(call["steps"])
                try:
                    outcome = await client.send(operation_of(call["call"]))
                except ConnectPspError as why:
                    outcome = why
                self.check(call, script, outcome)


def add(file):
    with open(file, encoding="utf-8") as text:
        told = json.load(text)
    name = os.path.basename(file)[:-5].replace("-", "_")
    setattr(Conversations, "test_" + name, lambda self: self.hold(told))
    setattr(Conversations, "test_async_" + name, lambda self: asyncio.run(self.hold_async(told)))


FILES = sorted(glob.glob(os.path.join(os.environ["CONNECTPSP_CONVERSATIONS"], "*.json")))
if not FILES:
    raise SystemExit("there are no conversations")
for each in FILES:
    add(each)

if __name__ == "__main__":
    unittest.main()
