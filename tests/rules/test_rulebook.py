"""The rulebook as a whole, and every case of every rule through the real source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcicheck.cases.run import PATTERN, Case, CaseResult, run_cases
from pcicheck.model.document import Document
from pcicheck.model.kinds import KINDS
from pcicheck.model.native import provider_of
from pcicheck.model.resource import Resource
from pcicheck.providers.base import Adapter
from pcicheck.providers.common import KINDS as COMMON_KINDS
from pcicheck.providers.registry import (
    ADAPTERS,
    PROVIDERS,
    SIDECARS,
    adapter,
    providers_of,
    tables,
)
from pcicheck.rulebook.load import load_rulebook, rule_files
from pcicheck.rulebook.requirements import catalogue
from pcicheck.rulebook.rule import Rule

CASES = Path(__file__).parent
HELPERS = {name for provider in PROVIDERS for name in tables(provider).helpers}
BOOK = load_rulebook()
RULES = {compiled.rule.id: compiled for compiled in BOOK.rules}
FOLDERS = sorted(path.name for path in CASES.iterdir() if any(path.glob(PATTERN)))


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert set(FOLDERS) == set(RULES)


_ENCRYPTED = "the service encrypts everything that it stores; the owner cannot turn it off"
_ALWAYS = {
    ("gcp", rule): _ENCRYPTED for rule in ("block-volume-encrypted", "file-store-encrypted", "snapshot-encrypted")
}
_ALWAYS |= {
    ("gcp", rule): _ENCRYPTED for rule in ("topic-encrypted", "object-store-encrypted", "database-encrypted-at-rest")
}
_ALWAYS |= {("gcp", rule): _ENCRYPTED for rule in ("warehouse-encrypted-at-rest", "cache-encrypted-at-rest")}
_ALWAYS |= {("azure", rule): _ENCRYPTED for rule in ("topic-encrypted", "object-store-encrypted")}
_ALWAYS |= {("azure", rule): _ENCRYPTED for rule in ("cache-encrypted-at-rest", "search-encrypted-at-rest")}
_ALWAYS |= {("aws", "object-store-encrypted"): "S3 encrypts every new object since January 2023"}

IMPOSSIBLE: dict[tuple[str, str, str], str] = {
    ("aws", "identity-from-directory", "unknown"): "the type of the resource decides, and it is always known",
    ("aws", "key-hsm-protected", "fail"): "AWS keeps every KMS key in a hardware module",
    ("aws", "network-preset-unused", "unknown"): "the type of the resource decides, and it is always known",
    **{(provider, rule, verdict): why for (provider, rule), why in _ALWAYS.items() for verdict in ("fail", "unknown")},
    **{
        (
            "text",
            f"files-no-{what}",
            "unknown",
        ): "only a file that cannot be read is unknown; tests/sources/text has one"
        for what in ("card-numbers", "keys", "passwords", "test-numbers", "track-data", "verification-codes")
    },
    ("kafka", "configuration-no-plain-secrets", "unknown"): "what comes from elsewhere is no secret in the file",
    ("kubernetes", "route-authenticated", "fail"): "a policy that asks nobody who he is, is about something else",
    ("kubernetes", "route-throttled", "fail"): "a policy without a limit is about something else",
    **{
        (provider, "malware-guard-updates-itself", "fail"): "all that Terraform can name update themselves"
        for provider in ("aws", "azure")
    },
}
"""Verdicts that a rule cannot give on a provider, and why."""


def _watched(patch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Adapters do as ever; here comes to stand each type with a kind that it makes and that its row does not name."""
    unnamed: set[tuple[str, str]] = set()

    def watched(native_type: str) -> Adapter:
        make = adapter(native_type)

        def made(document: Document) -> Iterator[Resource]:
            for resource in make(document):
                if resource.kind not in ADAPTERS[native_type].kinds:
                    unnamed.add((native_type, resource.kind))
                yield resource

        return made

    patch.setattr("pcicheck.providers.adapt.adapter", watched)
    return unnamed


