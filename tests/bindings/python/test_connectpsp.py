# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""The Python package: values, errors, clients, attempts, webhooks. Needs the standard library alone.

With CONNECTPSP_BASE_URL it also runs against a sandbox (tests/with_sandbox.sh).
"""

import asyncio
import dataclasses
import datetime
import decimal
import gc
import hashlib
import hmac
import json
import os
import pickle
import socket
import threading
import unittest
import urllib.request

import connectpsp
from connectpsp import (
    AsyncClient, Balance, BankAccount, CashInStatus, CashOutStatus, Client, ConnectPspError,
    CreateCashIn, CreateCashOut, Credentials, Destination, DestinationType, GetBalance, GetCashIn,
    GetCashOut, InsufficientFunds, InvalidArgument, InvalidResponse, Money, NotFound, NotSent,
    ObtainToken, OutcomeUnknown, Payee, Payer, PixKeyType, Rebalance, RefundCashIn, RefundReason,
    Response, RetryPolicy, StaticBrCode, Untrusted, WebhookReceiver)

CREDENTIALS = Credentials("4711", "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e",
                          "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81",
                          "c0ffee00-1234-4abc-9def-0123456789ab")
SECRETS = (CREDENTIALS.client_secret, CREDENTIALS.application_token, CREDENTIALS.crypto_token,
           "a.b.c")
TOKEN = Response(200, "application/json", "",
                 b'{"accessToken":"a.b.c","tokenType":"Bearer","expiresIn":3600}')
BALANCE = Response(200, "application/json", "", json.dumps(
    {"currency": "BRL", "referenceDate": "2026-03-10",
     "consolidated": {"totalBalance": 100.01, "transactionalBalance": 40, "proprietaryBalance": 60.01},
     "banks": [{"ispb": "00416968", "bank": "BANCO INTER",
                "accounts": {"transactional": {"branch": "0001", "account": "1", "balance": 40}}}],
     "updatedAt": "2026-03-10T14:35:00.25Z"}).encode())


def payee():
    return Payee(name="Maria da Silva", document="52998224725", destination=Destination(
        type=DestinationType.PIX, pix_key_type=PixKeyType.CPF, pix_key="52998224725"))


def payout(**changes):
    return CreateCashOut(**{"amount": Money(15050), "external_reference": "ORDER-1",
                            "payee": payee(), **changes})


def accepted(request):
    body = json.loads(request.body)
    return Response(202, "application/json", "", json.dumps(
        {"transactionId": "3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b", "status": "PROCESSING",
         "amount": body["amount"], "externalReference": body["externalReference"]}).encode())


class Scripted:
    """A transport that answers with what a list holds: responses, exceptions, functions."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer(request) if callable(answer) else answer


def client(*answers, **options):
    transport = Scripted(*answers)
    made = Client("staging", CREDENTIALS, transport=transport, sleep=lambda _: None, **options)
    return made, transport


