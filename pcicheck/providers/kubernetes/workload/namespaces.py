"""Namespaces: their level of the Pod Security Standards, and the network policies and quotas beside them.

Kubernetes documentation: "Pod Security Admission" (label ``pod-security.kubernetes.io/enforce``; without one the
cluster's configuration decides, which is ``privileged`` unless changed), "Network Policies" (a policy with an empty
``podSelector`` holds for every pod; a direction that is among its ``policyTypes`` is refused where no rule allows it;
``policyTypes`` left out is Ingress, and Egress where egress rules are written; policies add up, so that one that lets
everybody in undoes one that lets nobody in). Policies of Cilium and Calico count in the same way. What an
AdminNetworkPolicy does depends on its order and on what it selects, so that beside one the answer is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import Namespace
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.mesh.members import of_namespace
from pcicheck.providers.kubernetes.mesh.membership import namespace_facts
from pcicheck.providers.kubernetes.network.selection import EGRESS, INGRESS, Selection, selections
from pcicheck.providers.kubernetes.terraform import manifest_of

_LEVEL = "pod-security.kubernetes.io/enforce"
_TENANT = (
    *("tenant", "tenant-id", "tenant_id", "tenantid", "merchant", "merchant-id", "merchant_id"),
    *("capsule.clastix.io/tenant", "toolkit.fluxcd.io/tenant", "app.kubernetes.io/tenant"),
)
_ISOLATED = ("isolation", "tenant-isolation", "isolated")
_YES = ("true", "yes", "enabled", "strict", "full")
_ELSEWHERE = Unknown("the namespace of an object beside it is not known")
_ADMIN = tuple(f"policy.networking.k8s.io/{kind}" for kind in ("AdminNetworkPolicy", "BaselineAdminNetworkPolicy"))
_BY_ADMIN = Unknown("an admin network policy beside it may deny it, or let it through")
_Places = dict[str | None, bool | Unknown]


def namespace(document: Document) -> Iterator[Resource]:
    """A namespace."""
    manifest = manifest_of(document)
    labels = manifest.labels()
    facts = Namespace(
        pod_security=_level(labels),
        tenant=_tenant(labels, manifest.name),
        ingress_denied=_denied(manifest, INGRESS),
        egress_denied=_denied(manifest, EGRESS),
        quota=_has_quota(manifest),
        mesh_member=namespace_facts(manifest),
    )
    yield from made(manifest, facts)
    yield from of_namespace(manifest)


def _level(labels: Any) -> Fact[str]:
    level = labels if isinstance(labels, Unknown) else labels.get(_LEVEL)
    return cast("Fact[str]", level.lower() if isinstance(level, str) else level)


def _tenant(labels: Any, name: Any) -> Fact[str]:
    """The customer that a label names; the name of the namespace where a label only says that it is kept apart."""
    if isinstance(labels, Unknown):
        return labels
    named = {str(key).lower(): value for key, value in labels.items() if value is not None}
    found = next((value for key, value in named.items() if key in _TENANT), None)
    if found is not None:
        return found if isinstance(found, Unknown) else str(found)
    apart = next((value for key, value in named.items() if key in _ISOLATED), None)
    if isinstance(apart, Unknown):
        return apart
    return cast("Fact[str]", name) if str(apart).lower() in _YES else None


def _denied(manifest: Manifest, direction: str) -> bool | Unknown:
    """Whether policies for every pod refuse what no other policy allows, and none allows everything."""
    name = manifest.name
    if isinstance(name, Unknown) or isinstance(manifest.values, Unknown):
        return name if isinstance(name, Unknown) else manifest.values  # type: ignore[return-value]
    found = beside(manifest.document, selections).of(name)
    closed = any_true(*(all_true(_held(one, name), one.everyone, one.closed[direction]) for one in found))
    opened = any_true(*(all_true(_held(one, name), one.everyone, one.opened[direction]) for one in found))
    answer = all_true(closed, negated(opened))
    return _BY_ADMIN if answer is False and beside(manifest.document, _has_admin_policies) else answer


def _held(one: Selection, name: str) -> bool | Unknown:
    held = one.covers(name)
    return _ELSEWHERE if isinstance(held, Unknown) else held


def _has_admin_policies(document: Document) -> bool:
    return any(True for kind in _ADMIN for _ in objects(document, kind))


def _has_quota(manifest: Manifest) -> bool | Unknown:
    answers = beside(manifest.document, _quotas)
    unknown = manifest.values if isinstance(manifest.values, Unknown) else False
    return any_true(answers.get(cast("str", manifest.name), False), answers.get(None, False), unknown)


def _quotas(document: Document) -> _Places:
    """By namespace whether a quota limits it; under ``None`` quotas whose namespace is not known."""
    answers: _Places = {}
    for quota in objects(document, "ResourceQuota"):
        limits, place = quota.get("spec.hard"), quota.namespace
        answer = limits if isinstance(limits, Unknown) else bool(limits)
        if isinstance(place, Unknown):
            answers[None] = any_true(answers.get(None, False), _ELSEWHERE if answer is not False else False)
        else:
            answers[place] = any_true(answers.get(place, False), answer)
    return answers
