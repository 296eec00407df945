"""The shipped requirement catalogue is complete, ordered and consistent with PCI DSS v4.0.1."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pcicheck.rulebook.requirements import Requirement, catalogue
from tests.unit.rulebook.standard import (
    APPLIES_TO,
    AUTOMATION,
    CONDITIONS,
    EVIDENCE,
    INTERVALS,
    RISK_ANALYSIS_SETS_INTERVAL,
    SUPERSEDED,
    TOTALS,
)


def appendix(requirement: Requirement) -> bool:
    return requirement.principal.startswith("A")


def order(requirement_id: str) -> tuple[int, ...]:
    """Where an id stands: numbers count as numbers, and appendices follow requirement 12."""
    head, *rest = requirement_id.split(".")
    first = 100 + int(head[1:]) if head.startswith("A") else int(head)
    return (first, *(int(part) for part in rest))


def texts(requirement: Requirement) -> list[str]:
    """Every text of ours in a requirement."""
    single = (requirement.needs, requirement.shared, requirement.note)
    return [
        requirement.title,
        *requirement.hints,
        *requirement.thresholds,
        *(text for text in single if text is not None),
    ]


def future_dated(part: str | None = None) -> set[str]:
    return {
        requirement.id
        for requirement in catalogue().requirements
        if requirement.future_dated and part in (None, requirement.future_dated_part)
    }


def test_it_is_pci_dss_4_0_1() -> None:
    shipped = catalogue()
    assert (shipped.standard, shipped.version, shipped.published) == ("PCI DSS", "4.0.1", "2024-06-11")


def test_it_is_read_once() -> None:
    assert catalogue() is catalogue()


def test_there_are_250_requirements_and_30_of_the_appendices() -> None:
    of_appendices = [requirement for requirement in catalogue().requirements if appendix(requirement)]
    assert len(catalogue().requirements) == 250 + 30
    assert len(of_appendices) == 30


def test_each_principal_requirement_has_its_number_of_requirements() -> None:
    assert Counter(requirement.principal for requirement in catalogue().requirements) == TOTALS


def test_ids_are_unique_and_well_formed() -> None:
    ids = [requirement.id for requirement in catalogue().requirements]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not re.fullmatch(r"(?:[1-9]|1[0-2]|A[1-3])(?:\.[1-9]\d?){2,4}", one)] == []


def test_requirements_are_in_the_order_of_the_standard() -> None:
    ids = [requirement.id for requirement in catalogue().requirements]
    assert ids == sorted(ids, key=order)
    assert (ids[0], ids[249], ids[250], ids[-1]) == ("1.1.1", "12.10.7", "A1.1.1", "A3.5.1")


def test_numbering_has_no_gaps() -> None:
    ids = set(catalogue().by_id())
    missing = []
    for one in ids:
        before, _, last = one.rpartition(".")
        if last != "1" and f"{before}.{int(last) - 1}" not in ids:
            missing.append(one)
    assert missing == []


def test_requirements_of_four_parts_or_more_have_their_parent() -> None:
    ids = set(catalogue().by_id())
    nested = {one for one in ids if one.count(".") > 2}
    assert nested
    assert {one for one in nested if one.rpartition(".")[0] not in ids} == set()


def test_by_id_keeps_the_order() -> None:
    by_id = catalogue().by_id()
    assert list(by_id) == [requirement.id for requirement in catalogue().requirements]
    assert by_id["3.5.1.2"].id == "3.5.1.2"


def test_principal_is_the_first_part_of_the_id() -> None:
    by_id = catalogue().by_id()
    assert (by_id["12.10.7"].principal, by_id["A3.3.1.1"].principal) == ("12", "A3")


def test_titles_are_unique() -> None:
    titles = Counter(requirement.title.casefold() for requirement in catalogue().requirements)
    assert [title for title, times in titles.items() if times > 1] == []


def test_titles_have_twelve_words_at_most() -> None:
    wordy = [
        requirement.id for requirement in catalogue().requirements if not 1 <= len(requirement.title.split()) <= 12
    ]
    assert wordy == []


def test_titles_start_with_a_capital_and_have_no_full_stop() -> None:
    odd = [
        requirement.id
        for requirement in catalogue().requirements
        if not requirement.title[0].isupper() or requirement.title.endswith(".")
    ]
    assert odd == []


def test_texts_are_tidy() -> None:
    untidy = [
        (requirement.id, text)
        for requirement in catalogue().requirements
        for text in texts(requirement)
        if not text.isascii() or text != " ".join(text.split()) or not text
    ]
    assert untidy == []


def test_no_requirement_repeats_a_hint_or_threshold() -> None:
    repeated = [
        requirement.id
        for requirement in catalogue().requirements
        for lines in (requirement.hints, requirement.thresholds)
        if len(set(lines)) != len(lines)
    ]
    assert repeated == []


@pytest.mark.parametrize("principal", AUTOMATION)
def test_automation_per_principal_requirement(principal: str) -> None:
    kinds = Counter(
        requirement.automation for requirement in catalogue().requirements if requirement.principal == principal
    )
    assert (kinds["config"], kinds["partial"], kinds["manual"]) == AUTOMATION[principal]


def test_automation_in_total() -> None:
    of_standard = Counter(one.automation for one in catalogue().requirements if not appendix(one))
    of_appendices = Counter(one.automation for one in catalogue().requirements if appendix(one))
    assert of_standard == {"config": 51, "partial": 95, "manual": 104}
    assert of_appendices == {"config": 2, "partial": 13, "manual": 15}


def test_what_configuration_can_tell_has_hints_and_assets() -> None:
    for requirement in catalogue().requirements:
        if requirement.automation != "manual":
            assert requirement.hints, requirement.id
            assert requirement.asset_scope, requirement.id


def test_manual_requirements_have_no_assets() -> None:
    assert [one.id for one in catalogue().requirements if one.automation == "manual" and one.asset_scope] == []


def test_superseded_requirements_point_to_their_successors() -> None:
    by_id = catalogue().by_id()
    found = {one.id: one.superseded_by for one in by_id.values() if one.superseded_by}
    assert found == SUPERSEDED
    for successor in SUPERSEDED.values():
        assert by_id[successor].superseded_by is None
        assert by_id[successor].future_dated


def test_see_points_to_requirements_that_exist() -> None:
    by_id = catalogue().by_id()
    found = {}
    for requirement in by_id.values():
        if requirement.see is not None:
            see = [requirement.see] if isinstance(requirement.see, str) else requirement.see
            found[requirement.id] = see
            assert requirement.id not in see
            assert set(see) <= by_id.keys()
    assert found == {"1.2.2": ["6.5.1"], "5.3.4": ["10.5.1"]}


def test_ids_named_in_texts_exist() -> None:
    by_id = catalogue().by_id()
    known = {*by_id, "4.0.1", "0.0.0.0"}  # noqa: S104 - an address in a text, nothing is bound
    named = {
        (requirement.id, mention)
        for requirement in by_id.values()
        for text in texts(requirement)
        for mention in re.findall(r"(?<![\w.])\d{1,2}(?:\.\d{1,2}){2,}(?![\w.]*\d)", text)
    }
    assert len(named) >= 10
    assert {(where, mention) for where, mention in named if mention not in known} == set()


def test_the_customised_approach_is_closed_where_the_standard_says_so() -> None:
    closed = {one.id for one in catalogue().requirements if not one.customized_approach}
    of_a3 = {one.id for one in catalogue().requirements if one.principal == "A3"}
    assert closed == of_a3 | {
        "3.3.1",
        "3.3.1.1",
        "3.3.1.2",
        "3.3.1.3",
        "3.3.2",
        "11.3.2",
        "12.3.2",
        "A2.1.1",
        "A2.1.2",
        "A2.1.3",
    }


def test_47_and_4_requirements_were_future_dated() -> None:
    of_appendices = {one for one in future_dated() if one.startswith("A")}
    assert len(future_dated() - of_appendices) == 47
    assert of_appendices == {"A1.1.1", "A1.1.4", "A1.2.3", "A3.3.1"}


def test_a_part_is_given_exactly_for_the_future_dated() -> None:
    with_part = {one.id for one in catalogue().requirements if one.future_dated_part is not None}
    assert with_part == future_dated()
    assert future_dated("bullet") == {"3.2.1", "3.3.3", "3.6.1.1", "4.2.1", "12.10.5", "A3.3.1"}
    assert future_dated("non_service_providers") == {"10.7.3"}
    assert len(future_dated("whole")) == 51 - 6 - 1


def test_intervals_are_from_the_closed_set() -> None:
    found: Counter[str] = Counter()
    for requirement in catalogue().requirements:
        if requirement.interval is not None:
            found.update([requirement.interval] if isinstance(requirement.interval, str) else requirement.interval)
    assert found.keys() == INTERVALS


@pytest.mark.parametrize(
    ("requirement_id", "interval"),
    [
        ("1.2.7", "6m"),
        ("3.2.1", "3m"),
        ("6.2.2", "12m"),
        ("7.2.4", "6m"),
        ("10.4.1", "daily"),
        ("11.3.1", "3m"),
        ("11.3.1.3", "on_change"),
        ("11.4.5", "12m"),
        ("11.4.6", "6m"),
        ("11.5.2", "weekly"),
        ("11.6.1", "weekly_or_tra"),
        ("12.5.2", "12m"),
        ("12.5.2.1", "6m"),
        ("A1.1.4", "6m"),
        ("A3.2.1", "3m"),
    ],
)
def test_interval(requirement_id: str, interval: str) -> None:
    assert catalogue().by_id()[requirement_id].interval == interval


def test_where_a_risk_analysis_sets_the_interval_the_catalogue_gives_none() -> None:
    by_id = catalogue().by_id()
    assert {one for one in RISK_ANALYSIS_SETS_INTERVAL if "tra" not in str(by_id[one].interval)} == set()


def test_every_principal_requirement_is_named() -> None:
    assert list(catalogue().principals) == list(TOTALS)
    names = list(catalogue().principals.values())
    assert all(names)
    assert len(set(names)) == len(names)


def test_every_group_is_named_and_none_is_empty() -> None:
    used = list(dict.fromkeys(".".join(one.id.split(".")[:2]) for one in catalogue().requirements))
    assert list(catalogue().groups) == used
    assert len([group for group in used if not group.startswith("A")]) == 63
    names = list(catalogue().groups.values())
    assert all(names)
    assert len(set(names)) == len(names)


def test_procedures_begin_with_the_id_of_their_requirement() -> None:
    for requirement in catalogue().requirements:
        if requirement.principal == "A3":
            assert requirement.procedures == []
            assert requirement.evidence == []
            continue
        assert requirement.procedures, requirement.id
        letters = [procedure.removeprefix(requirement.id) for procedure in requirement.procedures]
        assert letters in ([""], [f".{letter}" for letter in "abcdefgh"[: len(letters)]]), requirement.id


def test_there_are_464_procedures_and_11_of_the_appendices() -> None:
    procedures = [(one, procedure) for one in catalogue().requirements for procedure in one.procedures]
    assert len({procedure for _, procedure in procedures}) == len(procedures)
    assert Counter(appendix(one) for one, _ in procedures) == {False: 464, True: 11}


def test_words_of_the_closed_fields() -> None:
    requirements = catalogue().requirements
    assert {one.applies_to for one in requirements} == APPLIES_TO
    assert {one.condition for one in requirements if one.condition} == CONDITIONS
    assert {kind for one in requirements for kind in one.evidence} == EVIDENCE


def test_who_the_appendices_apply_to() -> None:
    by_id = catalogue().by_id()
    assert {one.applies_to for one in by_id.values() if one.principal == "A1"} == {"multi_tenant_service_provider"}
    assert {one.applies_to for one in by_id.values() if one.principal == "A3"} == {"designated_entity"}
    assert by_id["A2.1.1"].applies_to == "all"
    assert by_id["11.4.7"].applies_to == "multi_tenant_service_provider"
    assert by_id["3.3.3"].applies_to == "issuer"
    assert by_id["10.7.2"].applies_to == "all"


def test_what_the_entity_must_declare() -> None:
    assert {one.id for one in catalogue().requirements if one.needs} == {
        "1.2.5",
        "1.3.1",
        "1.3.2",
        "3.7.4",
        "6.5.3",
        "8.2.5",
        "8.6.3",
        "11.3.1.1",
    }


@pytest.mark.parametrize(
    ("requirement_id", "numbers"),
    [
        ("1.2.7", ["6"]),
        ("3.5.1.1", ["128"]),
        ("4.2.1", ["1.2", "112", "128"]),
        ("6.3.3", ["1"]),
        ("7.2.4", ["6"]),
        ("8.2.6", ["90"]),
        ("8.2.8", ["15"]),
        ("8.3.4", ["10", "30"]),
        ("8.3.6", ["12", "8"]),
        ("8.3.7", ["4"]),
        ("8.3.9", ["90"]),
        ("8.3.10.1", ["90"]),
        ("9.2.1.1", ["3"]),
        ("9.3.4", ["3"]),
        ("10.5.1", ["12", "3"]),
        ("11.3.2.1", ["4.0"]),
        ("11.4.1", ["12"]),
        ("11.5.2", ["7"]),
        ("11.6.1", ["7"]),
        ("12.5.2.1", ["6"]),
        ("A1.1.4", ["6"]),
    ],
)
def test_numbers_of_the_standard(requirement_id: str, numbers: list[str]) -> None:
    found = re.findall(r"\d+(?:\.\d+)?", " ".join(catalogue().by_id()[requirement_id].thresholds))
    assert set(numbers) <= set(found)
