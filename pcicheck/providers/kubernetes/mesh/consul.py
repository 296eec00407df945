"""Intentions of Consul, which services of the mesh may call which, and the settings of its mesh.

Consul documentation, "Service intentions configuration entry" (``ServiceIntentions`` on Kubernetes): each source has an
``action`` of its own, or ``permissions`` with methods and paths; the name ``*`` stands for every service.
"Mesh configuration entry": ``tls.incoming.tlsMinVersion`` is ``TLS_AUTO``, ``TLSv1_0`` … ``TLSv1_3``; what TLS_AUTO and
nothing mean depends on the version of Envoy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.mesh import Callers, MeshSettings, ServiceGrant
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import sound
from pcicheck.providers.kubernetes.mesh.tokenizing import says_tokenization
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import only

_ALLOWS_NOT = Inapplicable("it allows nothing")
_OWN_TLS = Inapplicable("Consul knows callers by its own mutual TLS alone")
_BY_SERVERS = Inapplicable("what Consul does without an intention is a setting of its servers")
_NOT_HERE = "it is no part of the settings of Consul's mesh"
_BY_ENVOY = Unknown("no lowest TLS version is named, so the version of Envoy decides")
_VERSIONS = {"tlsv1_0": 1.0, "tlsv1_1": 1.1, "tlsv1_2": 1.2, "tlsv1_3": 1.3}
_PATHS = ("pathExact", "pathPrefix", "pathRegex")


def service_intentions(document: Document) -> Iterator[Resource]:
    """Intentions for one destination."""
    manifest = sound(manifest_of(document))
    sources = manifest.blocks("spec.sources")
    name = manifest.text("spec.destination.name")
    each = (Block(sources),) if isinstance(sources, Unknown) else sources
    allowing = [source for source in each if _allows(source) is not False]
    facts = ServiceGrant(
        level="mesh" if name == "*" else "workload",
        action="allow" if allowing else "deny",
        enforced=True,
        everything=False if allowing else _ALLOWS_NOT,
        callers=cast("Callers", tuple(dict.fromkeys(map(_way, allowing))) if allowing else _ALLOWS_NOT),
        methods_named=all_true(*(_named(source, "methods") for source in allowing)) if allowing else _ALLOWS_NOT,
        paths_named=all_true(*(_named(source, *_PATHS) for source in allowing)) if allowing else _ALLOWS_NOT,
        tokenizes=says_tokenization(name if isinstance(name, str) else Unknown("no name"), {}),
        mutual_tls=_OWN_TLS,
        default_denied=_BY_SERVERS,
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def mesh(document: Document) -> Iterator[Resource]:
    """Settings of the whole mesh."""
    manifest = sound(manifest_of(document))
    facts = only(MeshSettings, _NOT_HERE, level="mesh", min_tls=_lowest(manifest))
    yield from made(manifest, facts)
    yield from placed(manifest)


def _lowest(manifest: Manifest) -> float | Unknown:
    written = manifest.text("spec.tls.incoming.tlsMinVersion", "")
    return written if isinstance(written, Unknown) else _VERSIONS.get(str(written).lower(), _BY_ENVOY)


def _allows(source: Block) -> bool | Unknown:
    if isinstance(source.values, Unknown):
        return source.values
    action = source.text("action")
    if action is not None:
        return action if isinstance(action, Unknown) else action.lower() == "allow"
    permissions = source.blocks("permissions")
    if isinstance(permissions, Unknown):
        return permissions
    return any(str(permission.get("action")).lower() == "allow" for permission in permissions)


def _way(source: Block) -> str | Unknown:
    allowed, name = _allows(source), source.text("name")
    if isinstance(allowed, Unknown) or isinstance(name, Unknown):
        return allowed if isinstance(allowed, Unknown) else name  # type: ignore[return-value]
    if name is None:
        return Unknown("a source has no name")
    return "authenticated" if name == "*" else "named"


def _named(source: Block, *fields: str) -> bool | Unknown:
    permissions = source.blocks("permissions")
    if isinstance(permissions, Unknown):
        return permissions
    allowing = [each for each in permissions if str(each.get("action")).lower() == "allow"]
    if not allowing:
        return False
    return all(any(each.get(f"http.{field}") not in (None, [], "", "/") for field in fields) for each in allowing)
