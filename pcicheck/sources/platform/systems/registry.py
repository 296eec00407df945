"""Which reader takes the files of a system apart. Plain strings, resolved when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import cast

from pcicheck.sources.platform.base import File, Parsed, Part, Trouble

_HERE = "pcicheck.sources.platform.systems"
Found = Iterator[Part | Trouble | File]
"""Native objects, what could not be read, and texts in the file that are files of other systems."""
DocumentReader = Callable[[Parsed, File], Found]
TextReader = Callable[[File], Found]

DOCUMENTS = {
    "kubernetes": "kubernetes:read",
    "envoy": "envoy:read",
    "openapi": "openapi:read",
    "github": "github:read",
    "gitlab": "gitlab:read",
    "prometheus": "prometheus:server",
    "prometheus-rules": "prometheus:rules",
    "prometheus-web": "prometheus:web",
    "alertmanager": "prometheus:alertmanager",
    "otel": "otel:read",
    "fluent-bit": "fluent_bit:document",
    "vector": "vector:document",
    "vault": "vault:document",
    "vault-policy": "vault:policy_document",
    "application": "application:document",
}
"""Systems that write YAML or JSON, to ``module:function``, which takes one document."""
TEXTS = {
    "prometheus-1": "prometheus_1:read",
    "vault": "vault:server",
    "vault-policy": "vault:policy",
    "haproxy": "haproxy:read",
    "haproxy-certificates": "haproxy:certificates",
    "nginx": "nginx:read",
    "fluent-bit": "fluent_bit:text",
    "vector": "vector:text",
    "redis": "redis:read",
    "redis-users": "redis:users",
    "sentinel": "redis:sentinel",
    "application": "application:text",
    "kafka": "kafka:server",
    "kafka-client": "kafka:client",
}
"""Systems that write neither, to ``module:function``, which takes the whole file."""


@cache
def document_reader(system: str) -> DocumentReader:
    """The reader of one YAML or JSON document."""
    return cast("DocumentReader", _resolved(DOCUMENTS[system]))


@cache
def text_reader(system: str) -> TextReader:
    """The reader of a whole file."""
    return cast("TextReader", _resolved(TEXTS[system]))


def _resolved(row: str) -> object:
    module, _, function = row.partition(":")
    return getattr(import_module(f"{_HERE}.{module}"), function)
