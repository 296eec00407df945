"""Connections that the settings of an application speak of: Spring Boot, Quarkus, Micronaut.

What is not written in such a file holds by the framework's default (``connecting/variables.py``), unless a variable of
the environment says otherwise, which goes before every file (Spring Boot, "Externalized Configuration"). Files in config
maps belong to the workloads that mount them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.connecting.variables import connections
from pcicheck.providers.kubernetes.workload.connections import upstream
from pcicheck.providers.kubernetes.workload.read_settings import clients_of
from pcicheck.providers.parts import at

_HOLDERS = ("ConfigMap/", "Secret/")
_NO_CLUSTER = Unknown("the file says nothing of where the application runs")


def settings(document: Document) -> Iterator[Resource]:
    """The connections of one file, or of one profile in it."""
    variables = document.get("properties")
    held = document.address.startswith(_HOLDERS)
    namespace = document.address.split("/")[1] if held else _NO_CLUSTER
    for name, found in connections(variables if isinstance(variables, dict) else {}, complete=True):
        clients = clients_of(document, document.address) if held else ()
        facts = upstream(found, clients, document, namespace)
        yield at(document, facts, f"connection/{name}", document.lines.get(name))
