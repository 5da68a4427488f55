# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""The Python package beside what its users write by hand. Run by benchmarks/bindings/run.sh."""

import datetime
import decimal
import hashlib
import hmac
import json
import statistics
import sys
import time
import uuid
from dataclasses import dataclass
from typing import List, Optional

import connectpsp
from connectpsp import Authorization, Credentials, GetBalance, Money, Rebalance, Response, WebhookReceiver

BODY = open(sys.argv[1], "rb").read()
SECRETS = ("5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e", "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81",
           "c0ffee00-1234-4abc-9def-0123456789ab")
TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0NzExIn0.tpg5iLZWZ_RVUBhHBVq9BCc1XFuyaHqmcHIG5XvBN2w"


@dataclass(frozen=True)
class Account:
    branch: Optional[str]
    account: Optional[str]
    balance: decimal.Decimal


@dataclass(frozen=True)
class Bank:
    ispb: Optional[str]
    bank: Optional[str]
    transactional: Optional[Account]
    proprietary: Optional[Account]


@dataclass(frozen=True)
class Wallet:
    currency: str
    reference_date: datetime.date
    total: decimal.Decimal
    transactional: decimal.Decimal
    proprietary: decimal.Decimal
    banks: List[Bank]
    updated_at: datetime.datetime


def account(of):
    return None if of is None else Account(of.get("branch"), of.get("account"), of["balance"])


def balance_by_hand():
    read = json.loads(BODY, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
    sums = read["consolidated"]
    return Wallet(read["currency"], datetime.date.fromisoformat(read["referenceDate"]),
                  sums["totalBalance"], sums["transactionalBalance"], sums["proprietaryBalance"],
                  [Bank(each.get("ispb"), each.get("bank"), account(each["accounts"].get("transactional")),
                        account(each["accounts"].get("proprietary"))) for each in read["banks"]],
                  datetime.datetime.fromisoformat(read["updatedAt"].replace("Z", "+00:00")))


ANSWER = Response(200, "application/json", "", BODY)


def balance_by_package():
    return connectpsp.parse(GetBalance, ANSWER)


def rebalance_by_hand():
    signature = hmac.new(SECRETS[2].encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
    body = json.dumps({"targetAmount": float(decimal.Decimal("600000.00"))}).encode()
    return ("POST", "https://api.homologacao.connectpsp.com/account/rebalance",
            {"Authorization": f"Bearer {TOKEN}", "ApplicationToken": SECRETS[1],
             "DigitalSignature": signature, "Content-Type": "application/json"}, body)


AUTHORIZATION = Authorization("staging", Credentials("4711", *SECRETS), TOKEN)
TARGET = Money.of("600000.00")


def rebalance_by_package():
    return AUTHORIZATION.build(Rebalance(target_amount=TARGET))


EVENT = json.dumps({"eventType": "CASHIN_PAID", "eventAt": "2026-03-10T14:00:00Z", "data": {
    "transactionId": str(uuid.UUID(int=7)), "status": "PAID", "amount": 150.50}}).encode()
SIGNATURE = hmac.new(SECRETS[2].encode(), EVENT, hashlib.sha256).hexdigest()
RECEIVER = WebhookReceiver(SECRETS[2])


def webhook_by_hand():
    made = hmac.new(SECRETS[2].encode(), EVENT, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(made, SIGNATURE):
        raise ValueError
    return json.loads(EVENT, parse_float=decimal.Decimal)


def webhook_by_package():
    return RECEIVER.receive(EVENT, SIGNATURE)


def measure(function):
    """Microseconds a call: the median of nine rounds."""
    rounds = []
    for _ in range(9):
        begin = time.perf_counter()
        for _ in range(3000):
            function()
        rounds.append((time.perf_counter() - begin) / 3000 * 1e6)
    return statistics.median(rounds)


for name in ("balance", "rebalance", "webhook"):
    by_hand, package = measure(globals()[f"{name}_by_hand"]), measure(globals()[f"{name}_by_package"])
    print(f"python {name:10} by hand {by_hand:7.2f} us   package {package:7.2f} us   ratio {package / by_hand:.2f}")
