"""Kafka: ``server.properties`` of brokers and controllers, and properties of whatever connects to them.

Names of settings tell what a file is for: workers of Connect, schema registries and proxies have ``listeners`` too,
but none of the names that only brokers have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.properties import properties
from pcicheck.sources.platform.systems.registry import Found
from pcicheck.yamltext import UNRENDERED

_CONTROL = re.compile(
    r"^\s*(?:\{\{-?\s*(?:if|else|end|range|with|include|template|define|toYaml|tpl)\b|\{%)", re.MULTILINE
)
_BROKER = re.compile(
    r"(?:broker\.id|node\.id|process\.roles|log\.dirs?|zookeeper\.connect|authorizer\.class\.name|super\.users"
    r"|advertised\.listeners|inter\.broker\.listener\.name|security\.inter\.broker\.protocol"
    r"|listener\.security\.protocol\.map|controller\.quorum\.\w+(?:\.\w+)?|controller\.listener\.names)$"
)
_CLIENT = re.compile(
    r"(?:(?:key|value)\.(?:converter|serializer|deserializer)|application\.id|clusters"
    r"|(?!controller\.)(?:[\w-]+\.)*bootstrap\.servers)$"
)


def server(file: File) -> Found:
    """A broker or controller; what only has listeners like one is a client."""
    yield from _read(file, "kafka:server")


def client(file: File) -> Found:
    """A producer, consumer, worker of Connect, MirrorMaker or a tool."""
    yield from _read(file, "kafka:client")


def _read(file: File, usual: str) -> Found:
    if _CONTROL.search(file.text):
        yield Trouble(UNRENDERED, file.first_line, elsewhere=True)
        return
    found = properties(file.text, file.first_line)
    if isinstance(found, Trouble):
        yield found
        return
    last = file.first_line + file.text.count("\n")
    native = _native(found.values, usual)
    yield Part(native, file.address(), {"properties": found.values}, file.first_line, last, found.lines)


def _native(names: Iterable[str], usual: str) -> str:
    """What a file is for, by the names in it; ``usual`` where they do not tell."""
    brokers = sum(1 for name in names if _BROKER.match(name))
    clients = sum(1 for name in names if _CLIENT.match(name))
    if brokers and brokers > clients:
        return "kafka:server"
    return "kafka:client" if clients else usual
