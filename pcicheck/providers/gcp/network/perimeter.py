"""VPC Service Controls: service perimeters.

Terraform registry, hashicorp/google, ``google_access_context_manager_service_perimeter``: ``status`` is what is
enforced, ``spec`` is tried out only; ``perimeter_type`` is PERIMETER_TYPE_REGULAR, and a bridge has neither services
nor policies. The access level "*" stands for any source, the resource "*" in ``egress_to`` for all resources outside.
Projects and policies may stand as resources of their own beside the perimeter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import ServicePerimeter
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource

_BRIDGE = Inapplicable("a bridge joins perimeters and guards nothing itself")
_TYPE = "google_access_context_manager_service_perimeter"
_ANYBODY = ("ANY_IDENTITY", "ANY_USER_ACCOUNT", "ANY_SERVICE_ACCOUNT")


def perimeter(document: Document) -> Iterator[Resource]:
    """A service perimeter."""
    shape = document.text("perimeter_type", "PERIMETER_TYPE_REGULAR")
    if shape == "PERIMETER_TYPE_BRIDGE":
        facts = ServicePerimeter(enforced=_BRIDGE, services=_BRIDGE, open_ways_in=_BRIDGE, open_ways_out=_BRIDGE)
    else:
        facts = ServicePerimeter(
            enforced=_enforced(document),
            services=document.texts("status.restricted_services"),
            open_ways_in=_open(document, "ingress", _lets_anyone_in),
            open_ways_out=_open(document, "egress", _lets_data_out),
        )
    yield resource(document, facts, names=(document.text("name"), document.text("id")))


def _enforced(document: Document) -> bool | Unknown:
    inside = document.has("status.resources")
    if document.sidecar(f"{_TYPE}_resource") is not None:
        inside = True
    return all_true(inside, document.has("status.restricted_services"))


def _open(document: Document, way: str, judge: Callable[[Block], bool | Unknown]) -> Fact[bool]:
    blocks = document.blocks(f"status.{way}_policies")
    if isinstance(blocks, Unknown):
        return blocks
    policies: list[Block] = [*blocks, *document.all_sidecars(f"{_TYPE}_{way}_policy")]
    return any_true(*(judge(policy) for policy in policies))


def _lets_anyone_in(policy: Block) -> bool | Unknown:
    sources = policy.blocks("ingress_from.sources")
    if isinstance(sources, Unknown):
        return sources
    levels = (source.text("access_level") for source in sources)
    anywhere = any_true(*(level if isinstance(level, Unknown) else level == "*" for level in levels))
    return all_true(anywhere, _anybody(policy, "ingress_from"))


def _lets_data_out(policy: Block) -> bool | Unknown:
    targets = policy.texts("egress_to.resources")
    if isinstance(targets, Unknown):
        return targets
    anything = any_true(*(target if isinstance(target, Unknown) else target == "*" for target in targets))
    return all_true(anything, _anybody(policy, "egress_from"))


def _anybody(policy: Block, path: str) -> bool | Unknown:
    kind = policy.text(f"{path}.identity_type")
    return kind if isinstance(kind, Unknown) else kind in _ANYBODY
