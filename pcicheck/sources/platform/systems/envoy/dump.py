"""The objects of a document of Envoy in the one form of ``shape``, whatever they are wrapped in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.envoy import type_of
from pcicheck.model.value import Unknown
from pcicheck.sources.platform.systems.envoy.places import Step

Path = tuple[Step, ...]


class Found(Struct):
    """One object and where it stands."""

    type: str
    name: str | None
    values: dict[str, Any]
    path: Path


Items = Iterator[Found | str]
"""Objects, and sentences about what could not be read."""

_RESOURCES = {
    "envoy.config.listener.v3.Listener": "envoy:listener",
    "envoy.config.cluster.v3.Cluster": "envoy:cluster",
    "envoy.config.route.v3.RouteConfiguration": "envoy:routes",
    "envoy.extensions.transport_sockets.tls.v3.Secret": "envoy:secret",
    "envoy.config.endpoint.v3.ClusterLoadAssignment": "envoy:endpoints",
    "envoy.config.core.v3.TypedExtensionConfig": "envoy:extension",
}
_IGNORED = (
    "envoy.service.runtime.v3.Runtime",
    "envoy.config.route.v3.ScopedRouteConfiguration",
    "envoy.admin.v3.ScopedRoutesConfigDump",
    "envoy.admin.v3.ListenersConfigDump.DynamicListenerState",
)
"""Messages that decide nothing that is asked here."""
_DUMPS: dict[str, tuple[str, ...]] = {
    "ListenersConfigDump": (
        "static_listeners/listener",
        "dynamic_listeners/active_state.listener",
        "dynamic_listeners/warming_state.listener",
    ),
    "ClustersConfigDump": (
        "static_clusters/cluster",
        "dynamic_active_clusters/cluster",
        "dynamic_warming_clusters/cluster",
    ),
    "RoutesConfigDump": ("dynamic_route_configs/route_config",),
    "SecretsConfigDump": ("static_secrets/secret", "dynamic_active_secrets/secret"),
    "EndpointsConfigDump": ("static_endpoint_configs/endpoint_config", "dynamic_endpoint_configs/endpoint_config"),
    "EcdsConfigDump": ("ecds_filters/ecds_filter",),
}
"""Sections of a dump: the lists in them, and where in an entry the object stands. The routes that stand in a listener
come with it."""
_ENTRIES = {
    "StaticListener": "listener",
    "DynamicListener": "active_state.listener",
    "StaticCluster": "cluster",
    "DynamicCluster": "cluster",
    "DynamicRouteConfig": "route_config",
    "StaticSecret": "secret",
    "DynamicSecret": "secret",
}
"""Single entries, as ``/config_dump?resource=…`` prints them."""


_STATIC = {
    "listeners": ("envoy:listener", "ListenersConfigDump"),
    "clusters": ("envoy:cluster", "ClustersConfigDump"),
    "secrets": ("envoy:secret", "SecretsConfigDump"),
}
"""Lists of a bootstrap: what is in them, and the section of a dump that tells it again."""
_INSIDE = {"listeners", "clusters", "secrets", "filter_chains", "filters", "http_filters"}
"""What never stands at the top of a bootstrap."""


def found_in(values: Any) -> Items:
    """Everything in a document."""
    if isinstance(values, Unknown):
        return  # said of the whole document already
    for key in ("configs", "resources"):
        listed = values.get(key)
        if isinstance(listed, list) and "static_resources" not in values:
            dumped = frozenset(type_of(item).rpartition(".")[2] for item in listed)
            for number, item in enumerate(listed):
                yield from _typed(item, (key, number), dumped)
            return
    yield from _typed(values, (), frozenset()) if type_of(values) else _bootstrap(values, (), frozenset())


def _typed(message: Any, path: Path, dumped: frozenset[str]) -> Items:
    """A message that says what it is."""
    name = type_of(message)
    last = name.rpartition(".")[2]
    if name in _RESOURCES:
        yield _object(_RESOURCES[name], message, path)
    elif name == "envoy.config.bootstrap.v3.Bootstrap":
        yield from _bootstrap(message, path, dumped)
    elif last == "BootstrapConfigDump":
        yield from _bootstrap(message.get("bootstrap"), (*path, "bootstrap"), dumped | {"BootstrapConfigDump"})
    elif last in _DUMPS:
        for place in _DUMPS[last]:
            listed, _, inner = place.partition("/")
            yield from _section(message, listed, inner, path)
    elif last in _ENTRIES:
        yield from _entry(message, _ENTRIES[last], path, "")
    elif name.endswith((".DiscoveryResponse", "discovery.v3.Resource")):
        yield from _wrapped(message, path, dumped)
    elif name and name not in _IGNORED:
        yield f"'{name}' is a type that pcicheck does not know, so it is not judged"
    elif isinstance(message, dict) and not name:
        yield "a resource without '@type', which Envoy does not load; write the type URL of its message"


def _wrapped(message: dict[str, Any], path: Path, dumped: frozenset[str]) -> Items:
    if isinstance(message.get("resource"), dict):
        yield from _typed(message["resource"], (*path, "resource"), dumped)
    listed = message.get("resources")
    for number, item in enumerate(listed if isinstance(listed, list) else ()):
        yield from _typed(item, (*path, "resources", number), dumped)


def _section(dump: dict[str, Any], listed: str, inner: str, path: Path) -> Items:
    entries = dump.get(listed)
    state = "warming" if "warming" in listed + inner else ""
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        yield from _entry(entry, inner, (*path, listed, number), state)


def _entry(entry: Any, inner: str, path: Path, state: str) -> Items:
    """The object of one entry. What only drains, or what Envoy refused, is not in force."""
    for step in inner.split("."):
        entry = entry.get(step) if isinstance(entry, dict) else None
        path = (*path, step)
    name = type_of(entry)
    if name in _RESOURCES:
        yield _object(_RESOURCES[name], entry, path, state)
    elif name:
        yield f"'{name}' is a type that pcicheck does not know, so it is not judged"


def _bootstrap(values: Any, path: Path, dumped: frozenset[str]) -> Items:
    """What Envoy starts with. Of a dump, what a section of its own repeats is left to that section."""
    if not isinstance(values, dict):
        return
    lost = next((key for key in values if key in _INSIDE), None)
    if lost is not None:
        yield f"'{lost}' stands beside static_resources and not in it, which Envoy does not load; mend the indentation"
    yield from _static(values.get("static_resources"), (*path, "static_resources"), dumped)
    if isinstance(values.get("admin"), (dict, Unknown)):
        admin = values["admin"] if isinstance(values["admin"], dict) else {"address": values["admin"]}
        yield Found("envoy:admin", None, admin, (*path, "admin"))
    if "BootstrapConfigDump" in dumped:
        yield Found("envoy:node", None, {"node": values.get("node")}, (*path, "node"))
    elif _from_elsewhere(values):
        yield (
            "its listeners come from a control plane while Envoy runs; "
            "scan what the administration address prints at /config_dump too"
        )


def _static(static: Any, path: Path, dumped: frozenset[str]) -> Items:
    """What stands in the file that Envoy starts with."""
    if static is not None and not isinstance(static, dict):
        yield f"static_resources is {_said(static)}, so nothing of it is judged"
    for key, (kind, section) in _STATIC.items():
        listed = static.get(key) if isinstance(static, dict) and section not in dumped else None
        items = [listed] if isinstance(listed, dict) else listed
        if items is not None and not isinstance(items, list):
            yield f"{key} is {_said(items)}, so nothing of it is judged"
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield _object(kind, item, (*path, key, number))
            else:
                yield f"an entry of {key} is {_said(item)}, so it is not judged"


def _said(value: Any) -> str:
    return f"not known ({value.reason})" if isinstance(value, Unknown) else "no message, which Envoy does not load"


def _from_elsewhere(bootstrap: dict[str, Any]) -> bool:
    """Whether listeners come over the network, and none from this file or one that can be scanned as well."""
    static, dynamic = bootstrap.get("static_resources"), bootstrap.get("dynamic_resources")
    source = dynamic.get("lds_config") if isinstance(dynamic, dict) else None
    own = isinstance(static, dict) and static.get("listeners")
    return not own and isinstance(source, dict) and not {"path", "path_config_source"} & source.keys()


def _object(kind: str, values: dict[str, Any], path: Path, state: str = "") -> Found:
    number = next((step for step in reversed(path) if isinstance(step, int)), 0)
    name = _NAMES.get(kind, _by_name)(values) or _by_name(values) or str(number)
    return Found(kind, f"{name} ({state})" if state else name, values, path)


def _by_name(values: dict[str, Any]) -> str:
    name = values.get("name")
    return name if isinstance(name, str) else ""


def _by_address(values: dict[str, Any]) -> str:
    """The address of a listener that has no name, which Envoy would give a random one."""
    address = values.get("address")
    socket = address.get("socket_address") if isinstance(address, dict) else None
    if _by_name(values) or not isinstance(socket, dict):
        return ""
    return f"{socket.get('address')}:{socket.get('port_value', socket.get('named_port'))}"


def _by_cluster(values: dict[str, Any]) -> str:
    name = values.get("cluster_name")
    return name if isinstance(name, str) else ""


_NAMES: dict[str, Callable[[dict[str, Any]], str]] = {"envoy:listener": _by_address, "envoy:endpoints": _by_cluster}