@pytest.mark.parametrize("rule", FOLDERS)
def test_cases(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case gives what it expects, and together they show the rule at work."""
    unnamed = _watched(monkeypatch)
    results = list(run_cases(RULES[rule], CASES / rule))
    assert unnamed == set(), "tables do not name these kinds, so that scans for them would not read the types"
    assert {result.case.case: result.mistakes for result in results if result.mistakes} == {}
    assert [name for name, count in Counter(result.case.case for result in results).items() if count > 1] == []
    _check_shown(RULES[rule].rule, {shown for result in results for shown in _expected(result)})


def _check_shown(rule: Rule, verdicts: set[tuple[str, str]]) -> None:
    """A rule passes, fails and stays unknown for each provider it claims; a plan cannot fail an existence rule."""
    for provider in rule.providers or providers_of(rule.kind):
        seen = {verdict for owner, verdict in verdicts if owner == provider}
        needed = {"pass", "unknown"} | ({"fail"} if isinstance(rule.assertion, dict) else set())
        excused = {verdict for owner, name, verdict in IMPOSSIBLE if (owner, name) == (provider, rule.id)}
        assert needed - excused <= seen, f"{rule.id} has no case that is {needed - seen} on {provider}"
        assert not excused & seen, f"{rule.id} can be {excused & seen} after all"


def _expected(result: CaseResult) -> Iterator[tuple[str, str]]:
    """Providers and the verdicts that a case expects of them. Addresses of files do not tell the provider."""
    if result.case.files:
        yield from ((finding.provider, finding.verdict) for finding in result.findings)
    else:
        for address, verdict in _typed(result.case).items():
            yield provider_of(address.split(".")[-2 if "." in address else 0]), verdict


def _typed(case: Case) -> dict[str, str]:
    """Expected verdicts by ``type.name``; existence findings are named ``aws:account``."""
    found = {}
    for address, verdict in case.expect.items():
        if ":" in address.split("[")[0] and "_" not in address.split(":")[0]:
            found[f"{address.split(':')[0]}_.x"] = verdict
            continue
        plain = address.split("#")[0].split("[")[0] if not address.startswith("module.") else address
        kind = next(
            part for part in plain.replace("data.", "").split(".") if "_" in part and not part.startswith("module")
        )
        found[f"{kind}.{len(found)}"] = verdict
    return found


def test_there_are_rules_for_every_principal_requirement_that_configuration_speaks_for() -> None:
    spoken = {binding.id.split(".")[0] for compiled in BOOK.rules for binding in compiled.rule.requirements}
    assert {"1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12"} <= spoken
    assert len(BOOK.rules) >= 60


def test_direct_bindings_follow_the_mapping_traps() -> None:
    """Encryption by the platform is never direct evidence for 3.5.1; manual requirements have no direct rule."""
    known = catalogue().by_id()
    for compiled in BOOK.rules:
        for binding in compiled.rule.requirements:
            if binding.basis == "direct":
                assert binding.id != "3.5.1", compiled.rule.id
                assert known[binding.id].automation != "manual", f"{compiled.rule.id} claims {binding.id}"


def test_rule_files_are_in_order() -> None:
    for compiled in BOOK.rules:
        rule = compiled.rule
        assert compiled.path.parent.name, rule.id
        assert len({binding.id for binding in rule.requirements}) == len(rule.requirements), rule.id
        assert rule.fix.by_type or rule.fix.console, f"{rule.id} does not say how to mend it"
        assert not rule.title.endswith("."), rule.id
        assert set(rule.providers) <= set(providers_of(rule.kind)), rule.id


def test_titles_are_unique() -> None:
    titles = Counter(compiled.rule.title for compiled in BOOK.rules)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_foreign_id_is_listed_twice_in_a_rule() -> None:
    for compiled in BOOK.rules:
        for tool, names in compiled.rule.maps.items():
            assert len(set(names)) == len(names), f"{compiled.rule.id}: {tool}"


def test_every_kind_has_a_rule_or_is_linked_to() -> None:
    judged = {compiled.rule.kind for compiled in BOOK.rules}
    made = {kind for row in ADAPTERS.values() for kind in row.kinds} | {*COMMON_KINDS, "data_flow"}
    assert judged <= set(KINDS)
    assert judged <= made, f"no adapter makes {judged - made}"
    assert made <= set(KINDS)


def test_tables_resolve() -> None:
    """Every adapter named in a table exists, and every side-car's owner is read."""
    for native_type in ADAPTERS:
        assert callable(adapter(native_type)), native_type
    for name, row in SIDECARS.items():
        assert set(row.owners) <= set(ADAPTERS) | HELPERS, name
    for provider in PROVIDERS:
        every = tables(provider)
        for name in (*every.adapters, *every.sidecars, *every.helpers):
            assert provider_of(name) == provider, name


def test_rule_ids_name_their_files() -> None:
    from pcicheck.assets import rules_folder

    files = {path.stem for path in rule_files(rules_folder())}
    assert files == set(RULES)