class Values(unittest.TestCase):
    def test_money_is_exact(self):
        self.assertEqual(Money.of("150.50").centavos, 15050)
        self.assertEqual(Money.of(decimal.Decimal("1E+2")).centavos, 10000)
        self.assertEqual(Money.of(-3).centavos, -300)
        self.assertEqual(str(Money(-5)), "-0.05")
        for centavos in (0, 1, -1, 2**63 - 1, -(2**63)):
            self.assertEqual(Money.of(Money(centavos).to_decimal()), Money(centavos))
            self.assertEqual(Money.of(str(Money(centavos))), Money(centavos))
        self.assertEqual(Money(1) + Money(2) - Money(5), Money(-2))
        self.assertEqual(pickle.loads(pickle.dumps(Money(7))), Money(7))
        self.assertEqual(len({Money(7), Money(7), Money(8)}), 2)
        self.assertTrue(Money(1) < Money(2) <= Money(2))

    def test_what_is_no_amount_is_refused(self):
        for wrong in (1.5, True, None, b"1"):
            with self.assertRaises(TypeError):
                Money.of(wrong)
            with self.assertRaises(TypeError):
                Money("1" if wrong is True else wrong)
        for wrong in ("0.001", "NaN", "Infinity", "x", "", "1e999999999", "92233720368547758.08"):
            with self.assertRaises(ValueError, msg=wrong):
                Money.of(wrong)
        with self.assertRaises(ValueError):
            Money(2**63)
        with self.assertRaises(AttributeError):
            Money(1).x = 2
        with self.assertRaises(TypeError):
            Money(1) + 1

    def test_every_type_comes_back_from_its_form(self):
        at = datetime.datetime(2026, 3, 10, 14, 0, 0, 123456, datetime.timezone.utc)
        for value in (payout(), payout(description="d", webhook_url="https://a.example"),
                      Rebalance(target_amount=Money(2**63 - 1)),
                      GetBalance(date=datetime.date(2026, 3, 10)), GetBalance(),
                      CreateCashIn(amount=Money(1), external_reference="A", expiration_in_minutes=30,
                                   payer=Payer(name="M", document="52998224725")),
                      RefundCashIn(id="CI0001", reason=RefundReason.FRAUD),
                      connectpsp.CashIn(transaction_id="t", status="HELD", amount=Money(1), paid_at=at,
                                        irregular=("status",))):
            form = json.loads(json.dumps(value.to_form()))
            back = type(value).from_form({**form, "irregular": getattr(value, "irregular", ())})
            self.assertEqual(back, value)

    def test_an_operation_has_one_key_for_its_life(self):
        self.assertNotEqual(payout().idempotency_key, payout().idempotency_key)
        one = payout()
        self.assertEqual(one.to_form()["idempotencyKey"], one.idempotency_key)

    def test_no_repr_shows_a_secret_or_a_person(self):
        for value in (CREDENTIALS, payout(), ObtainToken(client_id="1", client_secret="hush")):
            for text in (repr(value), str(value), f"{value}", "%s" % (value,)):
                for hidden in (*SECRETS, "Maria", "52998224725", "hush"):
                    self.assertNotIn(hidden, text)
        line = connectpsp.redact(payout())
        self.assertIn("150.5", line)
        self.assertNotIn("Maria", line)

    def test_decisions(self):
        self.assertEqual(connectpsp.compare_status(CashInStatus.PAID, "AWAITING_PAYMENT"), "stale")
        self.assertEqual(connectpsp.compare_status(CashOutStatus.PROCESSING, CashOutStatus.FAILED),
                         "advanced")
        with self.assertRaises(TypeError):
            connectpsp.compare_status("PAID", "PAID")
        balance = client(TOKEN, BALANCE)[0].send(GetBalance())
        plan = connectpsp.plan_rebalance(balance, Money.of("100.02"))
        self.assertEqual((plan.direction, plan.amount, plan.covered, plan.shortfall),
                         ("top_up", Money(6002), False, Money(1)))
        made_at = datetime.datetime(2026, 3, 10, tzinfo=datetime.timezone.utc)
        hour = datetime.timedelta(hours=1)
        way = connectpsp.reconcile(Rebalance, made_at=made_at, now=made_at + hour, key_retention=hour)
        self.assertEqual(way.by, "replan")
        way = connectpsp.reconcile(CreateCashOut, made_at=made_at, now=made_at + hour,
                                   key_retention=hour, transaction_id="CO0001")
        self.assertEqual((way.by, way.id, way.key_may_have_expired), ("read", "CO0001", True))

    def test_texts(self):
        self.assertEqual(connectpsp.check_text("document", "529.982.247-25"), "52998224725")
        with self.assertRaises(InvalidArgument) as caught:
            connectpsp.check_text("document", "529.982.247-26")
        self.assertEqual(caught.exception.code, "wrong_check_digits")
        self.assertNotIn("529", str(caught.exception))
        text = connectpsp.make_br_code(StaticBrCode(
            key_type=PixKeyType.EMAIL, key="maria@example.com", name="MARIA", city="SAO PAULO",
            amount=Money(1050), txid="A1"))
        code = connectpsp.read_br_code(text)
        self.assertEqual((code.kind, code.amount, code.key), ("static", Money(1050), "maria@example.com"))
        with self.assertRaises(InvalidArgument):
            connectpsp.read_br_code(text[:-1])


