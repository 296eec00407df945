"""Read rule files and refuse every one that is wrong, with file, line and the nearest valid name."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from pcicheck.assets import rules_folder
from pcicheck.errors import RulebookError
from pcicheck.model.kinds import KINDS
from pcicheck.rulebook import condition, preload
from pcicheck.rulebook.condition import Condition, ConditionError, FactTest, MissingParam, Position, nearest
from pcicheck.rulebook.facts import FactType, PathError, fact_type
from pcicheck.rulebook.requirements import requirements_by_id
from pcicheck.rulebook.rule import Rule
from pcicheck.rulebook.yamlfile import YamlFile, describe, read_yaml

Params = Mapping[str, Mapping[str, Any]]
"""Values that the entity declares: rule id to parameter to value."""


Conditions = tuple[Condition, Condition | None]
"""What a rule asserts, and when."""


class CompiledRule(Struct, frozen=True, dict=True):
    """A rule that was checked against its kind. Its conditions are put together where somebody asks for them."""

    rule: Rule
    path: Path
    put_together: Callable[[], Conditions]
    missing: tuple[str, ...]
    """Parameters that the entity must declare and has not."""

    @property
    def assertion(self) -> Condition:
        """What must hold of a resource or, for an existence rule, of the resource that must exist."""
        return self._conditions[0]

    @property
    def when(self) -> Condition | None:
        """What must hold for the question to be asked."""
        return self._conditions[1]

    @cached_property
    def _conditions(self) -> Conditions:
        return self.put_together()


class Rulebook(Struct, frozen=True):
    """All rules of a run, sorted by id."""

    version: str
    digest: str
    """SHA-256 over the SHA-256 of every rule file, in the order of their paths, in hexadecimal."""
    rules: tuple[CompiledRule, ...]

    def find(self, name: str) -> CompiledRule | None:
        """The rule of that id or alias."""
        return next((r for r in self.rules if r.rule.id == name or name in r.rule.aliases), None)


def load_rulebook(folders: Sequence[Path] = (), params: Params | None = None) -> Rulebook:
    """The shipped rules and those of the user's ``folders``; the shipped ones alone are read once in a process.

    Raises ``RulebookError`` whose text is one line per mistake, over all files.
    """
    return _load(rules_folder(), folders, params) if folders or params else _shipped(rules_folder())


@cache
def _shipped(folder: Path) -> Rulebook:
    return _load(folder, (), None)


def _load(shipped: Path, folders: Sequence[Path], params: Params | None) -> Rulebook:
    files = preload.rule_paths() or list(rule_files(shipped))
    for folder in folders:
        if not folder.is_dir():
            raise RulebookError(f"{folder}: no such folder of rules")
        found = list(rule_files(folder))
        if not found:
            raise RulebookError(f"{folder}: holds no rule file (*.yaml)")
        files += found
    declared = dict(params or {})
    digest = hashlib.sha256()
    mistakes: list[str] = []
    rules: list[CompiledRule] = []
    for path in files:
        ahead = preload.parsed(path)
        digest.update(ahead.sha256 if ahead else hashlib.sha256(path.read_bytes()).digest())
        try:
            rules.append(load_rule(path, declared))
        except RulebookError as error:
            mistakes.append(str(error))
    mistakes += _clashes(rules)
    mistakes += _unused_params(declared, rules)
    if mistakes:
        raise RulebookError("\n".join(mistakes))
    rules.sort(key=lambda compiled: compiled.rule.id)
    return Rulebook(_version(shipped / "rulebook.yaml"), digest.hexdigest(), tuple(rules))


def _version(path: Path) -> str:
    ahead = preload.parsed(path)
    data = ahead.decode(dict[str, Any]) if ahead else read_yaml(path, RulebookError).data
    return str(data["version"])


def rule_files(folder: Path) -> Iterator[Path]:
    """Every rule file below a folder, sorted; test cases, schemas and the catalogue are no rules."""
    schemas = os.path.join(folder, "schema")  # noqa: PTH118 - paths of seven hundred files, as text
    for base, _, names in sorted(os.walk(folder)):
        if base == schemas:
            continue
        for name in sorted(names):
            if not name.endswith(".yaml") or name in (*preload.OTHERS, "cases.yaml"):
                continue
            if not name.startswith("cases-"):
                yield Path(base, name)


def load_rule(path: Path, params: Params | None = None) -> CompiledRule:
    """One rule file, checked. Raises ``RulebookError``, one line per mistake.

    A shipped rule that was checked when it was parsed ahead is not checked again, unless the entity sets parameters.
    """
    declared = params or {}
    ahead = preload.parsed(path)
    if ahead is not None:
        rule = ahead.decode(Rule)
        if rule.id not in declared:
            return _Checker(YamlFile(path, None), rule, {}).unchecked()
    return compile_rule(read_yaml(path, RulebookError), declared)


def compile_rule(file: YamlFile, declared: Params) -> CompiledRule:
    """A rule file as it was parsed, checked. Raises ``RulebookError``, one line per mistake."""
    try:
        rule = msgspec.convert(file.data, Rule)
    except msgspec.ValidationError as problem:
        raise RulebookError(_explain(file, problem)) from problem
    checker = _Checker(file, rule, declared.get(rule.id, {}))
    checker.check()
    if checker.mistakes:
        raise RulebookError("\n".join(checker.mistakes))
    return checker.unchecked()


class _Checker:
    """Checks one rule against kinds, requirements and its own parameters, and gathers every mistake."""

    def __init__(self, file: YamlFile, rule: Rule, declared: Mapping[str, Any]) -> None:
        self.file = file
        self.rule = rule
        self.mistakes: list[str] = []
        self.values: dict[str, Any] = {}
        self.missing: list[str] = []
        for name, param in rule.params.items():
            value = declared.get(name, param.default)
            if value is UNSET:
                self.missing.append(name)
                value = MissingParam(name)
            self.values[name] = value
        for name in declared.keys() - rule.params.keys():
            self._mistake(f"pcicheck.yaml sets '{name}', which is no parameter{nearest(name, rule.params)}", ("id",))

    def unchecked(self) -> CompiledRule:
        """The rule as it is."""
        return CompiledRule(
            self.rule, self.file.path, partial(_conditions, self.rule, self.values), tuple(self.missing)
        )

    def check(self) -> None:
        """Look for mistakes."""
        self._check_requirements()
        if self.rule.id != self.file.path.stem:
            self._mistake(f"the file must be named {self.rule.id}.yaml, as its id", ("id",))
        kind = KINDS.get(self.rule.kind)
        if kind is None:
            self._mistake(f"unknown kind '{self.rule.kind}'{nearest(self.rule.kind, KINDS)}", ("kind",))
        elif (self.rule.assertion is UNSET) == (self.rule.exists is UNSET):
            self._mistake("a rule has either 'assert' or 'exists'", ("id",))
        else:
            for raw, position in _raw_conditions(self.rule):
                self._check_condition(kind, raw, position)

    def _mistake(self, text: str, position: Position) -> None:
        self.mistakes.append(f"{self.file.at(position)}: {text}")

    def _check_requirements(self) -> None:
        known = requirements_by_id()
        for index, binding in enumerate(self.rule.requirements):
            position: Position = ("requirements", index, "id")
            requirement = known.get(binding.id)
            if requirement is None:
                self._mistake(f"unknown requirement '{binding.id}'{nearest(binding.id, known)}", position)
            elif requirement.superseded_by:
                self._mistake(f"requirement {binding.id} is superseded by {requirement.superseded_by}", position)

    def _check_condition(self, kind: type[Struct], raw: Any, position: Position) -> None:
        try:
            parsed = condition.parse(raw, self.values, position)
        except ConditionError as problem:
            self._mistake(str(problem), problem.position)
        else:
            self._check_paths(kind, parsed, position)

    def _check_paths(self, owner: type[Struct], parsed: Condition, position: Position) -> None:
        for test in condition.tests(parsed):
            try:
                found = fact_type(owner, test.path)
            except PathError as problem:
                where = self._find(test, position)
                self._mistake(f"{problem} of {self.rule.kind}{nearest(problem.step, problem.names)}", where)
                continue
            if mistake := _wrong_argument(test, found):
                self._mistake(mistake, self._find(test, position))
            elif test.operator in condition.LIST_OPERATORS and found.element is not None:
                self._check_paths(found.element, test.argument, self._find(test, position))

    def _find(self, test: FactTest, position: Position) -> Position:
        """Position of a test inside the raw condition, for its line."""
        data: Any = self.file.data
        for step in position:
            data = data[step] if isinstance(data, dict) and step in data else data
        for steps in _positions(data, test.path):
            return (*position, *steps)
        return position


def _raw_conditions(rule: Rule) -> Iterator[tuple[Any, Position]]:
    """What a rule asserts and, where it says, when; each with its place in the file."""
    if isinstance(rule.assertion, dict):
        yield rule.assertion, ("assert",)
    else:
        yield rule.exists.where if rule.exists is not UNSET else {}, ("exists", "where")
    if rule.when:
        yield rule.when, ("when",)


def _conditions(rule: Rule, values: Mapping[str, Any]) -> Conditions:
    found = [condition.parse(raw, values, position) for raw, position in _raw_conditions(rule)]
    return found[0], found[1] if len(found) > 1 else None


def _wrong_argument(test: FactTest, found: FactType) -> str:
    """Why an operator cannot be put to a fact of this type; empty where it can."""
    if found.struct is not None:
        return f"'{test.path}' is a group of facts; name one of them"
    if test.operator in condition.LIST_OPERATORS and found.element is None:
        return f"'{test.path}' is no list of things with facts of their own"
    if found.choices and test.operator in ("is", "in", "not_in"):
        wanted = test.argument if isinstance(test.argument, tuple) else (test.argument,)
        wrong = next((value for value in wanted if isinstance(value, str) and value not in found.choices), None)
        return f"'{test.path}' is never '{wrong}'{nearest(wrong, found.choices)}" if wrong else ""
    if test.operator == "is" and bool in found.scalar and not isinstance(test.argument, (bool, type(None))):
        return f"'{test.path}' is true or false"
    if test.operator == "matches":
        try:
            re.compile(str(test.argument))
        except re.error as problem:
            return f"not a regular expression: {problem}"
    return ""


def _positions(raw: Any, key: str) -> Iterator[Position]:
    if isinstance(raw, dict):
        for name, below in raw.items():
            if name == key:
                yield (name,)
            yield from ((name, *rest) for rest in _positions(below, key))
    elif isinstance(raw, list):
        for index, below in enumerate(raw):
            yield from ((index, *rest) for rest in _positions(below, key))


def _explain(file: YamlFile, problem: msgspec.ValidationError) -> str:
    text, position = describe(problem)
    if unknown := re.search(r"unknown field `(.+?)`", text):
        fields = [info.encode_name for info in msgspec.structs.fields(Rule)]
        return f"{file.at((*position, unknown[1]))}: unknown field '{unknown[1]}'{nearest(unknown[1], fields)}"
    return f"{file.at(position)}: {text}" + (f" (at {'.'.join(map(str, position))})" if position else "")


def _clashes(rules: Iterable[CompiledRule]) -> Iterator[str]:
    owner: dict[str, CompiledRule] = {}
    for compiled in rules:
        for name in (compiled.rule.id, *compiled.rule.aliases):
            if name in owner:
                yield f"{compiled.path}: '{name}' is already the name of a rule in {owner[name].path}"
            owner[name] = compiled


def _unused_params(declared: Params, rules: Sequence[CompiledRule]) -> Iterator[str]:
    ids = {compiled.rule.id for compiled in rules}
    for rule_id in declared:
        if rule_id not in ids:
            yield f"params: unknown rule '{rule_id}'{nearest(rule_id, ids)}"
