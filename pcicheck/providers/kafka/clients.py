"""What connects to Kafka: producers, consumers, workers of Connect, MirrorMaker and tools, by their properties.

Kafka documentation, "Producer configs", "Consumer configs", "Kafka Connect configs", "MirrorMaker configs":
``security.protocol`` is PLAINTEXT; the name of the broker is checked against its certificate unless
``ssl.endpoint.identification.algorithm`` is empty (https since 2.0). What a worker of Connect says for itself does not
hold for the producers and consumers of its connectors, which have ``producer.`` and ``consumer.``. MirrorMaker puts the
name of a cluster before settings and falls back to the plain names.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.connecting.connection import PLAIN_HERE, other_end
from pcicheck.providers.kafka.rest import interfaces
from pcicheck.providers.kafka.settings import Settings, plain_secrets, settings_of

_NO_TLS = Inapplicable("it speaks no TLS")
_SERVERS, _PROTOCOL = "bootstrap.servers", "security.protocol"


def client(document: Document) -> Iterator[Resource]:
    """A connection for each set of settings in the file, and the interface of programs that have one."""
    settings = settings_of(document)
    for prefix in _prefixes(settings):
        yield _connection(document, settings, prefix)
    if "clusters" not in settings.values:
        yield from interfaces(document, settings)
    yield resource(document, ConfigurationData(plain_secrets=plain_secrets(settings.values)), part="secrets")


def _prefixes(settings: Settings) -> list[str]:
    """What stands before the names of each connection; nothing for the one that has none."""
    clusters = settings.items("clusters")
    if isinstance(clusters, tuple) and clusters:
        return [f"{name}." for name in clusters]
    found = {name.removesuffix(end) for name in settings.values for end in (_SERVERS, _PROTOCOL) if _ends(name, end)}
    return sorted(found) or ["" for name in settings.values if name.startswith(("sasl.", "ssl."))][:1]


def _ends(name: str, end: str) -> bool:
    return name == end or name.endswith(f".{end}")


def _connection(document: Document, settings: Settings, prefix: str) -> Resource:
    own = Settings(settings.values, prefix, alone=bool(prefix) and "clusters" not in settings.values)
    protocol = own.get(_PROTOCOL, "PLAINTEXT")
    part, servers = prefix.rstrip("."), own.items(_SERVERS)
    first = servers[0] if isinstance(servers, tuple) and servers else None
    if isinstance(protocol, Unknown):
        facts = Upstream(encrypted=protocol, min_tls=protocol, verified=protocol, presents_certificate=protocol)
        facts = replace(facts, to=other_end(protocol, first))
        return resource(document, facts, part=part)
    if not protocol.upper().endswith("SSL"):
        facts = Upstream(encrypted=False, min_tls=_NO_TLS, verified=_NO_TLS, presents_certificate=False, to=PLAIN_HERE)
        return resource(document, facts, part=part)
    checks = own.get("ssl.endpoint.identification.algorithm", "https")
    shown = [own.get(f"ssl.keystore.{name}") for name in ("location", "key")]
    facts = Upstream(
        encrypted=True,
        min_tls=own.min_tls,
        verified=checks if isinstance(checks, Unknown) else checks != "",
        presents_certificate=any(value != "" for value in shown),
        to=other_end(True, first),
    )
    return resource(document, facts, part=part)
