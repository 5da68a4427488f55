# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Plays the scripts of ../conversations with Client and with AsyncClient: over a transport that answers by
itself, and over each transport of the package to a server on loopback. The README there says what a script
holds. CONNECTPSP_CONVERSATIONS names another folder. Where there is no httpx, its transports are skipped.
"""

import asyncio
import dataclasses
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import re
import socket
import threading
import unittest

try:
    import httpx
except ImportError:
    httpx = None

import connectpsp
from connectpsp import (AsyncClient, AsyncHttpxTransport, Client, ConnectPspError, Credentials, HttpTransport,
                        HttpxTransport, NotSent, OutcomeUnknown, Response, RetryPolicy)

FOLDER = pathlib.Path(os.environ.get("CONNECTPSP_CONVERSATIONS",
                                     pathlib.Path(__file__).resolve().parent.parent / "conversations"))
FIXTURES = FOLDER.parent.parent / "conformance"
BASE = "https://api.homologacao.connectpsp.com"
CREDENTIALS = Credentials("4711", "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e",
                          "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81",
                          "c0ffee00-1234-4abc-9def-0123456789ab")
BEGIN = 1773144000000000  # 2026-03-10T12:00:00Z

OPERATIONS = {each.operation: each for each in vars(connectpsp).values()
              if isinstance(each, type) and issubclass(each, connectpsp.Operation) and each.operation}

MEMBERS = {
    "script": {"shows", "policy", "calls"},
    "call": {"after", "operation", "members", "resume", "steps", "expect"},
    "step": {"request", "token", "signed", "body", "wait", "takes", "answer", "fails"},
    "answer": {"token", "fixture", "status", "contentType", "retryAfter", "body"},
    "wait": {"least", "most"},
    "expect": {"result", "error", "wait"},
    "error": {"class", "code", "cause", "remedy", "outcomeUnknown", "conditions", "status", "pointer",
              "offset", "subject", "detail", "mismatch", "transactionId", "retryAfterSeconds", "retryAt", "duringAuthentication", "problemCode"},
}


def known(kind, value):
    strange = set(value) - MEMBERS[kind]
    if strange:
        raise ValueError(f"a {kind} has no member {sorted(strange)}")
    return value


def bytes_of(body):
    if isinstance(body, dict):
        return json.dumps(body, ensure_ascii=False).encode()
    if isinstance(body, str):
        return body.encode()
    return b"".join(each.encode() if isinstance(each, str) else
                    bytes.fromhex(each["hex"]) if "hex" in each else
                    each["repeat"].encode() * each["times"] for each in body)


def answer_of(answer):
    known("answer", answer)
    if "token" in answer:
        return Response(200, "application/json", "", json.dumps(
            {"accessToken": answer["token"], "tokenType": "Bearer", "expiresIn": 3600}).encode())
    if "fixture" in answer:
        sent = json.loads((FIXTURES / answer["fixture"]).read_text(encoding="utf-8"))["response"]
        return Response(sent["status"], sent.get("content_type", ""), sent.get("retry_after", ""),
                        bytes_of(sent["body"]))
    return Response(answer["status"], answer.get("contentType", "application/json"),
                    answer.get("retryAfter", ""), bytes_of(answer.get("body", "")))


FAILURES = {"not_sent": NotSent, "lost": ConnectionResetError, "timeout": TimeoutError}


def plain(value):
    """A form to compare: without empty lists and the lists of irregular members, times in one spelling."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if key != "irregular" and each != []}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, str):
        return re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0*|(\.\d*?)0*)Z$", r"\1\2Z", value)
    return value


class Wrong(BaseException):
    """A request that the script does not have. No client takes it for a transport's failure."""


