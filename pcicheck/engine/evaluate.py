"""Put every rule to every resource of its kind.

A finding's line has two halves: what the rule says of the facts, and where the resource stands. Each half is
encoded once, however many findings it is part of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from pcicheck.engine.existence import existence_findings
from pcicheck.engine.place import place_of
from pcicheck.engine.question import Outcome, Question, excepted_line
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Inventory, Resource
from pcicheck.results.finding import ENCODER, AppliedException, resource_fingerprint
from pcicheck.results.masking import mask, masked_origin
from pcicheck.results.rollup import Counter
from pcicheck.rulebook.load import CompiledRule

Except = Callable[[str, str, str | None], AppliedException | None]
"""Finds the exception that covers a failure, from rule id, native address and account."""


def evaluate(
    rules: Sequence[CompiledRule], inventory: Inventory, excepted: Except, counter: Counter
) -> Iterator[bytes]:
    """Every finding as a JSON line: resources in reading order, then existence rules."""
    yield from judge_resources(rules, inventory, inventory.resources, excepted, counter)
    yield from judge_existence(rules, inventory, excepted, counter)


def judge_resources(
    rules: Sequence[CompiledRule],
    inventory: Inventory,
    resources: Iterable[Resource],
    excepted: Except,
    counter: Counter,
) -> Iterator[bytes]:
    """Findings about some resources of the inventory as JSON lines, passes included, in one chunk a resource.

    Resources come in reading order, rules by id; ``counter`` has heard of every verdict when the iterator ends.
    """
    of_kind: dict[str, list[CompiledRule]] = {}
    for compiled in rules:
        if compiled.rule.assertion is not msgspec.UNSET:
            of_kind.setdefault(compiled.rule.kind, []).append(compiled)
    questions: dict[str, list[Question]] = {}
    asked: dict[tuple[str, str], list[Question]] = {}
    for resource in resources:
        key = (resource.kind, resource.provider)
        if key not in asked:
            if resource.kind not in questions:
                questions[resource.kind] = [Question(rule, inventory) for rule in of_kind.get(resource.kind, ())]
            asked[key] = [q for q in questions[resource.kind] if _meant_for(q, resource.provider)]
        if asked[key]:
            yield _lines(asked[key], resource, excepted, counter)
    for group in questions.values():
        for question in group:
            for outcome in question.outcomes():
                counter.count(outcome.part, outcome.count)


def judge_existence(
    rules: Sequence[CompiledRule], inventory: Inventory, excepted: Except, counter: Counter
) -> Iterator[bytes]:
    """Findings of existence rules as JSON lines."""
    for finding in existence_findings(rules, inventory, excepted):
        counter.count(finding)
        yield ENCODER.encode(finding) + b"\n"


def _meant_for(question: Question, provider: str) -> bool:
    return not question.rule.providers or provider in question.rule.providers


def _lines(questions: list[Question], resource: Resource, excepted: Except, counter: Counter) -> bytes:
    second_half = _second_half(resource)
    lines: list[bytes] = []
    for question in questions:
        outcome = question.put(resource)
        half, rest = outcome.line, second_half
        if outcome.part.verdict == "fail":
            half = _failure(outcome, resource, excepted, counter)
            place = place_of(question.rule, resource) if resource.lines else None
            rest = _second_half(resource, place) if place else second_half
        else:
            outcome.count += 1
        lines += (half, question.fingerprint, rest)
    return b"".join(lines)


def _failure(outcome: Outcome, resource: Resource, excepted: Except, counter: Counter) -> bytes:
    exception = excepted(outcome.part.rule, resource.native_address, resource.account)
    if exception is None:
        outcome.count += 1
        return outcome.line
    counter.count(msgspec.structs.replace(outcome.part, exception=exception))
    return excepted_line(outcome.part, exception)


def _second_half(resource: Resource, place: Origin | None = None) -> bytes:
    """The rest of the line from the second half of the fingerprint on."""
    fingerprint = resource_fingerprint(resource.provider, resource.account, resource.region, resource.address)
    native_address = mask(resource.native_address)
    same = resource.address == resource.native_address
    part = {
        "kind": resource.kind,
        "provider": resource.provider,
        "native_type": resource.native_type,
        "address": native_address if same else mask(resource.address),
        "native_address": native_address,
        "related": [mask(name) for name in resource.related],
        "account": resource.account,
        "region": resource.region,
        "scope": resource.scope,
        "scope_basis": mask(resource.scope_basis),
        "origin": masked_origin(place or resource.origin),
    }
    return fingerprint.encode() + b'",' + ENCODER.encode(part)[1:] + b"\n"
