"""Put every rule to every resource of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from pcicheck.engine.existence import existence_findings
from pcicheck.engine.reading import reader
from pcicheck.engine.truth import Truth, judge
from pcicheck.model.resource import Inventory, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.results.finding import ENCODER, AppliedException, Finding, Verdict, fingerprint
from pcicheck.results.masking import mask, masked_origin
from pcicheck.results.show import plain, words
from pcicheck.rulebook.condition import phrase, tests
from pcicheck.rulebook.load import CompiledRule

Except = Callable[[str, str, str | None], AppliedException | None]
"""Finds the exception that covers a failure, from rule id, native address and account."""


class Outcome(msgspec.Struct, frozen=True):
    """What a rule says of one combination of facts; the same for every resource with the same facts."""

    verdict: Verdict
    reason: str
    observed: msgspec.Raw
    message: str


class Question:
    """One rule made ready to be put to many resources."""

    def __init__(self, compiled: CompiledRule, inventory: Inventory) -> None:
        self.rule = compiled.rule
        self.compiled = compiled
        self.expected = phrase(compiled.assertion)
        self.requirements = [binding.id for binding in compiled.rule.requirements]
        conditions = [compiled.assertion, *([compiled.when] if compiled.when else [])]
        paths = dict.fromkeys(test.path for part in conditions for test in tests(part))
        self._paths = tuple(paths)
        self._readers = [reader(path, inventory) for path in self._paths]
        self._outcomes: dict[tuple[Any, ...], Outcome] = {}
        self._scope = frozenset(self.rule.scope)
        self._providers = frozenset(self.rule.providers)

    def applies_to(self, resource: Resource) -> bool:
        """Whether the rule is meant for the provider of the resource at all."""
        return not self._providers or resource.provider in self._providers

    def put(self, resource: Resource) -> Outcome:
        """The outcome for one resource."""
        if resource.scope not in self._scope:
            reason = f"scope category is {resource.scope} ({mask(resource.scope_basis)})"
            return Outcome("not_applicable", reason, msgspec.Raw(b"{}"), f"{self.rule.title}: not applicable, {reason}")
        values = tuple(read(resource) for read in self._readers)
        outcome = self._outcomes.get(values)
        if outcome is None:
            outcome = self._outcomes[values] = self._decide(dict(zip(self._paths, values, strict=True)))
        return outcome

    def _decide(self, facts: dict[str, Any]) -> Outcome:
        when = judge(self.compiled.when, facts.__getitem__) if self.compiled.when else True
        truth = judge(self.compiled.assertion, facts.__getitem__)
        verdict, reason = decide(when, truth, self.compiled)
        observed = {path: plain(value) for path, value in facts.items()}
        return Outcome(verdict, reason, msgspec.Raw(ENCODER.encode(observed)), self._message(verdict, reason, observed))

    def _message(self, verdict: Verdict, reason: str, observed: dict[str, Any]) -> str:
        if verdict == "pass":
            return self.rule.title
        if verdict == "fail":
            found = "; ".join(f"{path} is {words(value)}" for path, value in observed.items())
            return f"{self.rule.title}: expected {self.expected}, found {found}"
        label = "cannot be judged" if verdict == "unknown" else "not applicable"
        return f"{self.rule.title}: {label}, {reason}"


def decide(when: Truth, truth: Truth, compiled: CompiledRule) -> tuple[Verdict, str]:
    """Verdict and reason from what ``when`` and the assertion say."""
    if isinstance(when, Inapplicable):
        return "not_applicable", when.reason
    if when is False and compiled.when is not None:
        return "not_applicable", f"applies only when {phrase(compiled.when)}"
    if isinstance(truth, Inapplicable):
        return "not_applicable", truth.reason
    if truth is True:
        return "pass", ""
    if isinstance(truth, Unknown):
        return "unknown", mask(truth.reason)
    if isinstance(when, Unknown):
        return "unknown", f"whether it applies is not known: {mask(when.reason)}"
    return "fail", ""


def evaluate(rules: Sequence[CompiledRule], inventory: Inventory, excepted: Except) -> Iterator[Finding]:
    """Every finding, passes included: resources in reading order, rules by id, then existence rules."""
    by_kind: dict[str, list[Question]] = {}
    for compiled in rules:
        if compiled.rule.assertion is not msgspec.UNSET:
            by_kind.setdefault(compiled.rule.kind, []).append(Question(compiled, inventory))
    for resource in inventory.resources:
        questions = by_kind.get(resource.kind)
        if questions:
            yield from _findings(questions, resource, excepted)
    yield from existence_findings(rules, inventory, excepted)


def _findings(questions: Iterable[Question], resource: Resource, excepted: Except) -> Iterator[Finding]:
    address = mask(resource.address)
    native_address = mask(resource.native_address)
    related = [mask(name) for name in resource.related]
    origin = masked_origin(resource.origin)
    basis = mask(resource.scope_basis)
    kind = resource.kind
    for question in questions:
        if not question.applies_to(resource):
            continue
        rule = question.rule
        outcome = question.put(resource)
        yield Finding(
            rule.id,
            outcome.verdict,
            outcome.reason,
            rule.severity,
            question.requirements,
            kind,
            resource.provider,
            resource.native_type,
            address,
            native_address,
            related,
            resource.account,
            resource.region,
            resource.scope,
            basis,
            origin,
            outcome.observed,
            question.expected,
            outcome.message,
            excepted(rule.id, resource.native_address, resource.account) if outcome.verdict == "fail" else None,
            fingerprint(rule.id, resource.provider, resource.account, resource.region, resource.address),
        )
