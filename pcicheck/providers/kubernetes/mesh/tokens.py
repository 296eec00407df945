"""Request authentication of Istio: tokens that requests bring along.

Istio documentation, "RequestAuthentication" (API ``security.istio.io`` v1beta1 and v1): a request with a token that
does not hold is refused, one *without* a token is let in; it takes an authorization policy that asks for a request
principal to refuse it. Keys come from ``jwksUri`` or ``jwks``, else from the discovery document under ``issuer``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.mesh import TokenCheck
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import mesh, selector_of, sound
from pcicheck.providers.kubernetes.mesh.policies import Policy, policies
from pcicheck.providers.kubernetes.terraform import manifest_of

_NO_RULES = Inapplicable("it names no issuer, so no token is checked")
_OPEN_WAYS = ("anyone", "network")


def request_authentication(document: Document) -> Iterator[Resource]:
    """A request authentication policy."""
    manifest = sound(manifest_of(document))
    rules = manifest.blocks("spec.jwtRules")
    facts = TokenCheck(
        required=_NO_RULES if rules == () else _required(manifest),
        keys_protected=_each(rules, _keys_protected),
        audiences_named=_each(rules, _audiences_named),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _each(rules: tuple[Block, ...] | Unknown, question: object) -> Fact[bool]:
    if isinstance(rules, Unknown):
        return rules
    return all_true(*(question(rule) for rule in rules)) if rules else _NO_RULES  # type: ignore[operator]


def _keys_protected(rule: Block) -> bool | Unknown:
    if rule.has("jwks") is not False:
        return rule.has("jwks")
    address = rule.text("jwksUri", rule.text("jwks_uri", rule.text("issuer", "")))
    if isinstance(address, Unknown):
        return address
    if address and address.lower().startswith("http://"):
        return False
    if address and address.lower().startswith("https://"):
        return True
    return Unknown("where the keys come from is not written")


def _audiences_named(rule: Block) -> bool | Unknown:
    return rule.has("audiences")


def _required(manifest: Manifest) -> bool | Unknown:
    """Whether policies beside it refuse requests without a token, other than those of services named by identity."""
    place, own = manifest.namespace, selector_of(manifest)
    if isinstance(place, Unknown) or isinstance(own, Unknown):
        return place if isinstance(place, Unknown) else own  # type: ignore[return-value]
    root, targets = mesh(manifest.document).root, manifest.get("spec.targetRefs") or manifest.get("spec.targetRef")
    chosen: list[Policy] = []
    narrower: list[Policy] = []
    for policy in policies(manifest.document):
        if isinstance(policy.place, Unknown) or isinstance(policy.selector, Unknown):
            return policy.place if isinstance(policy.place, Unknown) else policy.selector  # type: ignore[return-value]
        near = policy.place in (place, root)
        covers = policy.selector is None or (own is not None and set(policy.selector) <= set(own))
        meets = covers or own is None or not _conflicting(policy.selector or (), own)
        aimed = policy.targets == "" or bool(targets)
        if near and meets and aimed and policy.enforced is not False:
            (chosen if covers else narrower).append(policy)
    if any(policy.action == "deny" and policy.token is True for policy in chosen):
        return True
    allows = [policy for policy in chosen if policy.action == "allow"]
    # what another policy allows for some of the workloads is allowed beside what those for all of them allow
    return _by_allowing([*allows, *(policy for policy in narrower if policy.action == "allow")] if allows else [])


def _conflicting(one: Iterable[tuple[str, Any]], other: Iterable[tuple[str, Any]]) -> bool:
    """Whether no workload can have the labels of both."""
    labels = dict(other)
    return any(labels.get(name, value) != value for name, value in one)


def _by_allowing(allows: list[Policy]) -> bool | Unknown:
    if not allows:
        return False
    ways = [way for policy in allows for way in policy.ways]
    everyone = any_true(*(policy.everything for policy in allows))
    if everyone is not False:
        return False if everyone is True else everyone
    open_ways = [all_true(*(policy.paths for policy in allows))] if any(way in _OPEN_WAYS for way in ways) else []
    unknown = [way for way in ways if isinstance(way, Unknown)]
    return all_true(*open_ways, *unknown)