class Conversations(unittest.TestCase):
    def test_a_balance(self):
        psp, transport = client(TOKEN, BALANCE)
        balance = psp.send(GetBalance())
        self.assertIsInstance(balance, Balance)
        self.assertEqual(balance.consolidated.total_balance, Money(10001))
        self.assertEqual(balance.banks[0].accounts.transactional.balance, Money(4000))
        self.assertEqual(balance.updated_at.microsecond, 250000)
        self.assertEqual(balance.reference_date, datetime.date(2026, 3, 10))
        self.assertEqual([each.method for each in transport.requests], ["POST", "GET"])
        for each in transport.requests:
            for hidden in SECRETS:
                self.assertNotIn(hidden, repr(each))

    def test_a_dropped_answer_is_asked_for_again_with_the_same_bytes(self):
        psp, transport = client(TOKEN, ConnectionResetError(), accepted)
        receipt = psp.send(payout())
        self.assertEqual(receipt.status, CashOutStatus.PROCESSING)
        first, second = transport.requests[1:]
        self.assertEqual((first.body, first.headers), (second.body, second.headers))

    def test_an_unknown_outcome_says_so(self):
        psp, _ = client(TOKEN, TimeoutError(), policy=RetryPolicy(max_attempts=1))
        one = payout()
        with self.assertRaises(OutcomeUnknown) as caught:
            psp.send(one)
        why = caught.exception
        self.assertEqual((why.remedy, why.cause_code), ("retry_same_key", "no_answer"))
        self.assertEqual(why.idempotency_key, one.idempotency_key)
        self.assertEqual(why.external_reference, "ORDER-1")
        self.assertEqual(pickle.loads(pickle.dumps(why)).form, why.form)

    def test_what_never_left_is_known(self):
        psp, _ = client(TOKEN, NotSent(), policy=RetryPolicy(max_attempts=1))
        with self.assertRaises(connectpsp.Unavailable) as caught:
            psp.send(payout())
        self.assertEqual(caught.exception.code, "not_sent")

    def test_a_failed_handshake_sends_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            def close_one():
                connection = server.accept()[0]
                connection.recv(64)  # of its first message
                connection.close()

            one = threading.Thread(target=close_one)
            one.start()
            to_server = f"https://127.0.0.1:{server.getsockname()[1]}/"
            psp, _ = client(TOKEN, lambda request: connectpsp.HttpTransport()(
                dataclasses.replace(request, url=to_server)), policy=RetryPolicy(max_attempts=1))
            with self.assertRaises(connectpsp.Unavailable) as caught:
                psp.send(payout())
            one.join()
        self.assertEqual(caught.exception.code, "not_sent")

    def test_errors_are_classes(self):
        def answer(status, code):
            return Response(status, "application/problem+json", "", json.dumps(
                {"code": code, "detail": "Maria"}).encode())
        reads = GetCashIn(id="CI0001")
        for status, code, kind, operation in (
                (422, "INSUFFICIENT_FUNDS", InsufficientFunds, payout()),
                (422, "INSUFFICIENT_FUNDS", connectpsp.Rejected, payout()),
                (422, "CASH_IN_ALREADY_REFUNDED", connectpsp.AlreadyDone, reads),
                (404, "NOT_FOUND", NotFound, reads)):
            psp, _ = client(TOKEN, answer(status, code))
            with self.assertRaises(kind) as caught:
                psp.send(operation)
            self.assertEqual(caught.exception.status, status)
            self.assertEqual(isinstance(caught.exception, connectpsp.Rejected),
                             "rejected" in caught.exception.conditions)
            self.assertEqual(caught.exception.problem["detail"], "Maria")
            self.assertNotIn("Maria", str(caught.exception) + repr(caught.exception))
        psp, _ = client(TOKEN, Response(200, "application/json", "", b'{"consolidated":{}}'))
        with self.assertRaises(InvalidResponse) as caught:
            psp.send(GetBalance())
        self.assertEqual(caught.exception.pointer, "/consolidated/totalBalance")

    def test_an_error_says_what_is_wrong_with_which_value(self):
        with self.assertRaises(InvalidArgument) as caught:
            connectpsp.check_text("cpf", "5299822472")
        why = caught.exception
        self.assertEqual((why.code, why.subject, why.detail),
                         ("wrong_length", "CPF", "expected 11 digits, got 10"))
        with self.assertRaises(InvalidArgument) as caught:
            connectpsp.check_text("cpf", "5299822472x")
        self.assertEqual((caught.exception.code, caught.exception.offset), ("invalid_character", 10))
        day = json.loads(BALANCE.body)
        day["referenceDate"] = "2026-03-09"
        psp, _ = client(TOKEN, Response(200, "application/json", "", json.dumps(day).encode()))
        with self.assertRaises(InvalidResponse) as caught:
            psp.send(GetBalance(date=datetime.date(2026, 3, 10)))
        why = caught.exception
        self.assertEqual((why.code, why.pointer), ("mismatched_date", "/referenceDate"))
        self.assertEqual(why.mismatch, connectpsp.Mismatch("2026-03-10", "2026-03-09"))
        self.assertEqual(pickle.loads(pickle.dumps(why)).mismatch, why.mismatch)
        with self.assertRaises(InvalidArgument) as caught:
            connectpsp._library.answer_of("check_freshness", "[]", 0, 0)
        self.assertEqual((caught.exception.code, caught.exception.underlying),
                         ("unreadable_argument", connectpsp.Code("connectpsp", "wrong_type", 106)))

    def test_an_empty_value_is_called_so(self):
        psp, transport = client()
        for wrong, pointer in ((payout(external_reference=""), "/externalReference"),
                               (payout(idempotency_key=""), "/idempotencyKey"),
                               (RefundCashIn(id="", reason=RefundReason.FRAUD), "/id"),
                               (payout(payee=Payee(name="", document="52998224725",
                                                   destination=payee().destination)), "/payee/name")):
            with self.assertRaises(InvalidArgument) as caught:
                psp.send(wrong)
            self.assertEqual((caught.exception.code, caught.exception.pointer), ("empty_value", pointer))
        self.assertEqual(transport.requests, [])

    def test_wrong_values_are_named(self):
        psp, transport = client()
        for wrong, named in ((payout(amount=150.50), "amount"), (payout(amount="150.50"), "amount"),
                             (payout(external_reference=7), "external_reference"),
                             (payout(payee="Maria"), "payee"),
                             (GetBalance(date="2026-03-10"), "date"),
                             (CreateCashIn(amount=Money(1), external_reference="A",
                                           expiration_in_minutes=1.5,
                                           payer=Payer(name="M", document="52998224725")),
                              "expiration_in_minutes")):
            with self.assertRaisesRegex(TypeError, named):
                psp.send(wrong)
        for wrong, pointer in ((payout(external_reference="\x01"), "/externalReference"),
                               (payout(idempotency_key="7"), "/idempotencyKey"),
                               (RefundCashIn(id="a/b", reason=RefundReason.FRAUD), "/id")):
            with self.assertRaises(InvalidArgument) as caught:
                psp.send(wrong)
            self.assertEqual(caught.exception.pointer, pointer)
        with self.assertRaises(InvalidArgument):
            psp.send(payout(amount=Money(0)))
        with self.assertRaises(TypeError):
            psp.send("get_balance")
        with self.assertRaises(TypeError):
            psp.send(Money(1))
        with self.assertRaises(TypeError):
            CreateCashOut(amount=Money(1), external_reference="A")
        self.assertEqual(transport.requests, [])

    def test_configuration_is_checked(self):
        for environment in ("http://a.example", "ftp://a", ""):
            with self.assertRaises(InvalidArgument) as caught:
                Client(environment, CREDENTIALS)
            self.assertEqual(caught.exception.pointer, "/environment")
        with self.assertRaises(InvalidArgument):
            Client("staging", Credentials("x", "y", "z", "k"))
        with self.assertRaises(TypeError):
            Client("staging", "4711")

    def test_a_closed_client_says_so(self):
        psp, _ = client(TOKEN)
        psp.close()
        psp.close()
        with self.assertRaisesRegex(RuntimeError, "closed"):
            psp.send(GetBalance())

    def test_an_interrupted_payout_tells_what_is_known(self):
        psp, _ = client(TOKEN, KeyboardInterrupt())
        with self.assertRaises(KeyboardInterrupt) as caught:
            psp.send(payout())
        self.assertIsInstance(caught.exception.__cause__, OutcomeUnknown)

    def test_attempts(self):
        psp, _ = client(TOKEN, ConnectionResetError(), policy=RetryPolicy(max_attempts=1))
        one = payout()
        record = psp.save_attempt(one)
        with self.assertRaises(OutcomeUnknown):
            psp.send(one)
        again, transport = client(TOKEN, accepted)
        loaded = again.load_attempt(record)
        self.assertEqual(loaded.operation, one)
        self.assertEqual(again.resume(record).status, CashOutStatus.PROCESSING)
        self.assertIn(("X-Idempotency-Key", one.idempotency_key), transport.requests[1].headers)
        with self.assertRaises(Untrusted):
            again.load_attempt(record[:-4] + ('0' if record[-4] != '0' else '1') + record[-3:])
        other = Client("production", CREDENTIALS)
        with self.assertRaises(InvalidArgument) as caught:
            other.resume(record)
        self.assertEqual(caught.exception.code, "attempt_of_other_environment")
        with self.assertRaises(InvalidArgument):
            psp.save_attempt(GetBalance())

    def test_threads_share_a_client(self):
        logins = []
        def transport(request):
            if request.url.endswith("/auth/token"):
                logins.append(1)
                return TOKEN
            return BALANCE
        psp = Client("staging", CREDENTIALS, transport=transport)
        failed = []
        def run():
            try:
                for _ in range(50):
                    psp.send(GetBalance())
            except Exception as why:
                failed.append(why)
        threads = [threading.Thread(target=run) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertEqual(failed, [])
        self.assertEqual(len(logins), 1)

    def test_a_client_that_is_closed_by_another_thread(self):
        for _ in range(100):
            psp = Client("staging", CREDENTIALS, transport=lambda request: (
                TOKEN if request.url.endswith("/auth/token") else BALANCE))
            ended = []

            def run():
                try:
                    while True:
                        psp.send(GetBalance())
                except RuntimeError as why:
                    ended.append(str(why))

            threads = [threading.Thread(target=run) for _ in range(4)]
            for each in threads:
                each.start()
            psp.close()
            for each in threads:
                each.join()
            self.assertEqual(ended, ["this session is closed"] * 4)

    def test_the_collector_ends_what_was_forgotten(self):
        freed = []
        free = connectpsp._library._functions["exchange_free"]
        self.addCleanup(connectpsp._library._functions.__setitem__, "exchange_free", free)
        connectpsp._library._functions["exchange_free"] = lambda at: (freed.append(1), free(at))
        for number in range(2000):
            psp, _ = client(TOKEN, BALANCE)
            exchange = psp._begin(GetBalance())
            exchange.move("start", 0)
            psp.cycle = (psp, exchange)
            del psp, exchange
            if number % 100 == 0:
                gc.collect()
        gc.collect()
        self.assertEqual(len(freed), 2000)

    @unittest.skipUnless(hasattr(os, "fork"), "no fork here")
    def test_a_child_forked_during_a_login_obtains_its_own_token(self):
        inside, go_on = threading.Event(), threading.Event()
        def transport(request):
            if request.url.endswith("/auth/token"):
                if threading.current_thread() is not threading.main_thread():
                    inside.set()
                    go_on.wait(30)
                return TOKEN
            return BALANCE
        psp = Client("staging", CREDENTIALS, transport=transport)
        thread = threading.Thread(target=lambda: psp.send(GetBalance()))
        thread.start()
        self.assertTrue(inside.wait(30))
        child = os.fork()
        if child == 0:
            status = 1
            try:
                psp.send(GetBalance())
                status = 0
            finally:
                os._exit(status)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        go_on.set()
        thread.join()


class Pure(unittest.TestCase):
    def test_a_request_is_built_and_its_response_read_without_a_client(self):
        authorization = connectpsp.Authorization("staging", CREDENTIALS, "a.b.c")
        one = payout()
        request = authorization.build(one)
        self.assertEqual((request.method, request.url),
                         ("POST", "https://api.homologacao.connectpsp.com/cash-out"))
        signature = hmac.new(CREDENTIALS.crypto_token.encode(), b"a.b.c", hashlib.sha256).hexdigest()
        self.assertIn(("DigitalSignature", signature), request.headers)
        self.assertEqual(connectpsp.parse(one, accepted(request)).amount, one.amount)
        with self.assertRaises(OutcomeUnknown):  # an answer about another payout
            connectpsp.parse(payout(external_reference="ORDER-2"), accepted(request))
        self.assertEqual(connectpsp.parse(CreateCashOut, accepted(request)).amount, one.amount)
        authorization.close()
        with self.assertRaisesRegex(RuntimeError, "closed"):
            authorization.build(one)


class Async(unittest.TestCase):
    def test_a_thousand_conversations_with_every_seventh_answer_dropped(self):
        executed = {}
        count = [0]

        async def transport(request):
            await asyncio.sleep(0)
            if request.url.endswith("/auth/token"):
                return TOKEN
            key = dict(request.headers)["X-Idempotency-Key"]
            executed.setdefault(key, accepted(request))
            count[0] += 1
            if count[0] % 7 == 0:
                raise ConnectionResetError
            return executed[key]

        async def run():
            policy = RetryPolicy(max_attempts=20, initial_delay_milliseconds=1,
                                 max_delay_milliseconds=2, deadline_milliseconds=600000)
            async with AsyncClient("staging", CREDENTIALS, transport=transport,
                                   policy=policy) as psp:
                operations = [payout(amount=Money(100 + i), external_reference=f"ORDER-{i}")
                              for i in range(1000)]
                receipts = await asyncio.gather(*(psp.send(each) for each in operations))
            for operation, receipt in zip(operations, receipts):
                self.assertEqual(receipt.amount, operation.amount)
            self.assertEqual(set(executed), {each.idempotency_key for each in operations})
            self.assertGreater(count[0], 1100)

        asyncio.run(run())

    def test_a_cancelled_payout_tells_what_is_known(self):
        async def run():
            out = asyncio.Event()

            async def transport(request):
                if request.url.endswith("/auth/token"):
                    return TOKEN
                out.set()
                await asyncio.sleep(60)

            psp = AsyncClient("staging", CREDENTIALS, transport=transport)
            task = asyncio.ensure_future(psp.send(payout()))
            await out.wait()
            task.cancel()
            try:
                await task
            except asyncio.CancelledError as why:
                # Before Python 3.11 the awaiting side gets another exception, with this as its context.
                return why.__cause__ or why.__context__.__cause__
        cause = asyncio.run(run())
        self.assertIsInstance(cause, OutcomeUnknown)
        self.assertEqual(cause.cause_code, "cancelled")


class Webhooks(unittest.TestCase):
    BODY = json.dumps({"eventType": "CASHIN_PAID", "eventAt": "2026-03-10T14:00:00Z", "data": {
        "transactionId": "t", "status": "PAID", "amount": 1.00}}).encode()

    def sign(self, body, key="key"):
        return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()

    def test_an_event(self):
        receiver = WebhookReceiver("new", "key")
        event = receiver.receive(self.BODY, self.sign(self.BODY))
        self.assertEqual(event.cash_in.amount, Money(100))
        self.assertEqual(event.type, connectpsp.EventType.CASHIN_PAID)
        self.assertTrue(event.dedupe_key)
        minute = datetime.timedelta(minutes=1)
        connectpsp.check_freshness(event, event.time + minute, 2 * minute)
        with self.assertRaises(Untrusted) as caught:
            connectpsp.check_freshness(event, event.time + 3 * minute, 2 * minute)
        self.assertEqual(caught.exception.code, "stale_event")

    def test_what_is_not_signed_is_not_read(self):
        receiver = WebhookReceiver("key")
        for body, signature in ((self.BODY + b" ", self.sign(self.BODY)), (self.BODY, None),
                                (self.BODY, ""), (self.BODY, "0" * 64), (self.BODY, "x"),
                                (self.BODY, self.sign(self.BODY, "other"))):
            with self.assertRaises(Untrusted):
                receiver.receive(body, signature)
        with self.assertRaisesRegex(TypeError, "raw bytes"):
            receiver.receive(self.BODY.decode(), self.sign(self.BODY))
        with self.assertRaises(InvalidArgument):
            WebhookReceiver()


@unittest.skipUnless("CONNECTPSP_BASE_URL" in os.environ, "no sandbox (tests/with_sandbox.sh)")
class Sandbox(unittest.TestCase):
    def fault(self, **fault):
        urllib.request.urlopen(urllib.request.Request(
            os.environ["CONNECTPSP_BASE_URL"] + "/_sandbox/faults", json.dumps(fault).encode(),
            {"Content-Type": "application/json"})).close()

    def test_a_day_of_payments(self):
        with Client(os.environ["CONNECTPSP_BASE_URL"], Credentials.from_environment()) as psp:
            before = psp.send(GetBalance())
            self.assertGreater(before.consolidated.total_balance, Money(0))
            self.fault(kind="status", status=401, code="TOKEN_EXPIRED", path="/account/*")
            self.assertTrue(psp.send(Rebalance(
                target_amount=before.consolidated.transactional_balance)).success)
            charge = psp.send(CreateCashIn(
                amount=Money(1234), external_reference="ORDER-python-1",
                payer=Payer(name="Maria da Silva", document="52998224725")))
            code = connectpsp.read_br_code(charge.pix_data.copy_and_paste)
            self.assertEqual(code.amount or Money(1234), Money(1234))
            self.assertEqual(psp.send(GetCashIn(id=charge.transaction_id)).amount, Money(1234))
            self.fault(kind="drop_answer", path="/cash-out", processed=True)
            receipt = psp.send(payout(external_reference="PAYOUT-python-1"))
            paid = psp.send(GetCashOut(id=receipt.transaction_id))
            self.assertEqual((paid.amount, paid.external_reference),
                             (Money(15050), "PAYOUT-python-1"))
            with self.assertRaises(NotFound):
                psp.send(GetCashIn(id="CI9999999"))


if __name__ == "__main__":
    unittest.main()
