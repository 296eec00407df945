"""What Strimzi runs beside Kafka that connects to it: Connect, the bridge and MirrorMaker 2.

Strimzi documentation, "Custom resource API reference" (0.20 to 0.49): a connection speaks TLS where ``tls`` is there,
even with nothing in it, and then checks names unless ``ssl.endpoint.identification.algorithm`` in ``config`` is empty.
MirrorMaker 2 has ``clusters``, and since ``v1`` a ``target`` and the ``source`` of each of ``mirrors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.connecting.connection import other_end
from pcicheck.providers.kafka.settings import Settings
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.reached import target
from pcicheck.providers.kubernetes.terraform import manifest_of

_NO_TLS = Inapplicable("it speaks no TLS")
_CONFIGS = ("config", "producer.config", "consumer.config", "adminClient.config")
_NAMES = "ssl.endpoint.identification.algorithm"


def client(document: Document) -> Iterator[Resource]:
    """A worker of Connect or a bridge."""
    manifest = manifest_of(document)
    yield from made(manifest, _aimed(manifest, Block(manifest.get("spec", {}))))
    yield from placed(manifest)


def mirror(document: Document) -> Iterator[Resource]:
    """MirrorMaker 2, with a connection to each cluster."""
    manifest = manifest_of(document)
    mirrors = manifest.blocks("spec.mirrors")
    sources = [mirrored.block("source") for mirrored in mirrors] if isinstance(mirrors, tuple) else []
    clusters = manifest.blocks("spec.clusters")
    found = [*(clusters if isinstance(clusters, tuple) else ()), manifest.block("spec.target"), *sources]
    for number, block in enumerate(block for block in found if isinstance(block, Block)):
        alias = block.text("alias", str(number))
        yield from made(manifest, _aimed(manifest, block), part=f"cluster/{alias}")
    yield from placed(manifest)


def _aimed(manifest: Manifest, block: Block) -> Upstream:
    """A connection, and the first of the brokers that it names."""
    facts = _connection(block.values)
    named = block.text("bootstrapServers") if isinstance(block.values, dict) else None
    if named is None or isinstance(named, Unknown):
        return facts
    host, _, port = named.partition(",")[0].strip().rpartition(":")
    return replace(facts, to=other_end(facts.encrypted, target(manifest.document, manifest.namespace, host, port).name))


def _connection(values: Any) -> Upstream:
    if not isinstance(values, dict):
        odd = values if isinstance(values, Unknown) else Unknown("its description is no mapping")
        return Upstream(encrypted=odd, verified=odd, min_tls=odd, presents_certificate=odd)
    block = Block(values)
    tls = values.get("tls")
    if isinstance(tls, Unknown):
        return Upstream(encrypted=tls, verified=tls, min_tls=tls, presents_certificate=tls)
    if tls is False or tls is None:
        return Upstream(encrypted=False, verified=_NO_TLS, min_tls=_NO_TLS, presents_certificate=False)
    configs = [_settings(block, path) for path in _CONFIGS]
    kind = block.text("authentication.type", "")
    return Upstream(
        encrypted=True,
        verified=not any(config.get(_NAMES, "https") == "" for config in configs),
        min_tls=configs[0].min_tls,
        presents_certificate=kind if isinstance(kind, Unknown) else kind == "tls",
    )


def _settings(block: Block, path: str) -> Settings:
    found = block.get(path)
    return Settings(found if isinstance(found, dict) else {})
