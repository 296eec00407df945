"""An HTTP proxy before moto that answers AccessDenied for chosen operations, as AWS would in each protocol."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from botocore import xform_name

from pcicheck.sources.aws.models import core
from pcicheck.sources.aws.permissions import asked_of
from pcicheck.sources.aws.tables import services

_SCOPE = re.compile(r"Credential=[^/]+/\d+/[\w-]+/([\w-]+)/aws4_request")
_MESSAGE = "User: arn:aws:iam::123456789012:user/assessor is not authorized to perform this"


class Denying:
    """The proxy: what it denies, what it has heard."""

    def __init__(self, moto_url: str) -> None:
        self.moto = urlsplit(moto_url).netloc
        self.denied: set[tuple[str, str]] = set()
        """Client and operation, such as ``("s3", "GetBucketEncryption")``."""
        self.says: dict[tuple[str, str], tuple[int, str, str]] = {}
        """Client and operation to status, error code and message of what is answered instead."""
        self.closed: set[str] = set()
        """Accounts whose roles nobody may assume."""
        self.answer: tuple[int, str] | None = None
        """Status and error code that every request gets instead."""
        self.heard: list[tuple[str, str]] = []
        self.url = ""


@contextmanager
def denying(moto_url: str) -> Iterator[Denying]:
    """A running proxy."""
    told = Denying(moto_url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            client, operation = operation_of(self.command, self.path, dict(self.headers.items()), body)
            told.heard.append((client, operation))
            if told.answer is not None:
                self._send(*_error(client, *told.answer))
            elif (client, operation) in told.says:
                self._send(*_error(client, *told.says[client, operation]))
            elif (client, operation) in told.denied or any(name in body.decode("latin-1") for name in told.closed):
                code = "UnauthorizedOperation" if client == "ec2" else "AccessDenied"
                self._send(*_error(client, 403, code))
            else:
                there = http.client.HTTPConnection(told.moto, timeout=60)
                there.request(self.command, self.path, body, dict(self.headers.items()))
                answer = there.getresponse()
                skip = ("content-length", "transfer-encoding", "connection")
                headers = {name: value for name, value in answer.getheaders() if name.lower() not in skip}
                self._send(answer.status, headers, answer.read())
                there.close()

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _serve  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def operation_of(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[str, str]:
    """Client and operation of a request; empty where it cannot be told."""
    names = {name.lower(): value for name, value in headers.items()}
    scope = _SCOPE.search(names.get("authorization", ""))
    signing = scope[1] if scope else ""
    if target := names.get("x-amz-target"):
        name = target.rpartition(".")[2]
        return _client_with(signing, name), name
    if found := re.match(r"/service/\w+/operation/(\w+)", path):
        return _client_with(signing, found[1]), found[1]
    if action := parse_qs(body.decode("utf-8", "replace")).get("Action"):
        return _client_with(signing, action[0]), action[0]
    parts = urlsplit(path)
    given = set(parse_qs(parts.query, keep_blank_values=True))
    best: tuple[int, bool, str, str] = (-1, False, "", "")
    for client, operation, verb, pattern, wanted in _rest(signing):
        if verb == method and wanted <= given and pattern.fullmatch(parts.path):
            literal = len(wanted) * 100 + len(pattern.pattern.replace("[^/]+", ""))
            best = max(best, (literal, (client, operation) in _ours(), client, operation))
    return best[2], best[3]


@cache
def _ours() -> frozenset[tuple[str, str]]:
    return frozenset((client, operation) for client, operation, _ in operations())


def operations(types: Collection[str] = ()) -> list[tuple[str, str, str]]:
    """Client, operation and right of everything that the tables ask, or of what they ask for some types."""
    found: dict[tuple[str, str], str] = {}
    for service in services():
        names = {xform_name(name): name for name in _models()[service.client].operation_names}
        for listing in asked_of(service, types):
            found[service.client, names[listing.operation]] = listing.permission
            for detail in listing.details:
                found[service.client, names[detail.operation]] = detail.permission
    return [(*key, right) for key, right in found.items()]


def operation_name(client: str, method: str) -> str:
    """``ListKeys`` of ``list_keys``."""
    return str(next(name for name in _models()[client].operation_names if xform_name(name) == method))


@cache
def _models() -> dict[str, Any]:
    session = core()
    names = dict.fromkeys([service.client for service in services()] + ["sts", "ec2"])
    return {name: session.get_service_model(name) for name in names}


def _client_with(signing: str, operation: str) -> str:
    fitting = [name for name, model in _models().items() if model.signing_name == signing]
    with_it = [name for name in fitting if operation in _models()[name].operation_names]
    return (with_it or fitting or [""])[0]


@cache
def _rest(signing: str) -> list[tuple[str, str, str, re.Pattern[str], frozenset[str]]]:
    rows = []
    for client, model in _models().items():
        if model.signing_name == signing and model.metadata["protocol"].startswith("rest"):
            for name in model.operation_names:
                how = model.operation_model(name).http
                bare, _, query = how["requestUri"].partition("?")
                text = re.sub(r"\\\{\w+\\\+\\\}", ".+", re.escape(bare))
                text = re.sub(r"\\\{\w+\\\}", "[^/]+", text)
                wanted = frozenset(parse_qs(query, keep_blank_values=True))
                rows.append((client, name, how["method"], re.compile(text + "/?"), wanted))
    return rows


def _error(client: str, status: int, code: str, said: str = _MESSAGE) -> tuple[int, dict[str, str], bytes]:
    """An error as the protocol of the client writes it."""
    protocol = _models()[client].resolved_protocol if client else "query"
    if protocol == "ec2":
        text = f"<Response><Errors><Error><Code>{code}</Code><Message>{said}</Message></Error></Errors></Response>"
        return status, {"Content-Type": "text/xml"}, text.encode()
    if protocol == "rest-xml" and client == "s3":
        text = f"<Error><Code>{code}</Code><Message>{said}</Message></Error>"
        return status, {"Content-Type": "application/xml"}, text.encode()
    if protocol in ("query", "rest-xml"):
        text = f"<ErrorResponse><Error><Code>{code}</Code><Message>{said}</Message></Error></ErrorResponse>"
        return status, {"Content-Type": "text/xml"}, text.encode()
    named = f"{code}Exception" if code == "AccessDenied" else code
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": named}
    return status, headers, json.dumps({"__type": named, "message": said}).encode()