class Player:
    """Replaces the transport, the clock and the sleep of a client."""

    def __init__(self, case):
        self.case = case
        self.now = BEGIN
        self.waited = None

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.waited = (self.waited or 0) + round(seconds * 1000)
        self.now += round(seconds * 1000000)

    def begin(self, call):
        self.now += known("call", call).get("after", 0) * 1000
        self.steps = [known("step", each) for each in call["steps"]]
        self.key = call["members"].get("idempotencyKey")
        self.number = 0
        self.bodies = {}
        self.headers = {}

    def send(self, request):
        """Answers a request, or fails."""
        outcome = self.outcome_of(request)
        if isinstance(outcome, Response):
            return outcome
        raise outcome

    def outcome_of(self, request):
        """The response to a request, or what it fails with."""
        try:
            return self.play(request)
        except Exception as why:
            raise Wrong(f"step {self.number}: {why!r}") from None

    def play(self, request):
        case = self.case
        case.assertTrue(request.url.startswith(BASE), request.url)
        what = f"{request.method} {request.url[len(BASE):]}"
        case.assertLess(self.number, len(self.steps), f"{what} is not expected")
        step = self.steps[self.number]
        self.number += 1
        case.assertEqual(what, step["request"])
        self.check_wait(step.get("wait"))
        headers = dict(request.headers)
        if what == "POST /auth/token":
            case.assertNotIn("Authorization", headers)
            case.assertNotIn("X-Idempotency-Key", headers)
        else:
            case.assertEqual(headers.get("Authorization"), f"Bearer {step['token']}")
            case.assertEqual(headers.get("X-Idempotency-Key"), self.key)
            signature = hmac.new(CREDENTIALS.crypto_token.encode(), step["token"].encode(), hashlib.sha256)
            case.assertEqual(headers.get("DigitalSignature"),
                             signature.hexdigest() if step.get("signed") else None)
            case.assertEqual(self.bodies.setdefault(what, request.body), request.body)
            case.assertEqual(self.headers.setdefault((what, step["token"]), request.headers), request.headers)
        if "body" in step:
            case.assertEqual(request.body.decode(), step["body"])
        self.now += step.get("takes", 0) * 1000
        case.assertNotEqual("fails" in step, "answer" in step, "a step is answered or fails")
        if "fails" in step:
            return FAILURES[step["fails"]]()
        return answer_of(step["answer"])

    def check_wait(self, wanted):
        waited, self.waited = self.waited, None
        if wanted is None:
            self.case.assertIsNone(waited, "a wait that is not expected")
            return
        self.case.assertIsNotNone(waited, "a wait is expected")
        bounds = known("wait", wanted) if isinstance(wanted, dict) else {"least": wanted, "most": wanted}
        self.case.assertGreaterEqual(waited, bounds["least"])
        self.case.assertLessEqual(waited, bounds["most"])

    def end(self, call, result, error):
        case, expect = self.case, known("expect", call["expect"])
        case.assertNotEqual("result" in expect, "error" in expect, "a result or an error is expected")
        if error is not None and "error" not in expect:
            raise error
        case.assertEqual(self.number, len(self.steps), "steps that are not used")
        self.check_wait(expect.get("wait"))
        if "result" in expect:
            case.assertEqual(plain(result.to_form()), plain(expect["result"]))
            return
        case.assertIsNotNone(error, f"an error is expected, not {result}")
        found = {"class": type(error).__name__, "code": error.code, "cause": error.cause_code,
                 "remedy": error.remedy, "outcomeUnknown": isinstance(error, OutcomeUnknown),
                 "conditions": list(error.conditions), "status": error.status, "pointer": error.pointer,
                 "offset": error.offset, "subject": error.subject, "detail": error.detail,
                 "mismatch": error.mismatch and dataclasses.asdict(error.mismatch),
                 "transactionId": error.transaction_id, "retryAfterSeconds": error.retry_after_seconds,
                 "duringAuthentication": error.during_authentication,
                 "problemCode": error.problem.get("code")}
        if error.retry_at is not None:
            found["retryAt"] = error.retry_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        stated = {"duringAuthentication": False, **known("error", expect["error"])}
        case.assertEqual({name: each for name, each in found.items() if each is not None},
                         {"cause": stated["code"], **stated})
        if found["outcomeUnknown"]:
            case.assertEqual(error.idempotency_key, self.key)
            case.assertEqual(error.external_reference, call["members"].get("externalReference"))


