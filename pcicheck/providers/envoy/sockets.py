"""Transport sockets of Envoy: what they do to the bytes, whatever else is wrapped around them.

``config.core.v3.TransportSocket`` ("If no transport socket configuration is specified, new connections will be set up
with plaintext"); ``transport_sockets.tls``, ``quic`` (always TLS 1.3), ``starttls`` (begins in plain text), ``alts``;
``tap``, ``proxy_protocol``, ``tcp_stats``, ``http_11_proxy`` and ``internal_upstream`` wrap another one.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.messages import kind_of

_DEPTH = 5
_CONTEXTS = {"DownstreamTlsContext": "", "UpstreamTlsContext": ""} | {
    "QuicDownstreamTransport": "downstream_tls_context",
    "QuicUpstreamTransport": "upstream_tls_context",
}
_STARTING = ("StartTlsConfig", "UpstreamStartTlsConfig")
_BY_NAME = {"raw_buffer": "RawBuffer", "envoy.transport_sockets.raw_buffer": "RawBuffer"}


class Socket(Struct, frozen=True):
    """A transport socket without what is wrapped around it."""

    does: Literal["plain", "tls", "starts_tls", "alts"]
    context: Block = Block({})
    """The TLS context, empty where there is none."""
    quic: bool = False
    tapped: bool = False
    """Whether what passes is copied to a file."""


PLAIN = Socket("plain")


def socket_of(block: Block, path: str = "transport_socket") -> Socket | Unknown:
    """The transport socket at ``path``."""
    if block.get("tls_context") is not None:
        return Unknown("tls_context is of the v2 API, which Envoy has not loaded since 1.18")
    return _opened(block.get(path), _DEPTH)


def _opened(socket: Any, depth: int) -> Socket | Unknown:
    if socket is None:
        return PLAIN
    if not isinstance(socket, dict):
        return socket if isinstance(socket, Unknown) else Unknown("its transport socket is no mapping")
    typed = socket.get("typed_config")
    if isinstance(typed, Unknown):
        return typed
    kind = kind_of(typed) or (_BY_NAME.get(str(socket.get("name")), "") if typed is None else "")
    held = Block(typed if isinstance(typed, dict) else {})
    if kind == "RawBuffer":
        return PLAIN
    if kind in _CONTEXTS:
        context = held.block(_CONTEXTS[kind]) if _CONTEXTS[kind] else held
        if isinstance(context, Block):
            return Socket("tls", context, quic=bool(_CONTEXTS[kind]))
        return context or Unknown("its transport socket has no TLS context")
    if kind in _STARTING:
        begun = held.block("tls_socket_config")
        return begun if isinstance(begun, Unknown) else Socket("starts_tls", begun or Block({}))
    if kind == "Alts":
        return Socket("alts")
    if held.get("transport_socket") is not None and depth:
        return _wrapped(_opened(held.get("transport_socket"), depth - 1), kind)
    named = socket.get("name") or "without a name"
    return Unknown(f"what its transport socket '{named}' does is not known here")


def _wrapped(inner: Socket | Unknown, kind: str) -> Socket | Unknown:
    if isinstance(inner, Unknown) or kind != "Tap":
        return inner
    return Socket(inner.does, inner.context, inner.quic, tapped=True)
