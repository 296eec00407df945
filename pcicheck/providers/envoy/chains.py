"""Filter chains of a listener of Envoy, each read by itself.

``config.listener.v3.FilterChain``: a chain without filters closes the connection; the default chain is taken only by
what no other fits; ``source_type: SAME_IP_OR_LOOPBACK`` takes connections of the same machine. A TCP proxy without a
transport socket hands bytes on unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.beside import found
from pcicheck.providers.envoy.filters import Filter, filters_of
from pcicheck.providers.envoy.messages import choice
from pcicheck.providers.envoy.requests import Manager, manager_of, redirects
from pcicheck.providers.envoy.sockets import PLAIN, Socket, socket_of

Carries = Literal["tls", "plain", "redirect", "passed", "unread", "nowhere"]
_MANAGERS = ("HttpConnectionManager", "EnvoyMobileHttpConnectionManager")
_PLAIN_PROTOCOLS = (
    *("RedisProxy", "MongoProxy", "ThriftProxy", "DubboProxy", "ZooKeeperProxy", "PostgresProxy", "MySQLProxy"),
    *("DirectResponse", "Echo"),
)


_WAY_ROUND = Unknown("one of its chains hands bytes on unread, so they may be plain text")


class Chain(Struct, frozen=True):
    """One filter chain."""

    name: str
    block: Block
    socket: Socket | Unknown
    carries: Carries | Unknown
    """``tls``, ``plain``, ``redirect`` (plain requests that get a redirect only) or ``passed`` (bytes not read). While
    chains are put together also ``unread`` (passed, and not sure to be anybody's TLS) and ``nowhere``."""
    filters: tuple[Filter, ...] | Unknown
    managers: tuple[Manager, ...]
    """The HTTP connection managers among the filters: one or none."""


def chains_of(document: Document) -> tuple[Chain, ...] | Unknown:
    """The chains that others than programs of the same machine can take."""
    blocks = document.blocks("filter_chains")
    default = document.block("default_filter_chain")
    if isinstance(blocks, Unknown) or isinstance(default, Unknown):
        return blocks if isinstance(blocks, Unknown) else default if isinstance(default, Unknown) else ()
    if document.get("fcds_config") is not None:
        return Unknown("its filter chains are delivered by a discovery service while Envoy runs")
    found_chains = [
        _chain(_name(block, number), block, document)
        for number, block in enumerate(blocks)
        if not _is_closed(block) and not _from_itself(block)
    ]
    by_matcher = document.get("filter_chain_matcher") is not None
    reached = by_matcher or not any(_takes_all(block) for block in blocks)
    if default is not None and not _is_closed(default) and reached:
        found_chains.append(_chain("default", default, document))
    return _together([chain for chain in found_chains if chain.carries != "nowhere"])


def _together(chains: list[Chain]) -> tuple[Chain, ...]:
    """Bytes that one chain hands on unread may be plain text, and a way round the TLS of another."""
    mixed = any(chain.carries == "tls" for chain in chains)
    carries: Carries | Unknown = _WAY_ROUND if mixed else "passed"
    return tuple(replace(chain, carries=carries) if chain.carries == "unread" else chain for chain in chains)


def _name(block: Block, number: int) -> str:
    name = block.text("name")
    return name if isinstance(name, str) else f"chain{number}"


def _is_closed(block: Block) -> bool:
    return isinstance(block.values, dict) and block.get("filters") in (None, [])


def _from_itself(block: Block) -> bool:
    """Whether only connections of the same machine fit."""
    match = block.block("filter_chain_match")
    if not isinstance(match, Block):
        return False
    if choice(match, "source_type", "ANY", "SAME_IP_OR_LOOPBACK", "EXTERNAL") == "SAME_IP_OR_LOOPBACK":
        return True
    ranges = match.blocks("source_prefix_ranges")
    known = () if isinstance(ranges, Unknown) else ranges
    return bool(known) and all(str(item.get("address_prefix")).startswith(("127.", "::1")) for item in known)


def _takes_all(block: Block) -> bool:
    return block.get("filter_chain_match") in (None, {}) and isinstance(block.values, dict)


def _chain(name: str, block: Block, document: Document) -> Chain:
    filters = filters_of(block, "filters", document)
    known = () if isinstance(filters, Unknown) else filters
    managers = tuple(manager_of(filter_, document) for filter_ in known if filter_.kind in _MANAGERS)
    socket = block.values if isinstance(block.values, Unknown) else socket_of(block)
    carries = socket if isinstance(socket, Unknown) else _carries(socket, block, filters, managers, document)
    return Chain(name, block, socket, carries, filters, managers)


def _carries(
    socket: Socket,
    block: Block,
    filters: tuple[Filter, ...] | Unknown,
    managers: tuple[Manager, ...],
    document: Document,
) -> Carries | Unknown:
    if socket.does in ("tls", "alts"):
        return "tls"
    if isinstance(filters, Unknown):
        return filters
    if socket.does == "starts_tls":
        return "tls" if any(_insists(filter_) for filter_ in filters) else "plain"
    if managers:
        only = [redirects(manager) for manager in managers]
        return "redirect" if only == [True] else next((one for one in only if isinstance(one, Unknown)), "plain")
    for filter_ in filters:
        if filter_.kind == "TcpProxy":
            return _proxied(filter_.config, block, document)
        if filter_.kind in _PLAIN_PROTOCOLS:
            return "plain"
    unknown = next((filter_.unknown for filter_ in filters if filter_.unknown), None)
    return unknown or "plain"


def _insists(filter_: Filter) -> bool:
    """Whether a filter that starts TLS refuses callers who do not want it."""
    return choice(filter_.config, "downstream_ssl", "DISABLE", "REQUIRE", "ALLOW") == "REQUIRE"


def _proxied(proxy: Block, block: Block, document: Document) -> Carries | Unknown:
    """What a TCP proxy without TLS of its own carries: nobody's TLS if it adds some on the way out."""
    match = block.block("filter_chain_match")
    wanted = match if isinstance(match, Block) else Block({})
    if wanted.get("transport_protocol") == "tls" or wanted.get("server_names"):
        return "passed"
    dead = False
    for name in clusters_of(proxy):
        cluster = found(document, "envoy:cluster", name)
        if cluster is None:
            return Unknown(f"whether it hands bytes on unread depends on the cluster '{name}', which is not in sight")
        socket = socket_of(cluster)
        if socket != PLAIN:
            return socket if isinstance(socket, Unknown) else "plain"
        dead = leads_nowhere(cluster)
    if dead:
        return "nowhere"
    return "plain" if wanted.get("transport_protocol") == "raw_buffer" else "unread"


def leads_nowhere(cluster: Block) -> bool:
    """Whether a cluster has no endpoints, as those have into which a mesh drops connections."""
    kind = choice(cluster, "type", "STATIC", "STRICT_DNS", "LOGICAL_DNS", "EDS", "ORIGINAL_DST")
    assigned = cluster.get("load_assignment.endpoints")
    return kind == "STATIC" and cluster.get("cluster_type") is None and not assigned and cluster.get("hosts") is None


def clusters_of(proxy: Block) -> Iterator[str]:
    """The clusters that a TCP proxy leads to."""
    name = proxy.get("cluster")
    if isinstance(name, str):
        yield name
    weighted = proxy.blocks("weighted_clusters.clusters")
    for item in () if isinstance(weighted, Unknown) else weighted:
        if isinstance(item.get("name"), str):
            yield item.get("name")


def is_http3(listener: Block) -> bool:
    """Whether a listener speaks QUIC."""
    return listener.get("udp_listener_config.quic_options") is not None


def is_datagrams(listener: Block) -> bool:
    """Whether a listener takes datagrams that are not QUIC."""
    protocol = choice(Block(listener.get("address.socket_address") or {}), "protocol", "TCP", "UDP")
    return protocol == "UDP" and not is_http3(listener) and listener.get("filter_chains") in (None, [])
