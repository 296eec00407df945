"""One rule made ready to be put to many resources, each combination of facts judged once."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct

from pcicheck.engine.observed import observed
from pcicheck.engine.reading import reader
from pcicheck.engine.truth import Truth, judge
from pcicheck.model.kinds import KINDS
from pcicheck.model.resource import Inventory, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.results.finding import ENCODER, AppliedException, RulePart, Verdict, half_fingerprint
from pcicheck.results.masking import mask
from pcicheck.results.show import words
from pcicheck.rulebook.condition import phrase, tests
from pcicheck.rulebook.facts import goes_through_link
from pcicheck.rulebook.load import CompiledRule

NOTHING_READ = msgspec.Raw(b"{}")
_NOT_ASKED = Unknown("the snapshot was taken for other rules; take it again without --rule and --requirement")


class Outcome(Struct):
    """What a rule says of one combination of facts, and how many resources have it."""

    part: RulePart
    line: bytes
    """The part as JSON, without its closing brace: the first half of a finding's line."""
    count: int = 0


class Question:
    """One rule, its readers, and the outcomes met so far."""

    def __init__(self, compiled: CompiledRule, inventory: Inventory) -> None:
        self.rule = compiled.rule
        self.compiled = compiled
        self.fingerprint = half_fingerprint(compiled.rule.id).encode()
        self.expected = phrase(compiled.assertion)
        self._conditions = [compiled.assertion, *([compiled.when] if compiled.when else [])]
        self._paths = tuple(dict.fromkeys(test.path for part in self._conditions for test in tests(part)))
        self._read = _heeding(compiled, inventory, _readers(compiled, self._paths, inventory), len(self._paths))
        self._scope = frozenset(compiled.rule.scope)
        self._outcomes: dict[Any, Outcome] = {}

    def put(self, resource: Resource) -> Outcome:
        """The outcome for one resource."""
        in_scope = resource.scope in self._scope
        values = self._read(resource) if in_scope else (resource.scope, resource.scope_basis)
        outcome = self._outcomes.get(values)
        if outcome is None:
            made = self._decide(values) if in_scope else self._out_of_scope(resource)
            outcome = self._outcomes[values] = Outcome(made, _half_line(made))
        return outcome

    def outcomes(self) -> list[Outcome]:
        """Every outcome met so far."""
        return list(self._outcomes.values())

    def _decide(self, values: Any) -> RulePart:
        facts = dict(zip(self._paths, values if len(self._paths) > 1 else (values,), strict=True))
        when = judge(self.compiled.when, facts.__getitem__) if self.compiled.when else True
        truth = judge(self.compiled.assertion, facts.__getitem__)
        verdict, reason = decide(when, truth, self.compiled)
        seen = observed(self._conditions, facts)
        message = self._message(verdict, reason, seen)
        return self._part(verdict, reason, msgspec.Raw(ENCODER.encode(seen)), message)

    def _out_of_scope(self, resource: Resource) -> RulePart:
        reason = f"scope category is {resource.scope} ({mask(resource.scope_basis)})"
        return self._part("not_applicable", reason, NOTHING_READ, self._message("not_applicable", reason, {}))

    def _part(self, verdict: Verdict, reason: str, observed: msgspec.Raw, message: str) -> RulePart:
        rule = self.rule
        requirements = [binding.id for binding in rule.requirements]
        return RulePart(
            rule=rule.id,
            verdict=verdict,
            reason=reason,
            severity=rule.severity,
            requirements=requirements,
            observed=observed,
            expected=self.expected,
            message=message,
            exception=None,
        )

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


def excepted_line(part: RulePart, exception: AppliedException) -> bytes:
    """The first half of the line of a failure that falls under an exception."""
    return _half_line(msgspec.structs.replace(part, exception=exception))


def _half_line(part: RulePart) -> bytes:
    return ENCODER.encode(part)[:-1] + b',"fingerprint":"'


def _heeding(
    compiled: CompiledRule, inventory: Inventory, read: Callable[[Resource], Any], paths: int
) -> Callable[[Resource], Any]:
    """A reader that finds nothing in inputs that were made for other rules."""
    mute = inventory.mute_to((compiled.rule.id, *compiled.rule.aliases))
    if not mute:
        return read
    nothing: Any = (_NOT_ASKED,) * paths if paths > 1 else _NOT_ASKED
    return lambda resource: nothing if resource.input in mute else read(resource)


def _readers(compiled: CompiledRule, paths: tuple[str, ...], inventory: Inventory) -> Callable[[Resource], Any]:
    """One function that reads all facts of the rule: a bare value for one path, a tuple for several.

    Facts of the resource itself are read in one call; only rules that look through links pay for it.
    """
    kind = KINDS[compiled.rule.kind]
    if not any(goes_through_link(kind, path) for path in paths):
        return attrgetter(*(f"facts.{path}".replace("facts.resource.", "") for path in paths))
    readers = [reader(path, inventory) for path in paths]
    if len(readers) == 1:
        return readers[0]
    return lambda resource: tuple([read(resource) for read in readers])
