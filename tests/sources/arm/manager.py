"""A real HTTPS server on loopback that answers as Resource Manager and Resource Graph."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from azure.core.credentials import AccessToken
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pcicheck.sources.azure.collect import Connection

PAGE = 2


class Credential:
    """A credential that always has a token."""

    def get_token(self, *scopes: str, **more: Any) -> AccessToken:
        """A token of an hour."""
        return AccessToken("token", int(dt.datetime.now(dt.UTC).timestamp()) + 3600)


class Azure:
    """What the server holds, refuses and has been asked."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {"resources": []}
        self.children: dict[str, Any] = {}
        """Path below Resource Manager to the answer, a list of them, or what stands in one page of a list."""
        self.subscriptions = ["00000000-0000-0000-0000-000000000001"]
        self.rights: list[dict[str, Any]] = [{"actions": ["*/read"], "notActions": []}]
        """What the identity may do on each subscription."""
        self.expired = False
        """Whether each request is answered with 401."""
        self.denied: set[str] = set()
        """Ends of paths, or names of tables, that are answered with 403."""
        self.busy = 0
        """How many requests are answered with 429 first."""
        self.asked: list[str] = []
        self.address = ""

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Status, content and headers."""
        plain = path.partition("?")[0]
        self.asked.append(f"{method} {plain}")
        if self.busy:
            self.busy -= 1
            return 429, {"error": {"code": "TooManyRequests", "message": "slow down"}}, {"Retry-After": "0"}
        if self.expired:
            return 401, {"error": {"code": "ExpiredAuthenticationToken", "message": "the token has expired"}}, {}
        if plain.lower().endswith("/providers/microsoft.resourcegraph/resources"):
            return self._rows(body)
        if any(plain.endswith(end) for end in self.denied):
            return (
                403,
                {"error": {"code": "AuthorizationFailed", "message": "the client does not have authorization"}},
                {},
            )
        if plain == "/subscriptions":
            return (
                200,
                {"value": [{"subscriptionId": name, "id": f"/subscriptions/{name}"} for name in self.subscriptions]},
                {},
            )
        if plain.endswith("/providers/Microsoft.Authorization/permissions"):
            return 200, {"value": self.rights}, {}
        if plain in self.children:
            found = self.children[plain]
            return 200, self._page(path, found) if isinstance(found, list) else found, {}
        return 404, {"error": {"code": "ResourceNotFound", "message": "not found"}}, {}

    def _page(self, path: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        """A page of a list, with the address of the next."""
        start = int(path.partition("$skip=")[2] or 0)
        more = start + PAGE < len(items)
        following = {"nextLink": f"{self.address}{path.partition('&$skip=')[0]}&$skip={start + PAGE}"} if more else {}
        return {"value": items[start : start + PAGE], **following}

    def _rows(self, body: dict[str, Any]) -> tuple[int, dict[str, Any], dict[str, str]]:
        table = body["query"].split("|")[0].strip()
        if table in self.denied:
            return 403, {"error": {"code": "AuthorizationFailed", "message": f"no right to read {table}"}}, {}
        rows = self.tables.get(table, [])
        start = int(body.get("options", {}).get("$skipToken") or 0)
        found = rows[start : start + PAGE]
        answer: dict[str, Any] = {
            "totalRecords": len(rows),
            "count": len(found),
            "data": found,
            "facets": [],
            "resultTruncated": "false",
        }
        if start + PAGE < len(rows):
            answer["$skipToken"] = str(start + PAGE)
        return 200, answer, {}


@contextmanager
def served(azure: Azure, folder: Path) -> Iterator[Connection]:
    """The server, and a connection to it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            status, content, headers = azure.answer(self.command, self.path, body)
            data = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {
                **headers,
                "Content-Type": "application/json",
                "Content-Length": str(len(data)),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _answer  # noqa: N815 - names of the base class

        def log_message(self, *_: Any) -> None:
            pass

    certificate = _certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    azure.address = f"https://127.0.0.1:{server.server_address[1]}"
    try:
        yield Connection(
            Credential(), f"https://127.0.0.1:{server.server_address[1]}", {"connection_verify": str(certificate)}
        )
    finally:
        server.shutdown()
        server.server_close()


def _certificate(folder: Path) -> Path:
    """A certificate of its own for 127.0.0.1, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
