"""Authorization policies of Istio as they are written.

Istio documentation, "Authorization Policy" (API ``security.istio.io`` v1beta1 and v1): the action is ALLOW where none
is written. A policy without rules fits nothing, so that an ALLOW policy with an empty ``spec`` refuses everything; the
rule ``{}`` fits everything. AUDIT only marks requests; ``istio.io/dry-run: "true"`` only tries out. ``targetRefs``
names gateways or services in place of a selector.
"""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.mesh.around import Selector, selector_of, sound
from pcicheck.providers.kubernetes.mesh.callers import ANYONE, rule_callers, rule_names, unlimited
from pcicheck.providers.kubernetes.mesh.names import AUTHORIZATION_POLICY
from pcicheck.providers.reading import word

_NO_RULE = Unknown("one of its rules is no mapping")
ACTIONS = ("allow", "deny", "audit", "custom")


class Policy(Struct, frozen=True):
    """One policy."""

    place: str | Unknown
    selector: Selector
    targets: str | Unknown
    """``gateway`` or ``service`` where it names some instead of selecting workloads; empty where it does not."""
    action: str | Unknown
    enforced: bool | Unknown
    everything: bool | Unknown
    """Whether some rule fits everyone and everything."""
    others: bool | Unknown
    """Whether some rule fits every operation of everyone but those whom it names by negation."""
    ways: tuple[str | Unknown, ...]
    methods: bool | Unknown
    paths: bool | Unknown
    empty: bool
    """Whether it has no rule."""
    token: bool | Unknown
    """Of a policy that denies: whether it refuses whoever has no valid token."""


def read(manifest: Manifest) -> Policy:
    """A policy as it is written."""
    rules = _rules(manifest)
    unknown = manifest.values if isinstance(manifest.values, Unknown) else None
    found = (rules,) if isinstance(rules, Unknown) else ()
    each = () if isinstance(rules, Unknown) else rules
    ways = [way for rule in each for way in rule_callers(rule)]
    return Policy(
        place=unknown or _place(manifest),
        selector=selector_of(manifest),
        targets=_targets(manifest),
        action=_action(manifest),
        enforced=_enforced(manifest),
        everything=found[0] if found else any_true(*(_everything(rule) for rule in each)),
        others=found[0] if found else any_true(*(_others(rule) for rule in each)),
        ways=tuple(dict.fromkeys(found or ways)),
        methods=found[0] if found else all_true(*(rule_names(rule, "methods") for rule in each)),
        paths=found[0] if found else all_true(*(rule_names(rule, "paths") for rule in each)),
        empty=not found and not each,
        token=found[0] if found else any_true(*(_refuses_tokenless(rule) for rule in each)),
    )


def _place(manifest: Manifest) -> str | Unknown:
    found = manifest.namespace
    return (
        Unknown("the namespace of an AuthorizationPolicy of this input is not known")
        if isinstance(found, Unknown)
        else found
    )


def _rules(manifest: Manifest) -> tuple[Block, ...] | Unknown:
    """Its rules; one that is written as nothing (``-``) is the empty rule."""
    found = manifest.get("spec.rules")
    if isinstance(found, Unknown) or not isinstance(found, (list, dict, type(None))):
        return found if isinstance(found, Unknown) else Unknown("its rules are no list")
    each = [found] if isinstance(found, dict) else found or []
    return tuple(Block(_NO_RULE if not isinstance(rule, (dict, Unknown, type(None))) else rule or {}) for rule in each)


def _action(manifest: Manifest) -> str | Unknown:
    action = word(manifest, "spec.action", "allow")
    if isinstance(action, Unknown):
        return Unknown(f"the action of AuthorizationPolicy {_said(manifest)} is not known ({action.reason})")
    return action if action in ACTIONS else Unknown(f"'{action}' is no action that Istio knows")


def _said(manifest: Manifest) -> str:
    return str(manifest.name).removeprefix("@")


def _enforced(manifest: Manifest) -> bool | Unknown:
    notes, action = manifest.labels("metadata.annotations"), _action(manifest)
    if isinstance(notes, Unknown):
        return notes
    tried = Block(notes).values
    dry = Block({"dry": tried.get("istio.io/dry-run")} if isinstance(tried, dict) else {}).flag("dry", False)
    audited = action if isinstance(action, Unknown) else action == "audit"
    return negated(any_true(dry, audited))


def _targets(manifest: Manifest) -> str | Unknown:
    for path in ("spec.targetRefs", "spec.targetRef"):
        found = manifest.blocks(path)
        if isinstance(found, Unknown):
            return found
        if found:
            kinds = [each.get("kind") for each in found]
            return "gateway" if any("Gateway" in str(kind) for kind in kinds) else "service"
    return ""


def _everything(rule: Block) -> bool | Unknown:
    ways = rule_callers(rule)
    anyone = any_true(*(way if isinstance(way, Unknown) else way == ANYONE for way in ways))
    return all_true(
        anyone, unlimited(rule), not _has_negation(rule), rule.get("when") in (None, []) or ANYONE not in ways
    )


def _others(rule: Block) -> bool | Unknown:
    """Whether a rule fits everyone but the callers that it takes out, whatever they want."""
    return all_true(_has_negation(rule), unlimited(rule), ANYONE in rule_callers(rule))


def _has_negation(rule: Block) -> bool:
    sources = rule.blocks("from")
    if isinstance(sources, Unknown):
        return False
    names = ("notPrincipals", "notNamespaces", "notServiceAccounts", "notRequestPrincipals", "notIpBlocks")
    return any(
        isinstance(source.get("source"), dict) and any(source.get(f"source.{n}") for n in names) for source in sources
    )


def _refuses_tokenless(rule: Block) -> bool | Unknown:
    sources = rule.blocks("from")
    if isinstance(sources, Unknown):
        return sources
    values = [source.texts("source.notRequestPrincipals") for source in sources]
    return any_true(*(value if isinstance(value, Unknown) else "*" in value for value in values))


def policies(document: Document) -> tuple[Policy, ...]:
    """Every authorization policy of the input."""
    return beside(document, _all)


def _all(document: Document) -> tuple[Policy, ...]:
    return tuple(read(sound(manifest)) for manifest in objects(document, AUTHORIZATION_POLICY))
