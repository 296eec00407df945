"""Policies of Linkerd: servers, who may call them, and how callers prove who they are.

Linkerd documentation, "Authorization Policy" (API ``policy.linkerd.io``): a port that a ``Server`` selects refuses what
nothing allows unless ``accessPolicy`` says otherwise; a ``ServerAuthorization`` names clients; an
``AuthorizationPolicy`` asks that all of ``requiredAuthenticationRefs`` hold, and lets everyone in where that is empty.
Identities are ``ACCOUNT.NAMESPACE.serviceaccount.identity.CONTROL-PLANE.TRUST-DOMAIN``, with ``*`` for a first part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.mesh import Callers, MeshPolicy, ServiceGrant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import sound
from pcicheck.providers.kubernetes.mesh.callers import ANYONE
from pcicheck.providers.kubernetes.mesh.names import LINKERD_IDENTITIES, LINKERD_NETWORKS
from pcicheck.providers.kubernetes.mesh.tokenizing import says_tokenization
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import word

Ways = tuple[str | Unknown, ...] | Unknown
_BY_GRANT = Inapplicable("who must show a certificate is said by the authorizations of the server")
_OWN_TLS = Inapplicable("Linkerd knows callers by its own mutual TLS alone")
_BY_SERVER = Inapplicable("servers of Linkerd refuse what nothing allows")
_NO_PORTS = Inapplicable("policies of Linkerd make no exceptions for ports")
_WHOLE_SERVER = Inapplicable("it is for whole servers; methods and paths are narrowed by routes")
_BY_ROUTE = Unknown("the route that it is for names methods and paths")
_STRICT = ("deny", "all-authenticated", "cluster-authenticated")


def server(document: Document) -> Iterator[Resource]:
    """A port of some workloads."""
    manifest = sound(manifest_of(document))
    policy = word(manifest, "spec.accessPolicy", "deny")
    strict: Any = policy if isinstance(policy, Unknown) else "strict" if policy in _STRICT else "permissive"
    facts = MeshPolicy(
        level="workload",
        mutual_tls=_BY_GRANT if manifest.get("spec.accessPolicy") is None else strict,
        weaker_ports=_NO_PORTS,
        default_denied=policy if isinstance(policy, Unknown) else policy == "deny",
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def server_authorization(document: Document) -> Iterator[Resource]:
    """Clients of a server, as Linkerd had it before its authorization policies."""
    manifest = sound(manifest_of(document))
    client = manifest.get("spec.client")
    ways = client if isinstance(client, Unknown) else _client(Block(client if isinstance(client, dict) else {}))
    named = manifest.text("spec.server.name")
    yield from _grant(manifest, manifest.values if isinstance(manifest.values, Unknown) else ways, named, _WHOLE_SERVER)


def _client(client: Block) -> Ways:
    open_to_all = client.flag("unauthenticated", False)
    if open_to_all is not False:
        return open_to_all if isinstance(open_to_all, Unknown) else _networks(client.blocks("networks"))
    inner = client.get("meshTLS")
    if isinstance(inner, Unknown):
        return inner
    tls = Block(inner if isinstance(inner, dict) else {})
    any_tls = tls.flag("unauthenticatedTLS", False)
    if any_tls is not False:
        return any_tls if isinstance(any_tls, Unknown) else _networks(client.blocks("networks"))
    return _identities(tls.texts("identities"), tls.blocks("serviceAccounts"))


def _networks(networks: tuple[Block, ...] | Unknown) -> Ways:
    if isinstance(networks, Unknown):
        return networks
    ranges = [network.text("cidr", "") or "" for network in networks]
    wide = internet(ranges) if ranges else True
    return (wide,) if isinstance(wide, Unknown) else (ANYONE if wide else "network",)


def _identities(identities: tuple[str | Unknown, ...] | Unknown, references: tuple[Block, ...] | Unknown) -> Ways:
    if isinstance(identities, Unknown) or isinstance(references, Unknown):
        return identities if isinstance(identities, Unknown) else references  # type: ignore[return-value]
    ways: list[str | Unknown] = [one if isinstance(one, Unknown) else _identity(one) for one in identities]
    ways += ["namespace" if each.get("kind") == "Namespace" else "named" for each in references]
    return tuple(dict.fromkeys(ways)) or Unknown("no client is named that can be read")


def _identity(identity: str) -> str:
    if not identity.startswith("*"):
        return "named"
    parts = identity.split(".")
    if identity == "*":
        return "authenticated"
    return "namespace" if len(parts) > 3 and parts[2] == "serviceaccount" else "pattern"


def authorization_policy(document: Document) -> Iterator[Resource]:
    """Who may call a server, a route of it or everything in a namespace."""
    manifest = sound(manifest_of(document))
    references = manifest.blocks("spec.requiredAuthenticationRefs")
    target = manifest.text("spec.targetRef.name")
    narrowed = _BY_ROUTE if "Route" in str(manifest.get("spec.targetRef.kind")) else _WHOLE_SERVER
    ways = references if isinstance(references, Unknown) else _all_of(manifest, references)
    yield from _grant(manifest, ways, target, narrowed)


def _all_of(manifest: Manifest, references: tuple[Block, ...]) -> Ways:
    """Whom several proofs leave that must all be given: the narrowest of them."""
    if not references:
        return (ANYONE,)
    found = [_reference(manifest, reference) for reference in references]
    known = [ways for ways in found if not isinstance(ways, Unknown)]
    best = min(known, key=_widest, default=())
    unsure = next((ways for ways in found if isinstance(ways, Unknown)), None)
    return unsure if unsure is not None and best != ("named",) else best


_ORDER = ("named", "namespace", "pattern", "authenticated", "network", ANYONE)


def _widest(ways: tuple[str | Unknown, ...]) -> int:
    return max((_ORDER.index(way) if way in _ORDER else len(_ORDER) for way in ways), default=0)


def _reference(manifest: Manifest, reference: Block) -> Ways:
    kind, name = reference.text("kind"), reference.text("name")
    if kind == "ServiceAccount":
        return ("named",)
    place = reference.text("namespace", manifest.namespace)
    native = {"MeshTLSAuthentication": LINKERD_IDENTITIES, "NetworkAuthentication": LINKERD_NETWORKS}.get(str(kind))
    for other in objects(manifest.document, native) if native else ():
        if other.name == name and other.namespace == place:
            if native == LINKERD_NETWORKS:
                return _networks(other.blocks("spec.networks"))
            return _identities(other.texts("spec.identities"), other.blocks("spec.identityRefs"))
    shown = " ".join(text for text in (kind, name) if isinstance(text, str)) or "something without a name"
    return Unknown(f"it asks for {shown}, which is not in this input")


def _grant(manifest: Manifest, ways: Ways, target: str | None | Unknown, narrowed: Any) -> Iterator[Resource]:
    everyone = ways if isinstance(ways, Unknown) else ANYONE in ways
    facts = ServiceGrant(
        level="namespace" if manifest.get("spec.targetRef.kind") == "Namespace" else "workload",
        action="allow",
        enforced=True,
        everything=False if everyone is True and narrowed is _BY_ROUTE else everyone,
        callers=cast("Callers", ways),
        methods_named=narrowed,
        paths_named=narrowed,
        tokenizes=says_tokenization(target if isinstance(target, str) else Unknown("no name"), {}),
        mutual_tls=_OWN_TLS,
        default_denied=_BY_SERVER,
    )
    yield from made(manifest, facts)
    yield from placed(manifest)
