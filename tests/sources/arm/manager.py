"""A real HTTPS server on loopback that answers as Resource Manager and Resource Graph."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator
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

CLAIMS = {"upn": "dana@example.com", "oid": "0b1e", "tid": "7e4a", "appid": "04b0"}
_TYPES = re.compile(r"where type (?:in~ \(([^)]*)\)|== ('[^']*'))")


class Credential:
    """A credential that always has a token."""

    def __init__(self, claims: dict[str, str] | None = None) -> None:
        self.claims = CLAIMS if claims is None else claims

    def get_token(self, *scopes: str, **more: Any) -> AccessToken:
        """A token of an hour."""
        claims = base64.urlsafe_b64encode(json.dumps(self.claims).encode()).decode().rstrip("=")
        return AccessToken(f"e30.{claims}.c2ln", int(dt.datetime.now(dt.UTC).timestamp()) + 3600)


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
        self.overrun = ""
        """End of paths that are always answered with 429."""
        self.wait = "0"
        """Seconds after which to ask again."""
        self.page = 2
        """Items on a page."""
        self.truncated = False
        """Whether the graph gives just one page of each table and says so."""
        self.asked: list[str] = []
        self.address = ""
        self.hears: Callable[[str], None] = lambda _: None
        """Hears of each request before it is answered."""

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Status, content and headers."""
        plain = path.partition("?")[0]
        self.asked.append(f"{method} {plain}")
        self.hears(plain)
        if self.busy or (self.overrun and plain.endswith(self.overrun)):
            self.busy = max(0, self.busy - 1)
            return 429, {"error": {"code": "TooManyRequests", "message": "slow down"}}, {"Retry-After": self.wait}
        if self.expired:
            return 401, {"error": {"code": "ExpiredAuthenticationToken", "message": "the token has expired"}}, {}
        if plain.lower().endswith("/providers/microsoft.resourcegraph/resources"):
            return self._rows(body)
        if any(plain.endswith(end) or f"/subscriptions/{end}/" in plain for end in self.denied):
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
        if plain.count("/") == 2 and plain.startswith("/subscriptions/"):
            return self._subscription(plain.rpartition("/")[2])
        if plain.endswith("/providers/Microsoft.Authorization/permissions"):
            return 200, {"value": self.rights}, {}
        if plain in self.children:
            found = self.children[plain]
            return 200, self._page(path, found) if isinstance(found, list) else found, {}
        return 404, {"error": {"code": "ResourceNotFound", "message": "not found"}}, {}

    def _page(self, path: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        """A page of a list, with the address of the next."""
        start = int(path.partition("$skip=")[2] or 0)
        more = start + self.page < len(items)
        following = (
            {"nextLink": f"{self.address}{path.partition('&$skip=')[0]}&$skip={start + self.page}"} if more else {}
        )
        return {"value": items[start : start + self.page], **following}

    def _subscription(self, name: str) -> tuple[int, dict[str, Any], dict[str, str]]:
        if name in self.subscriptions:
            return 200, {"subscriptionId": name, "id": f"/subscriptions/{name}"}, {}
        said = f"The subscription '{name}' could not be found."
        return 404, {"error": {"code": "SubscriptionNotFound", "message": said}}, {}

    def _rows(self, body: dict[str, Any]) -> tuple[int, dict[str, Any], dict[str, str]]:
        table = body["query"].split("|")[0].strip()
        if table in self.denied or not self.denied.isdisjoint(body.get("subscriptions", ())):
            return 403, {"error": {"code": "AuthorizationFailed", "message": f"no right to read {table}"}}, {}
        rows = [row for row in self.tables.get(table, []) if _is_asked(row, body)]
        start = int(body.get("options", {}).get("$skipToken") or 0)
        found = rows[start : start + self.page]
        answer: dict[str, Any] = {
            "totalRecords": len(rows),
            "count": len(found),
            "data": found,
            "facets": [],
            "resultTruncated": "true" if self.truncated else "false",
        }
        if not self.truncated and start + self.page < len(rows):
            answer["$skipToken"] = str(start + self.page)
        return 200, answer, {}


def _is_asked(row: dict[str, Any], body: dict[str, Any]) -> bool:
    """Whether a row is of a type and in a subscription that is asked for, or above one where that is asked for."""
    types = _TYPES.search(body["query"])
    if types and f"'{row['type']}'".lower() not in (types[1] or types[2]).lower().split(", "):
        return False
    if "subscriptions" not in body:
        return True
    if not row["id"].lower().startswith("/subscriptions/"):
        return bool(body["options"].get("authorizationScopeFilter") == "AtScopeAboveAndBelow")
    return row["id"].lower().split("/")[2] in body["subscriptions"]


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
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    azure.address = f"https://127.0.0.1:{server.server_address[1]}"
    try:
        yield Connection(
            Credential(), azure.address, {"connection_verify": str(certificate), "retry_backoff_factor": 0.01}
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
