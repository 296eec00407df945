"""Who is granted what on Google Cloud, in the three ways of writing it down."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import Mark, Ref, plan
from pcicheck.model.value import AFTER_APPLY, SENSITIVE, Unknown
from pcicheck.providers.gcp.access import (
    Grant,
    Grants,
    grants_of,
    is_public,
    parse_policy,
    public_principal,
    read_grants,
)
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read

MEMBER, BINDING = "google_storage_bucket_iam_member.m", "google_storage_bucket_iam_binding.b"
POLICY, SOURCE = "google_storage_bucket_iam_policy.p", "data.google_iam_policy.d"
VIEWER, WRITER = "roles/storage.objectViewer", "roles/storage.objectCreator"
TYPES = {address.rpartition(".")[0] for address in (MEMBER, BINDING, POLICY, SOURCE)} | {"google_service_account"}


def granted(resources: dict[str, dict[str, Any]]) -> Grants:
    """The grants of the first IAM resource of a plan in short form."""
    return read_grants(read(Input("plan.json", msgspec.json.encode(plan(resources))), TYPES).documents[0])


def policy(*bindings: dict[str, Any]) -> str:
    """JSON as ``data.google_iam_policy`` makes it."""
    return json.dumps({"bindings": list(bindings)})


def test_a_member_is_one_grant() -> None:
    written = {"bucket": "b", "role": VIEWER, "member": "allUsers", "condition": []}
    assert granted({MEMBER: written}) == (Grant(VIEWER, ("allUsers",)),)


def test_a_binding_gives_a_role_to_several_under_a_condition() -> None:
    until = {"title": "until", "expression": 'request.time < timestamp("2030-01-01T00:00:00Z")'}
    written = {"role": VIEWER, "members": ["user:a@example.com", "group:b@example.com"], "condition": [until]}
    assert granted({BINDING: written}) == (
        Grant(VIEWER, ("user:a@example.com", "group:b@example.com"), until["expression"]),
    )


def test_a_policy_is_read_from_its_json() -> None:
    data = policy({"role": VIEWER, "members": ["allUsers"]}, {"role": WRITER, "condition": {"expression": "false"}})
    assert granted({POLICY: {"policy_data": data}}) == (Grant(VIEWER, ("allUsers",)), Grant(WRITER, (), "false"))


def test_a_policy_is_read_through_its_data_source() -> None:
    bindings = [{"role": VIEWER, "members": ["allUsers"]}, {"role": WRITER, "members": [Ref(("x.y.z",))]}]
    resources: dict[str, dict[str, Any]] = {
        POLICY: {"policy_data": Ref((f"{SOURCE}.policy_data",))},
        SOURCE: {"binding": bindings},
    }
    assert granted(resources) == (Grant(VIEWER, ("allUsers",)), Grant(WRITER, (AFTER_APPLY,)))


def test_a_policy_that_nobody_can_read_is_unknown() -> None:
    assert granted({POLICY: {"policy_data": Ref(("local.policy",))}}) == (AFTER_APPLY,)
    assert isinstance(parse_policy("{")[0], Unknown)
    assert isinstance(parse_policy("[]")[0], Unknown)
    assert isinstance(parse_policy('{"bindings": [1]}')[0], Unknown)
    assert parse_policy("{}") == ()


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("google_service_account.app.email", "serviceAccount:google_service_account.app"),
        ("data.google_storage_project_service_account.s.member", None),
        ("google_logging_project_sink.s.writer_identity", "serviceAccount:google_logging_project_sink.s"),
        ("data.google_project.p.number", "resource:data.google_project.p"),
    ],
)
def test_a_member_that_terraform_makes_is_named_by_its_address(name: str, member: str | None) -> None:
    (grant,) = granted({MEMBER: {"role": VIEWER, "member": Ref((name,))}})
    assert isinstance(grant, Grant)
    assert grant.members == (member or f"serviceAccount:{name.rpartition('.')[0]}",)
    assert is_public((grant,)) is False


def test_made_members_of_a_list_and_of_a_data_source_are_named_too() -> None:
    members = ["user:a@example.com", Ref(("google_service_account.app.email",))]
    wanted = (Grant(VIEWER, ("user:a@example.com", "serviceAccount:google_service_account.app")),)
    assert granted({BINDING: {"role": VIEWER, "members": members}}) == wanted
    source = {"binding": [{"role": VIEWER, "members": members}]}
    assert granted({POLICY: {"policy_data": Ref((f"{SOURCE}.policy_data",))}, SOURCE: source}) == wanted


def test_members_that_lead_nowhere_stay_unknown() -> None:
    for value, seen in ((Ref(("local.who",)), AFTER_APPLY), (Mark("sensitive", "allUsers"), SENSITIVE)):
        (grant,) = granted({MEMBER: {"role": VIEWER, "member": value}})
        assert isinstance(grant, Grant)
        assert grant.members == (seen,)
        assert is_public((grant,)) == seen


def test_a_member_whose_sort_is_known_is_named_by_what_is_known() -> None:
    resources = {BINDING: {"role": VIEWER, "members": ["user:a@example.com"]}}
    document = read(Input("plan.json", msgspec.json.encode(plan(resources))), TYPES).documents[0]
    draft = "serviceAccount:${google_service_account.app.email}"
    document.values = {"role": VIEWER, "members": ["user:a@example.com", Unknown("not yet", draft=draft)]}
    assert read_grants(document) == (Grant(VIEWER, ("user:a@example.com", draft)),)
    document.values = {"role": VIEWER, "members": [Unknown("not yet", draft="${var.kind}:x")]}
    assert is_public(read_grants(document)) == Unknown("not yet", draft="${var.kind}:x")


def test_public_principals() -> None:
    assert public_principal("allUsers") == public_principal("principalSet://goog/public:all") == "anyone"
    assert public_principal("allAuthenticatedUsers") == "any_account"
    assert public_principal("domain:example.com") is None


def test_public_is_three_valued() -> None:
    shut, shown = Grant(VIEWER, ("user:a@example.com",)), Grant(VIEWER, ("allAuthenticatedUsers",))
    assert is_public(()) is False
    assert is_public((shut,)) is False
    assert is_public((shut, AFTER_APPLY)) == AFTER_APPLY
    assert is_public((AFTER_APPLY, shown)) is True


def test_public_can_be_asked_of_some_roles() -> None:
    shown, unsure = Grant(VIEWER, ("allUsers",)), Grant(AFTER_APPLY, ("allUsers",))
    assert is_public((shown,), WRITER.__eq__) is False
    assert is_public((shown,), VIEWER.__eq__) is True
    assert is_public((unsure,), VIEWER.__eq__) == AFTER_APPLY
    assert is_public((unsure,)) is True


def test_grants_of_a_resource_come_from_its_side_cars() -> None:
    resources: dict[str, dict[str, Any]] = {
        BINDING: {"role": VIEWER, "members": ["a"]},
        MEMBER: {"role": WRITER, "member": "b"},
    }
    owner, car = read(Input("plan.json", msgspec.json.encode(plan(resources))), TYPES).documents
    assert grants_of(owner) == ()
    owner.sidecars[car.type] = [car]
    assert grants_of(owner) == (Grant(WRITER, ("b",)),)
    owner.sidecars, owner.values = {}, AFTER_APPLY
    assert grants_of(owner) == (AFTER_APPLY,)
