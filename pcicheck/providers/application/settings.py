"""Connections that the settings of an application speak of: Spring Boot, Quarkus, Micronaut.

What is not written in such a file holds by the framework's default (``connecting/variables.py``), unless a variable of
the environment says otherwise, which goes before every file (Spring Boot, "Externalized Configuration"). Files in
config maps belong to the workloads that mount them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.connecting.variables import connections
from pcicheck.providers.kubernetes.beside import beside
from pcicheck.providers.kubernetes.workload.connections import upstream
from pcicheck.providers.kubernetes.workload.read_settings import clients_of
from pcicheck.providers.parts import at

_Home = tuple[str, str]
_HOLDERS = ("ConfigMap/", "Secret/")
_NO_CLUSTER = Unknown("the file says nothing of where the application runs")


def settings(document: Document) -> Iterator[Resource]:
    """The connections of one file, or of one profile in it."""
    variables = document.get("properties")
    held = document.address.startswith(_HOLDERS)
    namespace = document.address.split("/")[1] if held else _NO_CLUSTER
    known = variables if isinstance(variables, dict) else {}
    for name, found in connections(known, complete=True, elsewhere=_beside(document)):
        clients = clients_of(document, document.address) if held else ()
        facts = upstream(found, clients, document, namespace)
        yield at(document, facts, f"connection/{name}", document.lines.get(name))


def _beside(document: Document) -> frozenset[str]:
    """Names in other files and profiles of the same folder or config map, which may be of the same application."""
    return frozenset(
        name
        for address, names in beside(document, _by_home).get(_home(document), ())
        if address != document.address
        for name in names
    )


def _by_home(document: Document) -> dict[_Home, list[tuple[str, frozenset[str]]]]:
    found: dict[_Home, list[tuple[str, frozenset[str]]]] = {}
    for other in document.surroundings.of_type("application:settings"):
        names = other.get("properties")
        known = frozenset(names) if isinstance(names, dict) else frozenset()
        found.setdefault(_home(other), []).append((other.address, known))
    return found


def _home(document: Document) -> _Home:
    if document.address.startswith(_HOLDERS):
        return document.address.partition(":")[0], ""
    return "", str(PurePath(str(document.origin.file)).parent)
