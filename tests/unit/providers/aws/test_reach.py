"""How far policies reach."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import AFTER_APPLY, Unknown
from pcicheck.providers.aws.identity import actions
from pcicheck.providers.aws.identity.reach import permissions
from pcicheck.providers.aws.policy import Statement, parse_policy

REASON = Unknown("not collected")


def facts(*statements: dict[str, Any]) -> dict[str, Any]:
    """Facts of a policy in JSON."""
    return permissions(parse_policy({"Statement": [{"Effect": "Allow", "Resource": "*"} | s for s in statements]}))


def test_nothing_is_granted_by_no_policy() -> None:
    assert {value for name, value in permissions(None).items() if name != "whole_services"} == {False}
    assert permissions(None)["whole_services"] == ()


def test_an_unknown_policy_leaves_every_fact_unknown() -> None:
    assert set(permissions(REASON).values()) == {REASON}


def test_an_unknown_statement_hides_what_the_others_do_not_show() -> None:
    found = permissions((REASON, Statement(allow=True, actions=("iam:*",), resources=("*",))))
    assert found["escalates"] is True
    assert found["full_admin"] == REASON
    assert found["reads_any_data"] == REASON


def test_an_unknown_action_hides_what_the_others_do_not_show() -> None:
    found = permissions((Statement(allow=True, actions=("s3:GetObject", REASON), resources=("*",)),))
    assert found["reads_any_data"] is True
    assert found["escalates"] == REASON


def test_an_unknown_resource_matters_only_where_the_action_does() -> None:
    found = permissions((Statement(allow=True, actions=("s3:GetObject",), resources=(REASON,)),))
    assert found["reads_any_data"] == REASON
    assert found["escalates"] is False


def test_a_resource_made_by_terraform_is_no_wildcard() -> None:
    found = permissions((Statement(allow=True, actions=("s3:*",), resources=(AFTER_APPLY,)),))
    assert found["reads_any_data"] is False


def test_a_denial_takes_away_only_what_it_covers() -> None:
    denial = {"Effect": "Deny", "Action": "iam:*"}
    assert facts({"Action": "iam:*"}, denial)["escalates"] is False
    assert facts({"Action": "iam:*"}, denial | {"Resource": "arn:aws:iam::1:user/a"})["escalates"] is True
    assert facts({"Action": "*"}, denial)["reads_any_data"] is True
    assert facts({"Action": "*"}, denial)["full_admin"] is True


@pytest.mark.parametrize(
    ("pattern", "bound", "writes"),
    [
        ("s3:GetObject", True, False),
        ("s3:PutObject", True, True),
        ("S3:putobject", True, True),
        ("s3:ListAllMyBuckets", False, False),
        ("ec2:DescribeInstances", False, False),
        ("ec2:Describe*", True, False),
        ("ec2:CreateTags", True, False),
        ("cloudwatch:PutMetricData", False, False),
        ("kms:CreateGrant", True, False),
        ("redshift:GetClusterCredentials", True, True),
        ("sqs:ReceiveMessage", True, False),
        ("support:*", False, False),
        ("*", True, True),
    ],
)
def test_what_can_be_bound_and_what_writes(pattern: str, bound: bool, writes: bool) -> None:
    found = facts({"Action": pattern})
    assert found["any_resource"] is bound
    assert found["writes_anywhere"] is writes


def test_a_service_that_is_not_in_the_table_is_unknown() -> None:
    assert isinstance(facts({"Action": "newservice:DoIt"})["any_resource"], Unknown)


@pytest.mark.parametrize(
    "table",
    [actions.UNBOUND, actions.ACCESS_CHANGES, actions.CREDENTIALS, actions.DATA_READS, actions.READING_WRITES],
)
def test_tables_name_each_service_once_and_in_lines_of_their_own(table: str) -> None:
    services = [line.partition(":")[0] for line in table.strip().splitlines() if not line.startswith(" ")]
    assert len(services) == len(set(services))
    assert all(service and " " not in service for service in services)
