"""Clusters of Envoy: the connections that it opens.

``config.cluster.v3.Cluster``: plain text without a transport socket; ``transport_socket_matches`` choose one by the
labels of an endpoint, the first that fits, else ``transport_socket``. ``auto_sni_san_validation`` and
``auto_san_validation`` compare the server's name with the one that was called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.connecting.connection import other_end
from pcicheck.providers.envoy.addresses import host_and_port, is_local
from pcicheck.providers.envoy.beside import beside, found
from pcicheck.providers.envoy.chains import chains_of, clusters_of, leads_nowhere
from pcicheck.providers.envoy.messages import kind_of
from pcicheck.providers.envoy.peers import Peer, peer_of
from pcicheck.providers.envoy.sockets import PLAIN, Socket, socket_of
from pcicheck.providers.envoy.tls import lowest_version, presents_certificate

_LOCAL = Inapplicable("it leads to the same machine only")
_NOWHERE = Inapplicable("it leads nowhere")
_GATHERS = Inapplicable("it only gathers other clusters")
_PASSED = Inapplicable("bytes are passed through unread, so encryption ends behind it")
_NO_TLS = Inapplicable("the connection is not encrypted")
_ORIGINAL = Unknown("it leads to where the caller meant to go, on which bytes may be encrypted already")
_BY_LABEL = Unknown("labels of its endpoints decide which of them are called without TLS")
_ALTS = Unknown("ALTS proves both sides to each other in a way of its own")
_FACTS = ("encrypted", "min_tls", "verified", "presents_certificate", "name_checked")
_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"


def cluster(document: Document) -> Iterator[Resource]:
    """A cluster."""
    facts = _facts(document)
    found = {host_and_port(address) for address in _addresses(document)}
    named = found.pop() if len(found) == 1 else None
    yield resource(document, Upstream(**facts, to=other_end(facts["encrypted"], named)))


def _facts(document: Document) -> dict[str, Any]:
    if kind_of(document.get("cluster_type.typed_config")) == "ClusterConfig" and _is_aggregate(document):
        return dict.fromkeys(_FACTS, _GATHERS)
    sockets = _sockets(document)
    if isinstance(sockets, Unknown):
        return dict.fromkeys(_FACTS, sockets)
    if all(socket == PLAIN for socket in sockets):
        plain = _why_plain(document)
        return dict.fromkeys(_FACTS, _NO_TLS if plain is False else plain) | {"encrypted": plain}
    secure = [socket for socket in sockets if socket.does in ("tls", "starts_tls")]
    if not secure:
        return dict.fromkeys(_FACTS, _ALTS) | {"encrypted": True}
    return _tls(secure, document) | {"encrypted": _BY_LABEL if PLAIN in sockets else True}


def _is_aggregate(document: Document) -> bool:
    return "aggregate" in str(document.get("cluster_type.typed_config.@type") or document.get("cluster_type.name"))


def _sockets(document: Document) -> list[Socket] | Unknown:
    """Every transport socket that some endpoint may be called by."""
    matches = document.blocks("transport_socket_matches")
    if isinstance(matches, Unknown):
        return matches
    if document.get("transport_socket_matcher") is not None:
        return Unknown("a matcher chooses among its transport sockets, which is not judged")
    every = [socket_of(match) for match in matches]
    if not any(match.get("match") in (None, {}) for match in matches):
        every.append(socket_of(document))
    unknown = next((socket for socket in every if isinstance(socket, Unknown)), None)
    return unknown or [socket for socket in every if not isinstance(socket, Unknown)]


def _tls(sockets: list[Socket], document: Document) -> dict[str, Any]:
    peers = [peer_of(socket.context, document) for socket in sockets]
    versions = [lowest_version(socket, document, server=False) for socket in sockets]
    known = [version for version in versions if not isinstance(version, Unknown)]
    unsure = next((version for version in versions if isinstance(version, Unknown)), None)
    verified = all_true(*(_verified(peer) for peer in peers))
    named = [_named(peer, socket, document) for peer, socket in zip(peers, sockets, strict=True)]
    return {
        "min_tls": unsure if unsure is not None and min(known, default=2) >= 1.2 else min(known),
        "verified": verified,
        "presents_certificate": all_true(*(presents_certificate(socket.context) for socket in sockets)),
        "name_checked": Inapplicable("the server's certificate is not checked")
        if verified is False
        else all_true(*named),
    }


def _verified(peer: Peer | None | Unknown) -> bool | Unknown:
    """Whether a server must have a certificate that something vouches for."""
    if peer is None or isinstance(peer, Unknown):
        return peer or False
    return peer.anchor if isinstance(peer.anchor, Unknown) else peer.anchor is not None


def _named(peer: Peer | None | Unknown, socket: Socket, document: Document) -> bool | Unknown:
    """Whether the server's certificate must carry its name."""
    if isinstance(peer, Unknown):
        return peer
    options = document.get("typed_extension_protocol_options")
    http = Block(options.get(_OPTIONS) or {}) if isinstance(options, dict) else Block({})
    return any_true(
        socket.context.flag("auto_sni_san_validation", False),
        http.flag("upstream_http_protocol_options.auto_san_validation", False),
        peer.named if peer else False,
    )


