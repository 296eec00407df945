"""CloudHSM clusters.

AWS CloudHSM User Guide, "AWS CloudHSM cluster modes" (hsm1.medium only runs in FIPS mode; hsm2m.medium in
the one that is chosen), API reference, CreateCluster (one subnet an availability zone). Terraform registry,
``aws_cloudhsm_v2_cluster``, ``aws_cloudhsm_v2_hsm`` (a subnet or a zone); how long backups are kept is no argument.
``module_count`` is none of Terraform: a live inventory sees every module of a cluster, so that none there means none.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Hsm
from pcicheck.model.resource import Resource
from pcicheck.model.value import NOT_STATED, Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.tenants import tenant_of

_CURRENT = ("hsm2m.medium",)
_ENOUGH = 2
_NONE_HERE = Unknown("not every module of the cluster is in this input; others may be made elsewhere")


def cluster(document: Document) -> Iterator[Resource]:
    """A CloudHSM cluster with its modules."""
    modules = list(document.all_sidecars("aws_cloudhsm_v2_hsm"))
    model = document.text("hsm_type")
    places = _places(modules)
    facts = Hsm(
        hsm_count=_known_least(document, len(modules), _unsure(modules)),
        zones=(*sorted(places.zones), *sorted(places.subnets)) if modules or _is_empty(document) else _NONE_HERE,
        zone_count=_zone_count(document, places),
        model=model,
        current=model if model is None or isinstance(model, Unknown) else model in _CURRENT,
        validated_mode=_validated(document, model),
        backup_days=NOT_STATED,
        tenant=tenant_of(document),
    )
    names = (document.text("id"), document.text("cluster_id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


class _Places(Struct):
    """Where the modules of a cluster stand."""

    zones: set[str]
    """Zones that are known."""
    subnets: set[str]
    """Subnets of modules whose zone is not known yet: a cluster has one subnet a zone."""
    lost: bool
    """Whether nothing is known of the place of some module."""


def _places(modules: list[Document]) -> _Places:
    found = _Places(set(), set(), False)
    for module in modules:
        subnet = module.follow("subnet_id", "aws_subnet")
        zone = module.text("availability_zone", subnet.text("availability_zone") if subnet else None)
        name = subnet.address if subnet else module.text("subnet_id")
        if isinstance(zone, str):
            found.zones.add(zone)
        elif isinstance(name, str):
            found.subnets.add(name)
        else:
            found.lost = True
    return found


def _zone_count(document: Document, places: _Places) -> Fact[int]:
    """How many zones there are, or the least there can be where a subnet may lie in a zone that is named too."""
    unsure = None
    if places.lost:
        unsure = Unknown("the zone of a module is not known")
    elif places.zones and places.subnets:
        unsure = Unknown("a subnet may lie in the zone of another module")
    return _known_least(document, max(len(places.zones), len(places.subnets)), unsure)


def _is_empty(document: Document) -> bool:
    """Whether the cluster is known to hold no module."""
    return document.number("module_count") == 0


def _known_least(document: Document, count: int, unsure: Unknown | None) -> Fact[int]:
    """A count of which at least so many are known; where there may be more, fewer than two say nothing."""
    if _is_empty(document):
        return count
    if isinstance(document.values, Unknown) or count == 0:
        unsure = unsure or _NONE_HERE
    return unsure if unsure is not None and count < _ENOUGH else count


def _unsure(modules: list[Document]) -> Unknown | None:
    return next((module.values for module in modules if isinstance(module.values, Unknown)), None)


def _validated(document: Document, model: str | None | Unknown) -> Fact[bool]:
    if isinstance(model, str) and model.startswith("hsm1."):
        return True
    mode = document.text("mode", Unknown("no mode is written, and the service demands one for this hardware"))
    return mode if mode is None or isinstance(mode, Unknown) else mode == "FIPS"
