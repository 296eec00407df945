"""Servers: what they fetch, where they send, and secrets in their files.

Prometheus documentation, "Configuration": ``scheme`` is ``http`` unless set; ``remote_write``, ``remote_read`` and the
Alertmanagers are reached by URL or scheme. Measures are no card data, but they steer detection: whoever can change or
read them on their way knows and decides what is seen. So each is judged as any other connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.outward import is_loopback
from pcicheck.providers.parts import at
from pcicheck.providers.prometheus.http_client import call, scrape
from pcicheck.providers.written_secrets import in_settings


def server(document: Document) -> Iterator[Resource]:
    """The configuration of a server."""
    for path in ("remote_write", "remote_read"):
        for index, one in enumerate(_blocks(document, path)):
            name = one.text("name")
            yield at(document, call(one.get("url"), one), f"{path}/{name or index}")
    for index, one in enumerate(_blocks(document, "scrape_configs")):
        facts = scrape(one.get("scheme", "http"), one, "tls_config", local=_local(one))
        yield at(document, facts, f"scrape/{one.text('job_name') or index}")
    for index, one in enumerate(_blocks(document, "alerting.alertmanagers")):
        facts = scrape(one.get("scheme", "http"), one, "tls_config", local=_local(one))
        yield at(document, facts, f"alertmanager/{index}")
    secrets = in_settings(document.values)
    yield at(document, ConfigurationData(plain_secrets=secrets), "settings")


def server_object(document: Document) -> Iterator[Resource]:
    """A ``Prometheus`` of the operator: where it writes to. Its secrets stand in objects of their own."""
    for path in ("remoteWrite", "remoteRead"):
        for index, one in enumerate(_blocks(document, f"spec.{path}")):
            name = one.text("name")
            yield at(document, call(one.get("url"), one, "tlsConfig"), f"{path}/{name or index}")


def monitor(document: Document) -> Iterator[Resource]:
    """A ``ServiceMonitor`` or ``PodMonitor``: what is fetched from its endpoints."""
    path = "spec.podMetricsEndpoints" if document.get("kind") == "PodMonitor" else "spec.endpoints"
    for index, one in enumerate(_blocks(document, path)):
        facts = scrape(one.get("scheme", "http"), one, "tlsConfig", local=False)
        yield at(document, facts, f"endpoint/{one.text('port') or index}")


def _blocks(block: Block, path: str) -> tuple[Block, ...]:
    found = block.blocks(path)
    return () if isinstance(found, Unknown) else found


def _local(one: Block) -> bool:
    """Whether every target that is written out is this very machine."""
    targets: list[Any] = [target for group in _blocks(one, "static_configs") for target in _targets(group)]
    return bool(targets) and all(is_loopback(target) for target in targets)


def _targets(group: Block) -> tuple[Any, ...]:
    found = group.texts("targets")
    return (found,) if isinstance(found, Unknown) else found
