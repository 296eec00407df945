"""Authorization policies of Istio as grants: who may call which services.

Istio documentation, "Authorization Policy": a policy with a selector is for the workloads that fit it, one of the root
namespace is for all namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pcicheck.model.document import Document
from pcicheck.model.kinds.mesh import Callers, ServiceGrant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import Labels, mesh, sound
from pcicheck.providers.kubernetes.mesh.peers import in_force
from pcicheck.providers.kubernetes.mesh.policies import Policy, read
from pcicheck.providers.kubernetes.mesh.standing import ELSEWHERE, default_denied
from pcicheck.providers.kubernetes.mesh.tokenizing import says_tokenization, selects_tokenization
from pcicheck.providers.kubernetes.terraform import manifest_of

_ALLOWS_NOT = Inapplicable("the policy allows nothing")
_AT_GATEWAY = Inapplicable("it is for a gateway, the way in from outside, and not for a service")
_APP_LABELS = ("app", "app.kubernetes.io/name")


def authorization_policy(document: Document) -> Iterator[Resource]:
    """An authorization policy."""
    manifest = sound(manifest_of(document))
    own = read(manifest)
    gateway = _of_gateway(own)
    allows = own.action if isinstance(own.action, Unknown) else own.action == "allow"
    facts = ServiceGrant(
        level=_level(own, document),
        action=cast("Any", own.action),
        enforced=own.enforced,
        everything=_if(allows, own.everything),
        callers=cast("Callers", _if(allows, own.ways)),
        methods_named=_if(allows, own.methods if not own.empty else _ALLOWS_NOT),
        paths_named=_if(allows, own.paths if not own.empty else _ALLOWS_NOT),
        tokenizes=False if gateway is True else _tokenizes(manifest, own),
        mutual_tls=_AT_GATEWAY if gateway is True else in_force(document, own.place, _labels(own)).mode,
        default_denied=_denied_around(own, document),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _tokenizes(manifest: Manifest, own: Policy) -> bool | Unknown:
    targets = manifest.blocks("spec.targetRefs") if own.targets == "service" else ()
    named = () if isinstance(targets, Unknown) else targets
    if any(says_tokenization(str(target.get("name")), {}) is True for target in named):
        return True
    return selects_tokenization(manifest, own.selector)


def _if(allows: bool | Unknown, answer: Any) -> Any:
    if isinstance(allows, Unknown):
        return allows
    return answer if allows else _ALLOWS_NOT


def _labels(own: Policy) -> Labels | None:
    return dict(own.selector) if isinstance(own.selector, tuple) else own.selector


def _level(own: Policy, document: Document) -> Any:
    if _of_gateway(own) is True:
        return "gateway"
    if isinstance(own.selector, Unknown):
        return own.selector
    if own.selector is not None or own.targets:
        return "workload"
    return "mesh" if own.place == mesh(document).root else "namespace"


def _of_gateway(own: Policy) -> bool | Unknown:
    if isinstance(own.targets, Unknown):
        return own.targets
    chosen = own.selector if isinstance(own.selector, tuple) else ()
    return own.targets == "gateway" or any(_marks_gateway(name, str(value)) for name, value in chosen)


def _marks_gateway(name: str, value: str) -> bool:
    """Whether a label is one that the gateways of Istio have, and not one of a service that is called a gateway."""
    if name == "gateway.networking.k8s.io/gateway-name":
        return True
    return "gateway" in value and (name == "istio" or (name in _APP_LABELS and value.startswith("istio-")))


def _denied_around(own: Policy, document: Document) -> Fact[bool]:
    if isinstance(own.place, Unknown):
        return own.place
    if _of_gateway(own) is True:
        return _AT_GATEWAY
    denied = default_denied(document, own.place)
    known = denied is not False or mesh(document).describes(own.place)
    return denied if known else ELSEWHERE
