"""What all authorization policies of Istio together mean for a namespace or a workload.

Istio documentation, "Authorization Policy": CUSTOM is asked first, then DENY, then ALLOW; a workload for which there is
no ALLOW policy lets every request in, one that has some lets in what fits one of them. Policies of the root namespace
are for all namespaces.
"""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside
from pcicheck.providers.kubernetes.mesh.around import Labels, fits, mesh
from pcicheck.providers.kubernetes.mesh.callers import ANYONE
from pcicheck.providers.kubernetes.mesh.policies import Policy, policies

ELSEWHERE = Unknown(
    "nothing else of its namespace is in this input, so policies that refuse by default may stand elsewhere"
)
_BY_SERVICE = Unknown("a policy names a service by targetRefs, and may hold for this workload")
_CUSTOM = Unknown("a program outside the mesh decides (action CUSTOM)")


class Standing(Struct, frozen=True):
    """What all policies together mean for a workload."""

    open: bool | Unknown
    ways: tuple[str | Unknown, ...] | Unknown
    methods: bool | Unknown
    paths: bool | Unknown


def _near(document: Document, namespace: str) -> list[Policy]:
    """Policies that may hold in a namespace: its own, those for the whole mesh, and those whose place is not known."""
    places, root = beside(document, _by_place), mesh(document).root
    wanted = {None, namespace, root if isinstance(root, str) else None}
    return [policy for place in wanted for policy in places.get(place, ())]


def _by_place(document: Document) -> dict[str | None, list[Policy]]:
    found: dict[str | None, list[Policy]] = {}
    for policy in policies(document):
        found.setdefault(policy.place if isinstance(policy.place, str) else None, []).append(policy)
    return found


def default_denied(document: Document, namespace: str | Unknown) -> bool | Unknown:
    """Whether a namespace refuses requests that no policy allows, by policies for all of its workloads."""
    if isinstance(namespace, Unknown):
        return namespace
    each = _near(document, namespace)
    wide = [policy for policy in each if policy.selector is None and policy.targets == ""]
    denies = [_lasting(policy, _denies(policy)) for policy in wide]
    allows_all = [all_true(policy.enforced, policy.action == "allow", policy.everything) for policy in wide]
    refused = any_true(*(_lasting(policy, _refuses_all(policy)) for policy in wide))
    unsure = next((policy.selector for policy in each if isinstance(policy.selector, Unknown)), False)
    return any_true(refused, all_true(any_true(*denies, unsure), negated(any_true(*allows_all))))


def _lasting(policy: Policy, answer: bool | Unknown) -> bool | Unknown:
    place = policy.place if isinstance(policy.place, Unknown) else True
    return all_true(policy.enforced, answer, place)


def _denies(policy: Policy) -> bool | Unknown:
    """Whether a policy makes its workloads refuse what no policy allows."""
    if isinstance(policy.action, Unknown):
        return policy.action
    return True if policy.action == "allow" else _CUSTOM if policy.action == "custom" else False


def _refuses_all(policy: Policy) -> bool | Unknown:
    if isinstance(policy.action, Unknown):
        return policy.action
    return any_true(policy.everything, policy.others) if policy.action == "deny" else False


def standing(document: Document, namespace: str | Unknown, labels: Labels) -> Standing:
    """What the policies mean for a workload of a namespace."""
    if isinstance(namespace, Unknown):
        return Standing(namespace, namespace, namespace, namespace)
    near = _near(document, namespace)
    doubt = next((p.place for p in near if isinstance(p.place, Unknown)), None)
    chosen: list[Policy] = []
    for policy in near:
        aimed = policy.targets if isinstance(policy.targets, Unknown) else not policy.targets
        fit = all_true(aimed, policy.enforced, fits(policy.selector, labels))
        doubt = fit if isinstance(fit, Unknown) else doubt
        if fit is True:
            chosen.append(policy)
    if doubt:
        return Standing(doubt, doubt, doubt, doubt)
    if not any(policy.action == "allow" for policy in chosen) and any(policy.targets == "service" for policy in near):
        return Standing(*(_BY_SERVICE,) * 4)
    return _together(chosen, known=mesh(document).describes(namespace) or bool(near))


def _together(chosen: list[Policy], known: bool) -> Standing:
    allows = [policy for policy in chosen if policy.action == "allow"]
    unsure = next((policy.action for policy in chosen if isinstance(policy.action, Unknown)), None)
    if any(_refuses_all(policy) is True and policy.others is not True for policy in chosen):
        return Standing(False, (), True, True)
    if unsure or (not allows and any(policy.action == "custom" for policy in chosen)):
        doubt = unsure or _CUSTOM
        return Standing(doubt, doubt, doubt, doubt)
    if not allows:
        if any(_refuses_all(policy) is True for policy in chosen):
            named = ("namespace",)
            return Standing(False, named, False, False)
        return Standing(True, (ANYONE,), False, False) if known else Standing(*(ELSEWHERE,) * 4)
    ways = tuple(dict.fromkeys(way for policy in allows for way in policy.ways))
    ruled = [policy for policy in allows if not policy.empty]
    return Standing(
        any_true(*(policy.everything for policy in allows)),
        ways,
        all_true(*(policy.methods for policy in ruled)),
        all_true(*(policy.paths for policy in ruled)),
    )