def policy_of(script):
    return RetryPolicy.from_form(script["policy"]) if "policy" in script else None


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the step says, and notices what has changed on its way."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # an answer is one segment

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.server.lock:
            request, outcome = self.server.current
            self.server.arrived += 1
        headers = {name: self.headers.get(name) for name, _ in request.headers}
        if (self.command, BASE + self.path, headers, body) != (
                request.method, request.url, dict(request.headers), request.body):
            self.server.wrong.append(f"{self.command} {self.path} {headers} {body}")
        self.close_connection = not isinstance(outcome, Response)
        if self.close_connection:
            return
        self.send_response(outcome.status)
        for name, value in (("Content-Type", outcome.content_type), ("Retry-After", outcome.retry_after),
                            ("Location", "/elsewhere" if outcome.status // 100 == 3 else ""),
                            ("Content-Length", str(len(outcome.body)))):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(outcome.body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """A server on loopback, and beside it a port that refuses connections."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.wrong = []
        self.refusing = socket.socket()
        self.refusing.bind(("127.0.0.1", 0))  # and does not listen
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self):
        self.shutdown()
        self.thread.join()
        self.server_close()
        self.refusing.close()

    def address(self, player, request):
        """The request as it is sent to this server, or to the port that refuses it."""
        outcome = player.outcome_of(request)
        with self.lock:
            self.current, self.arrived = (request, outcome), 0
        port = (self.refusing.getsockname() if isinstance(outcome, NotSent) else self.server_address)[1]
        return dataclasses.replace(request, url=f"http://127.0.0.1:{port}{request.url[len(BASE):]}")

    def handle_error(self, *_):
        pass  # a client that has read enough

    def check(self, answer=None):
        request, outcome = self.current
        if answer is not None and len(answer.body) > 5 * 1024 * 1024:
            raise Wrong(f"{len(answer.body)} bytes of an answer were read")
        if self.wrong or self.arrived != (0 if isinstance(outcome, NotSent) else 1):
            raise Wrong(f"{request.method} {request.url} arrived {self.arrived} times: {self.wrong}")


def play_blocking(case, script, transport=None):
    player = Player(case)

    def send(request):
        if transport is None:
            return player.send(request)
        request = case.server.address(player, request)
        answer = None
        try:
            answer = transport(request)
            return answer
        finally:
            case.server.check(answer)

    with Client("staging", CREDENTIALS, transport=send, policy=policy_of(script), clock=player.clock,
                sleep=player.sleep) as psp:
        for call in script["calls"]:
            player.begin(call)
            operation = OPERATIONS[call["operation"]].from_form(call["members"])
            result = error = None
            try:
                result = psp.resume(psp.save_attempt(operation)) if call.get("resume") else psp.send(operation)
            except ConnectPspError as why:
                error = why
            except Wrong as why:
                case.fail(str(why))
            player.end(call, result, error)


async def play_async(case, script, transport=None):
    player = Player(case)

    async def send(request):
        await asyncio.sleep(0)
        if transport is None:
            return player.send(request)
        request = case.server.address(player, request)
        answer = None
        try:
            answer = await transport(request)
            return answer
        finally:
            case.server.check(answer)

    async def sleep(seconds):
        player.sleep(seconds)

    async with AsyncClient("staging", CREDENTIALS, transport=send, policy=policy_of(script),
                           clock=player.clock, sleep=sleep) as psp:
        for call in script["calls"]:
            player.begin(call)
            operation = OPERATIONS[call["operation"]].from_form(call["members"])
            result = error = None
            try:
                result = await (psp.resume(psp.save_attempt(operation)) if call.get("resume")
                                else psp.send(operation))
            except ConnectPspError as why:
                error = why
            except Wrong as why:
                case.fail(str(why))
            player.end(call, result, error)


def play_over_httpx(case, script):
    with httpx.Client(verify=False, trust_env=False) as kept:
        play_blocking(case, script, HttpxTransport(kept))


async def play_over_async_httpx(case, script):
    async with httpx.AsyncClient(verify=False, trust_env=False) as kept:
        await play_async(case, script, AsyncHttpxTransport(kept))


class Blocking(unittest.TestCase):
    pass


class Asynchronous(unittest.TestCase):
    pass


class OverHttp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)


@unittest.skipUnless(httpx, "there is no httpx")
class OverHttpx(OverHttp):
    pass


@unittest.skipUnless(httpx, "there is no httpx")
class OverAsyncHttpx(OverHttp):
    pass


def script_of(path):
    script = known("script", json.loads(path.read_text(encoding="utf-8")))
    if not script["shows"] or not script["calls"]:
        raise ValueError("shows nothing or calls nothing")
    return script


def add(path):
    name = "test_" + path.stem.replace("-", "_")
    setattr(Blocking, name, lambda case: play_blocking(case, script_of(path)))
    setattr(Asynchronous, name, lambda case: asyncio.run(play_async(case, script_of(path))))
    setattr(OverHttp, name, lambda case: play_blocking(case, script_of(path), HttpTransport()))
    setattr(OverHttpx, name, lambda case: play_over_httpx(case, script_of(path)))
    setattr(OverAsyncHttpx, name, lambda case: asyncio.run(play_over_async_httpx(case, script_of(path))))


scripts = sorted(FOLDER.glob("*.json"))
if not scripts:
    raise SystemExit(f"there are no scripts in {FOLDER}")
for each in scripts:
    add(each)


if __name__ == "__main__":
    unittest.main()
