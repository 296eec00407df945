"""Declared data flows, put together from what the systems on the way say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from pcicheck.model.kinds.flows import DataFlow
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Inventory, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.scope.declaration import Flow, ScopeDeclaration

Answer = bool | None | Unknown | Inapplicable
_NO_SAY = Inapplicable("it says nothing of this")
_OUTSIDE = Unknown("it stands outside the mesh, and what it speaks by itself is not known here")


def add_flows(declaration: ScopeDeclaration, inventory: Inventory, file: str) -> None:
    """Add a resource for each declared flow to the inventory."""
    inventory.add([_flow(flow, inventory, file) for flow in declaration.flows])


def _flow(flow: Flow, inventory: Inventory, file: str) -> Resource:
    steps = [(step, list(_met(step, inventory))) for step in flow.steps]
    facts = DataFlow(
        carries=flow.carries or None,
        partner=flow.partner,
        encrypted=_along(steps, _encrypted),
        callers_known=_along(steps, _callers_known),
        mutual_tls=_along(steps, _mutual),
    )
    address = f"flow:{flow.name}"
    return Resource(
        facts=facts,
        address=address,
        provider="declared",
        native_type="flow",
        native_address=address,
        origin=Origin(source="scope", file=file, address=address),
        related=tuple(dict.fromkeys(resource.address for _, met in steps for resource in met)),
    )


def _met(step: str, inventory: Inventory) -> Iterator[Resource]:
    """What a step is in the inventory, of the kinds that connections speak of."""
    for resource in inventory.resources:
        if resource.kind in _KINDS and any(fnmatchcase(name, step) for name in _names_of(resource)):
            yield resource


def _names_of(resource: Resource) -> tuple[str, ...]:
    """What a step may call it. One of the connections of a program is a step only where it is named itself: whoever
    names the program means the way to it."""
    if "#connection/" in resource.address:
        return (resource.address,)
    return (resource.address, resource.native_address, *resource.names)


def _along(
    steps: list[tuple[str, list[Resource]]], asks: Callable[[Resource], Answer]
) -> bool | Unknown | Inapplicable:
    """The answer of the weakest step. One of which nothing is known leaves the way unknown."""
    answers: list[bool | Unknown] = []
    for step, met in steps:
        said = [answer for resource in met if not isinstance(answer := asks(resource), Inapplicable)]
        if not met:
            answers.append(Unknown(f"{step} is not among what was scanned"))
        answers += [
            Unknown(f"{step}: {answer.reason}") if isinstance(answer, Unknown) else bool(answer) for answer in said
        ]
    return all_true(*answers) if answers else Inapplicable("no step of it says anything of this")


def _encrypted(resource: Resource) -> Answer:
    facts: Any = resource.facts
    match resource.kind:
        case "endpoint" | "upstream":
            return facts.encrypted  # type: ignore[no-any-return]
        case "broker":
            return _is(facts.client_tls, "required")
        case "mesh_policy" | "mesh_workload":
            return _strict(facts)
        case _:
            return facts.tls_required  # type: ignore[no-any-return]


def _callers_known(resource: Resource) -> Answer:
    facts: Any = resource.facts
    match resource.kind:
        case "endpoint":
            named = facts.callers_named
            named = False if isinstance(named, Inapplicable) else named
            return any_true(_is(facts.client_certificates, "required"), named)
        case "broker":
            return _not(facts.anonymous)
        case "cache":
            return _not(_is(facts.authentication, "none"))
        case "mesh_policy" | "mesh_workload":
            return _strict(facts)
        case _:
            return _NO_SAY


def _mutual(resource: Resource) -> Answer:
    facts: Any = resource.facts
    match resource.kind:
        case "endpoint":
            return _is(facts.client_certificates, "required")
        case "cache":
            return _is(facts.client_certificates, "required")
        case "upstream":
            asked = (facts.encrypted, facts.verified, facts.presents_certificate)
            return all_true(*(fact for fact in asked if not isinstance(fact, Inapplicable)))
        case "mesh_policy" | "mesh_workload":
            return _strict(facts)
        case "broker":
            return _by_certificate(facts.client_authentication)
        case _:
            return facts.client_certificates  # type: ignore[no-any-return]


def _by_certificate(ways: Any) -> Answer:
    """Whether certificates are the only way in which clients prove who they are."""
    return ways if isinstance(ways, (Unknown, Inapplicable)) else bool(ways) and set(ways) == {"certificate"}


_KINDS = ("endpoint", "upstream", "broker", "cache", "database", "mesh_policy", "mesh_workload")


def _strict(facts: Any) -> Answer:
    ports = facts.weaker_ports
    none_weaker = ports if isinstance(ports, Unknown) else not ports or isinstance(ports, Inapplicable)
    strict = _is(facts.mutual_tls, "strict")
    return _OUTSIDE if isinstance(strict, Inapplicable) else all_true(strict, none_weaker)


def _is(fact: Any, wanted: str) -> Answer:
    return fact if isinstance(fact, (Unknown, Inapplicable)) else fact == wanted


def _not(fact: Answer) -> Answer:
    return fact if isinstance(fact, (Unknown, Inapplicable)) else not fact