def _why_plain(document: Document) -> Fact[bool]:
    """Whether a connection without TLS matters: false where it does."""
    kind = str(document.get("type") or document.get("cluster_type.name") or "STATIC").upper()
    if "ORIGINAL_DST" in kind or kind == "4":
        return _ORIGINAL
    addresses = list(_addresses(document))
    local = all_true(*(is_local(address) for address in addresses)) if addresses else False
    if local is True:
        return _LOCAL
    if leads_nowhere(document):
        return _NOWHERE
    name = document.get("name")
    uses = beside(document, _uses).get(name) if isinstance(name, str) else None
    if uses == {"passed"}:
        return _PASSED
    return local if isinstance(local, Unknown) and not _is_name(addresses) else False


def _is_name(addresses: list[Any]) -> bool:
    """Whether some endpoint is known to be called by a name, which is never that of the same machine alone."""
    return any(
        isinstance(Block(item).get("socket_address.address"), str) for item in addresses if isinstance(item, dict)
    )


def _addresses(document: Document) -> Iterator[Any]:
    """Addresses of the endpoints, those of the discovery service where they are at hand."""
    sent = found(document, "envoy:endpoints", document.get("eds_cluster_config.service_name") or document.get("name"))
    assigned = document.get("load_assignment") or (sent.values if sent else None)
    groups = Block(assigned or {}).blocks("endpoints")
    for group in () if isinstance(groups, Unknown) else groups:
        endpoints = group.blocks("lb_endpoints")
        for endpoint in () if isinstance(endpoints, Unknown) else endpoints:
            yield endpoint.get("endpoint.address")
    old = document.get("hosts")
    yield from old if isinstance(old, list) else ()


def _uses(document: Document) -> dict[str, set[str]]:
    """What listeners lead into each cluster: ``passed`` bytes, or something else."""
    uses: dict[str, set[str]] = {}
    for listener in document.surroundings.of_type("envoy:listener"):
        chains = chains_of(listener)
        for chain in () if isinstance(chains, Unknown) else chains:
            for filter_ in () if isinstance(chain.filters, Unknown) else chain.filters:
                proxied = clusters_of(filter_.config) if filter_.kind == "TcpProxy" else iter(())
                for name in proxied:
                    uses.setdefault(name, set()).add(str(chain.carries))
            for manager in chain.managers:
                for name in _routed(manager.routes):
                    uses.setdefault(name, set()).add("requests")
    return uses


def _routed(routes: Block | Unknown) -> Iterator[str]:
    """The clusters that routes name."""
    hosts = () if isinstance(routes, Unknown) else routes.blocks("virtual_hosts")
    for host in () if isinstance(hosts, Unknown) else hosts:
        listed = host.blocks("routes")
        for route in () if isinstance(listed, Unknown) else listed:
            yield from clusters_of(Block(route.get("route") or {}))
