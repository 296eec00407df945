"""TLS contexts of Envoy.

``extensions.transport_sockets.tls.v3``: versions default to TLS 1.2 for clients and, since release 1.22, for servers
(1.0 before); a highest version of 1.2 for clients and 1.3 for servers. The default ciphers are AEAD ones with forward
secrecy; ``cipher_suites`` says nothing about TLS 1.3. "Server certificate verification is not enabled by default."
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.envoy.messages import choice
from pcicheck.providers.envoy.sockets import Socket

_VERSIONS = {"TLSV1_0": 1.0, "TLSV1_1": 1.1, "TLSV1_2": 1.2, "TLSV1_3": 1.3}
_OLD_SERVERS = (1, 22)
"""The release with which servers began to refuse TLS below 1.2."""
_PARAMETERS = "common_tls_context.tls_params"
Weak = tuple[str | Unknown, ...] | Unknown


def lowest_version(socket: Socket, document: Document, *, server: bool) -> float | Unknown:
    """The lowest TLS version that a context takes."""
    if socket.quic:
        return 1.3
    named = choice(socket.context, f"{_PARAMETERS}.tls_minimum_protocol_version", "TLS_AUTO", *_VERSIONS)
    if isinstance(named, Unknown):
        return named
    return _VERSIONS.get(named) or (1.0 if server and _is_old(document) else 1.2)


def weak_ciphers(socket: Socket, lowest: float | Unknown) -> Weak:
    """Kinds of poor algorithms that a context offers. Each entry is a suite, or several in brackets."""
    named = socket.context.texts(f"{_PARAMETERS}.cipher_suites")
    if socket.quic or lowest == 1.3 or named == ():
        return ()
    if isinstance(named, Unknown):
        return named
    suites: list[str | Unknown] = []
    for entry in named:
        parts = [entry] if isinstance(entry, Unknown) else entry.replace(":", "|").strip("[]").split("|")
        suites += [part.strip("[] ") if isinstance(part, str) else part for part in parts if part]
    return tuple(
        weak_in_names(suite for suite in suites if isinstance(suite, Unknown) or not suite.startswith(("!", "-")))
    )


def presents_certificate(context: Block) -> bool | Unknown:
    """Whether a context has a certificate of its own to show."""
    common = context.block("common_tls_context")
    if common is None or isinstance(common, Unknown):
        return common or False
    ways = ("tls_certificates", "tls_certificate_sds_secret_configs", "tls_certificate_provider_instance")
    answers = [common.has(way) for way in (*ways, "custom_tls_certificate_selector")]
    return True if True in answers else next((answer for answer in answers if isinstance(answer, Unknown)), False)


def certificate_name(context: Block) -> str | None | Unknown:
    """What a context calls its first certificate: a file or a secret."""
    for path in ("tls_certificates.certificate_chain", "tls_certificates.pkcs12"):
        value = source_of(context.get(f"common_tls_context.{path}"))
        if value is not None:
            return value
    return context.text("common_tls_context.tls_certificate_sds_secret_configs.name")


def source_of(source: Any) -> str | None | Unknown:
    """Where the bytes of a ``DataSource`` come from; ``None`` where nothing is named."""
    if not isinstance(source, dict):
        return source if isinstance(source, Unknown) else None
    for way in ("filename", "environment_variable", "inline_string", "inline_bytes"):
        value = source.get(way)
        if isinstance(value, Unknown):
            return value
        if value:
            return "what stands in the file itself" if way.startswith("inline") else str(value)
    return None


def _is_old(document: Document) -> bool:
    """Whether a dump says that it comes from an Envoy older than 1.22."""
    for node in document.surroundings.of_type("envoy:node"):
        if node.origin.file == document.origin.file:
            version = [
                node.get(f"node.user_agent_build_version.version.{part}", 0)
                for part in ("major_number", "minor_number")
            ]
            known = all(isinstance(part, int) for part in version)
            return known and version != [0, 0] and tuple(version) < _OLD_SERVERS
    return False
