"""Policies that check new objects: of Kyverno, Gatekeeper and the cluster itself, and webhooks.

Kyverno documentation, "Validate Rules": ``validationFailureAction`` of the policy, or ``validate.failureAction`` of a
rule from 1.13, is Audit where neither is written; Enforce refuses. ``policies.kyverno.io``: ``validationActions``
Deny refuses, and is what holds by default. Kubernetes, "Validating Admission Policy": the binding's
``validationActions`` hold Deny where objects are refused. "Dynamic Admission Control": ``failurePolicy`` is Fail
where none is written (v1). Gatekeeper, "Handling Constraint Violations" and "Enforcement points": ``enforcementAction``
is deny where none is written, dryrun and warn refuse nothing; with scoped it is ``scopedEnforcementActions`` that say
what happens where, ``validation.gatekeeper.sh`` and ``vap.k8s.io`` being the points at which new objects are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.cluster import AdmissionPolicy
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of

_NO_CHECK = Inapplicable("it changes or makes objects and refuses none")
_HOOK = Inapplicable("what a webhook refuses is decided by the program behind it")
_BOUND = Inapplicable("what happens where the check itself fails is written in the policy that it binds")
_ASKED = Inapplicable("what happens where Gatekeeper does not answer is written in its webhook")
_REFUSING = ("*", "validation.gatekeeper.sh", "vap.k8s.io")


def kyverno(document: Document) -> Iterator[Resource]:
    """A policy of Kyverno in the older form."""
    manifest = manifest_of(document)
    rules = manifest.blocks("spec.rules")
    checks = rules if isinstance(rules, Unknown) else tuple(rule for rule in rules if _is_check(rule))
    if not checks:
        yield from made(manifest, AdmissionPolicy(enforced=_NO_CHECK, fails_open=_NO_CHECK))
        return
    opens = manifest.text("spec.failurePolicy", "Fail")
    facts = AdmissionPolicy(
        enforced=checks if isinstance(checks, Unknown) else all_true(*(_enforces(c, manifest) for c in checks)),
        fails_open=opens if isinstance(opens, Unknown) else str(opens).lower() == "ignore",
    )
    yield from made(manifest, facts)


def _is_check(rule: Block) -> bool:
    return rule.has("validate") is not False or rule.has("verifyImages") is not False


def _enforces(rule: Block, manifest: Manifest) -> bool | Unknown:
    own = rule.text("validate.failureAction")
    action = manifest.text("spec.validationFailureAction", "Audit") if own is None else own
    return action if isinstance(action, Unknown) else str(action).lower() == "enforce"


def kyverno_typed(document: Document) -> Iterator[Resource]:
    """A policy of Kyverno in the newer form."""
    manifest = manifest_of(document)
    yield from made(
        manifest, AdmissionPolicy(enforced=_denies(manifest, ("Deny",)), fails_open=_opens(manifest, "spec"))
    )


def binding(document: Document) -> Iterator[Resource]:
    """A binding of a policy of the cluster itself."""
    manifest = manifest_of(document)
    yield from made(manifest, AdmissionPolicy(enforced=_denies(manifest, ()), fails_open=_BOUND))


def constraint(document: Document) -> Iterator[Resource]:
    """A constraint of Gatekeeper."""
    manifest = manifest_of(document)
    action = manifest.text("spec.enforcementAction", "deny")
    if action == "scoped":
        scopes = manifest.blocks("spec.scopedEnforcementActions")
        enforced = scopes if isinstance(scopes, Unknown) else any_true(*(_refuses(scope) for scope in scopes))
    else:
        enforced = action if isinstance(action, Unknown) else action == "deny"
    yield from made(manifest, AdmissionPolicy(enforced=enforced, fails_open=_ASKED))


def _refuses(scope: Block) -> bool | Unknown:
    """Whether it refuses new objects at some point of enforcement."""
    action, points = scope.text("action"), scope.blocks("enforcementPoints")
    if isinstance(action, Unknown) or isinstance(points, Unknown):
        return action if isinstance(action, Unknown) else points  # type: ignore[return-value]
    names = (point.text("name") for point in points)
    return action == "deny" and any_true(*(n if isinstance(n, Unknown) else n in _REFUSING for n in names))


def webhooks(document: Document) -> Iterator[Resource]:
    """Programs that are asked about new objects."""
    manifest = manifest_of(document)
    hooks = manifest.blocks("webhooks")
    opens = hooks if isinstance(hooks, Unknown) else any_true(*(_opens(hook, "") for hook in hooks))
    yield from made(manifest, AdmissionPolicy(enforced=_HOOK, fails_open=opens))


def _denies(manifest: Manifest, default: tuple[str, ...]) -> bool | Unknown:
    actions = manifest.texts("spec.validationActions", default)
    if isinstance(actions, Unknown):
        return actions
    return any_true(*(action if isinstance(action, Unknown) else action == "Deny" for action in actions))


def _opens(block: Block, above: str) -> bool | Unknown:
    action = block.text(f"{above}.failurePolicy" if above else "failurePolicy", "Fail")
    return action if isinstance(action, Unknown) else action == "Ignore"
