# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0

"""The other ends of the tests of the page: the sandbox itself, and web servers on ports of their own."""

import http.client
import http.server
import json
import os
import threading
import urllib.parse

BASE = os.environ["CONNECTPSP_BASE_URL"]
HOST = urllib.parse.urlsplit(BASE).netloc


class Api:
    """The sandbox without a browser: one connection, kept."""

    def __init__(self):
        self._connection = http.client.HTTPConnection(HOST, timeout=10)
        self._references = 0

    def close(self):
        self._connection.close()

    def send(self, method, path, body=None, headers=None):
        data = None if body is None else json.dumps(body)
        self._connection.request(method, path, data, {"Content-Type": "application/json", **(headers or {})})
        answer = self._connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None

    def create(self, kind="cash-in", name="Maria Souza", amount=150.5, webhook=None, reference=None):
        self._references += 1
        party = {"name": name, "document": "52998224725"}
        if kind == "cash-out":
            party["destination"] = {"type": "PIX", "pixKeyType": "EMAIL", "pixKey": "loja@example.com"}
        body = {"amount": amount, "externalReference": reference or "ref-%s-%d" % (id(self), self._references),
                "payer" if kind == "cash-in" else "payee": party}
        if webhook:
            body["webhookUrl"] = webhook
        status, made = self.send("POST", "/_sandbox/" + kind, body)
        assert status in (201, 202), made
        return made["transactionId"]

    def status_of(self, identifier):
        found = self.send("GET", "/?limit=100&search=" + identifier, None, {"Accept": "application/json"})[1]
        return found["payments"]["rows"][0]["transaction"]["status"]

    def log_in(self):
        return self.send("POST", "/auth/token", {"clientId": os.environ["CONNECTPSP_CLIENT_ID"],
                                                 "clientSecret": os.environ["CONNECTPSP_CLIENT_SECRET"]})


class Receiver:
    """A web server on a port of its own that answers GET with `page` and POST with `status`."""

    def __init__(self, page="", status=200):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(200, page)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self._answer(status, "")

            def _answer(self, code, text):
                self.send_response(code)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d/hooks" % self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
