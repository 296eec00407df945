"""How strictly Istio asks callers for certificates: peer authentication and what is inherited of it.

Istio documentation, "PeerAuthentication" (API ``security.istio.io`` v1beta1 and v1) and "Authentication Policy": a
policy with a selector holds for the workloads that fit it, before one of their namespace, before one of the root
namespace, which is for the whole mesh. ``UNSET``, or no mode, inherits; where nothing is set at all the mode is
``PERMISSIVE``. ``portLevelMtls`` only counts beside a selector. Of several policies of one level the oldest is obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.mesh import MeshPolicy, MutualTls
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import Labels, Selector, fits, mesh, selector_of, sound
from pcicheck.providers.kubernetes.mesh.names import ENVOY_FILTER, PEER_AUTHENTICATION
from pcicheck.providers.kubernetes.mesh.waivers import of_callers
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import word

Mode = MutualTls | None | Unknown
Ports = tuple[tuple[str, Mode], ...] | Unknown

NO_POLICY = Unknown(
    "no policy of this input sets it, and whether the mesh has one is not to be seen; without one plain text is taken"
)
_CONFLICT = Unknown(
    "policies of the same level contradict each other; Istio obeys the oldest, and files do not say which"
)
_LOST = Unknown("the namespace of a PeerAuthentication of this input is not known")
_BY_WORKLOAD = Inapplicable("exceptions of ports only count in policies for some workloads")
_OF_DEFAULT = Inapplicable("what is refused by default is a matter of authorization policies")
_MODES: dict[str, MutualTls | None] = {
    "": None,
    "unset": None,
    "strict": "strict",
    "permissive": "permissive",
    "disable": "disabled",
}


class Peer(Struct, frozen=True):
    """One policy."""

    place: str | Unknown
    selector: Selector
    mode: Mode
    ports: Ports
    created: str = ""


class Force(Struct, frozen=True):
    """What is in force somewhere."""

    mode: MutualTls | Unknown
    weaker: tuple[str | Unknown, ...] | Unknown = ()


def peer_authentication(document: Document) -> Iterator[Resource]:
    """A peer authentication policy, with the mode that it inherits where it sets none."""
    manifest = sound(manifest_of(document))
    own, root = _peer(manifest), mesh(document).root
    of_mesh = own.place == root and own.selector is None
    level = "workload" if own.selector is not None else "mesh" if of_mesh else "namespace"
    facts = MeshPolicy(
        level=own.selector if isinstance(own.selector, Unknown) else cast("Any", level),
        mutual_tls=own.mode or (_inherited(own, document, level)),
        weaker_ports=_BY_WORKLOAD if own.selector is None else _weaker(own.ports),
        default_denied=_OF_DEFAULT,
    )
    yield from made(manifest, facts)
    yield from of_callers(manifest, own.mode)
    yield from placed(manifest)


def _inherited(own: Peer, document: Document, level: str) -> MutualTls | Unknown:
    if isinstance(own.place, Unknown):
        return own.place
    if level == "mesh":
        return "permissive"
    above = mesh(document).root if level == "namespace" else own.place
    return in_force(document, above, None, absent=own.place).mode


def in_force(document: Document, namespace: str | Unknown, labels: Labels | None, absent: str | None = None) -> Force:
    """What holds for a workload with some labels, or for a namespace where ``labels`` is ``None``.

    ``absent`` names the namespace that must be described for policies to count as missing, if that is another one.
    """
    if isinstance(namespace, Unknown):
        return Force(namespace, namespace)
    around, places = mesh(document), beside(document, _all)
    lost = next((peer.place for peer in places.get(None, ()) if isinstance(peer.place, Unknown)), None)
    near = dict.fromkeys((namespace, around.root if isinstance(around.root, str) else namespace))
    peers = [peer for place in near for peer in places.get(place, ())]
    chosen, unsure = _chosen(peers, around.root, labels)
    modes = [peer.mode for peer in chosen if peer is not None and peer.mode is not None]
    weaker = _weaker(chosen[0].ports) if chosen[0] is not None else ()
    doubt = lost or unsure or beside(document, _patched)
    if doubt:
        return Force(doubt, weaker or doubt)
    if modes:
        return Force(modes[0], weaker)
    return Force("permissive" if around.describes(absent or namespace) else NO_POLICY, weaker)


def _chosen(
    peers: Iterable[Peer], root: str | Unknown, labels: Labels | None
) -> tuple[list[Peer | None], Unknown | None]:
    """The policy that counts at each level, the nearest first, and what keeps one from telling."""
    levels: tuple[list[Peer], list[Peer], list[Peer]] = ([], [], [])
    unsure: Unknown | None = None
    for peer in peers:
        if peer.selector is None:
            levels[2 if peer.place == root else 1].append(peer)
        elif labels is not None:
            fit = fits(peer.selector, labels)
            if fit is True:
                levels[0].append(peer)
            unsure = fit if isinstance(fit, Unknown) else unsure
    return [_oldest(level) for level in levels], unsure


def _oldest(peers: list[Peer]) -> Peer | None:
    if len(peers) < 2:
        return peers[0] if peers else None
    if all(peer.created for peer in peers):
        return min(peers, key=lambda peer: peer.created)
    first = peers[0]
    alike = all(peer.mode == first.mode and peer.ports == first.ports for peer in peers)
    return first if alike else Peer(first.place, None, _CONFLICT, _CONFLICT)


def _weaker(ports: Ports) -> tuple[str | Unknown, ...] | Unknown:
    """Ports whose own mode is less than strict."""
    if isinstance(ports, Unknown):
        return ports
    weaker = tuple(port for port, mode in ports if mode in ("permissive", "disabled"))
    return weaker or next((mode for _, mode in ports if isinstance(mode, Unknown)), weaker)


def _all(document: Document) -> dict[str | None, list[Peer]]:
    """Every policy by its namespace; those whose namespace is not known under ``None``."""
    found: dict[str | None, list[Peer]] = {}
    for peer in (_peer(sound(manifest)) for manifest in objects(document, PEER_AUTHENTICATION)):
        found.setdefault(peer.place if isinstance(peer.place, str) else None, []).append(peer)
    return found


def _peer(manifest: Manifest) -> Peer:
    created = manifest.text("metadata.creationTimestamp", "")
    place = manifest.values if isinstance(manifest.values, Unknown) else manifest.namespace
    return Peer(
        _LOST if isinstance(place, Unknown) else place,
        selector_of(manifest),
        mode_of(manifest, "spec.mtls.mode"),
        _ports(manifest),
        created if isinstance(created, str) else "",
    )


def mode_of(block: Block, path: str) -> Mode:
    """A mode as Istio names it; ``None`` where it is left to what stands above."""
    found = word(block, path, "")
    if isinstance(found, Unknown):
        return found
    return _MODES[found] if found in _MODES else Unknown(f"'{found}' is no mode that Istio knows")


def _ports(manifest: Manifest) -> Ports:
    found = manifest.get("spec.portLevelMtls")
    if isinstance(found, Unknown):
        return found
    each = found.items() if isinstance(found, dict) else ()
    return tuple(
        (str(port), mode_of(Block(value if isinstance(value, (dict, Unknown)) else {}), "mode")) for port, value in each
    )


def _patched(document: Document) -> Unknown | None:
    """Whether a raw patch of the proxies' TLS settings is in the input, which may take back what policies say."""
    for patch in objects(document, ENVOY_FILTER):
        text = str(patch.get("spec.configPatches", ""))
        if "transport_socket" in text or "transportSocket" in text:
            return Unknown(f"EnvoyFilter {patch.name} writes TLS settings of the proxies by hand")
    return None
