"""Namespaces: their level of the Pod Security Standards, and the network policies and quotas beside them.

Kubernetes documentation: "Pod Security Admission" (label ``pod-security.kubernetes.io/enforce``; without one the
cluster's configuration decides, which is ``privileged`` unless changed), "Network Policies" (a policy with an empty
``podSelector`` holds for every pod; a direction that is among its ``policyTypes`` is refused where no rule allows it;
``policyTypes`` left out is Ingress, and Egress where egress rules are written).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import Namespace
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of

_LEVEL = "pod-security.kubernetes.io/enforce"
_TENANT = ("tenant", "tenant-id", "tenant_id", "tenantid")
_ELSEWHERE = Unknown("the namespace of an object beside it is not known")
_INGRESS, _EGRESS, _QUOTA = "ingress", "egress", "quota"
_Answers = dict[str, dict[str | None, bool | Unknown]]


def namespace(document: Document) -> Iterator[Resource]:
    """A namespace."""
    manifest = manifest_of(document)
    labels = manifest.labels()
    facts = Namespace(
        pod_security=_level(labels),
        tenant=_tenant(labels),
        ingress_denied=_beside(manifest, _INGRESS),
        egress_denied=_beside(manifest, _EGRESS),
        quota=_beside(manifest, _QUOTA),
    )
    yield from made(manifest, facts)


def policy_types(manifest: Manifest) -> tuple[str | Unknown, ...] | Unknown:
    """Directions that a network policy filters, in lower case."""
    written = manifest.texts("spec.policyTypes")
    if isinstance(written, Unknown):
        return written
    if written:
        return tuple(word if isinstance(word, Unknown) else word.lower() for word in written)
    outgoing = manifest.get("spec.egress")
    return (_INGRESS,) if outgoing in (None, []) else (_INGRESS, _EGRESS)


def _level(labels: Any) -> Fact[str]:
    level = labels if isinstance(labels, Unknown) else labels.get(_LEVEL)
    return cast("Fact[str]", level.lower() if isinstance(level, str) else level)


def _tenant(labels: Any) -> Fact[str]:
    if isinstance(labels, Unknown):
        return labels
    found = next((value for name, value in labels.items() if str(name).lower() in _TENANT and value is not None), None)
    return found if found is None or isinstance(found, Unknown) else str(found)


def _beside(manifest: Manifest, question: str) -> bool | Unknown:
    answers = beside(manifest.document, _all_answers)[question]
    unknown = manifest.values if isinstance(manifest.values, Unknown) else False
    return any_true(answers.get(cast("str", manifest.name), False), answers.get(None, False), unknown)


def _all_answers(document: Document) -> _Answers:
    """By question and namespace; under ``None`` what stands in a namespace that is not known."""
    answers: _Answers = {_INGRESS: {}, _EGRESS: {}, _QUOTA: {}}
    for policy in objects(document, "NetworkPolicy"):
        for direction in (_INGRESS, _EGRESS):
            _note(answers[direction], policy, _denies(policy, direction))
    for quota in objects(document, "ResourceQuota"):
        limits = quota.get("spec.hard")
        _note(answers[_QUOTA], quota, limits if isinstance(limits, Unknown) else bool(limits))
    return answers


def _note(answers: dict[str | None, bool | Unknown], manifest: Manifest, answer: bool | Unknown) -> None:
    place = manifest.namespace
    if isinstance(place, Unknown):
        answers[None] = any_true(answers.get(None, False), _ELSEWHERE if answer is not False else False)
    else:
        answers[place] = any_true(answers.get(place, False), answer)


def _denies(policy: Manifest, direction: str) -> bool | Unknown:
    """Whether a policy holds for every pod and lets nothing through in a direction."""
    if isinstance(policy.values, Unknown):
        return policy.values
    selector = policy.get("spec.podSelector", {})
    everyone = selector if isinstance(selector, Unknown) else not any(selector.values()) if selector else True
    types = policy_types(policy)
    filters = types if isinstance(types, Unknown) else direction in types
    rules = policy.get(f"spec.{direction}")
    return all_true(everyone, filters, rules if isinstance(rules, Unknown) else rules in (None, []))
