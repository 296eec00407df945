"""What the adapters of keys and secrets read: schedules, names, access."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import Ref, plan
from pcicheck.model.kinds.keys import Hsm, Key, KeyAccess
from pcicheck.model.link import Link
from pcicheck.model.origin import Gap
from pcicheck.model.resource import Inventory, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.adapt import adapt
from pcicheck.providers.aws.keys.schedule import schedule_days
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read

ACCOUNT = "arn:aws:iam::111122223333"


def inventory(resources: dict[str, dict[str, Any]]) -> tuple[Inventory, list[Gap]]:
    """The inventory of a plan in short form."""
    gaps: list[Gap] = []
    found = Inventory()
    found.add(adapt(read(Input("plan.json", msgspec.json.encode(plan(resources))), READ_TYPES).documents, gaps))
    return found, gaps


def key_of(resources: dict[str, dict[str, Any]]) -> Key:
    """The facts of the first key of a plan."""
    found, _ = inventory(resources)
    return next(r.facts for r in found.resources if isinstance(r.facts, Key))


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("rate(4 hours)", 1 / 6),
        ("rate(1 day)", 1),
        ("Rate( 89 days )", 89),
        ("cron(0 12 * * ? *)", 1),
        ("cron(0 */4 * * ? *)", 1),
        ("cron(0 8 ? * MON-FRI *)", 3),
        ("cron(0 16 1,15 * ? *)", 17),
        ("cron(0 16 1 * ? *)", 31),
        ("cron(0 16 L * ? *)", 31),
        ("cron(0 8 ? * 5L *)", 35),
        ("cron(0 8 ? 1/3 SUN#1 *)", 91),
        ("cron(0 8 1 JAN,JUL ? *)", 184),
        ("cron(0 8 29 2 ? *)", None),
        ("cron(0 8 15W * ? *)", None),
        ("cron(0 8 1 * ? 2030)", None),
        ("cron(0 8 1 *)", None),
        ("cron(0 8 31 2 ? *)", None),
        ("cron(0 8 1 FOO ? *)", None),
        ("at(2030-01-01T00:00:00)", None),
        ("", None),
    ],
)
def test_longest_time_between_two_firings(expression: str, days: float | None) -> None:
    found = schedule_days(expression)
    assert isinstance(found, Unknown) if days is None else found == days


@pytest.mark.parametrize(
    "name",
    ["alias/pay", "aws_kms_alias.pay", "aws_kms_key.pay", "arn:aws:kms:eu-west-1:111122223333:alias/pay"],
)
def test_a_key_answers_to_its_aliases(name: str) -> None:
    found, gaps = inventory(
        {
            "aws_kms_key.pay": {},
            "aws_kms_alias.pay": {
                "name": "alias/pay",
                "arn": "arn:aws:kms:eu-west-1:111122223333:alias/pay",
                "target_key_id": Ref(("aws_kms_key.pay.key_id",)),
            },
        }
    )
    target = found.resolve(Link(name, "key"))
    assert isinstance(target, Resource)
    assert target.address == "aws_kms_key.pay"
    assert not gaps


def test_a_certificate_answers_to_its_validation() -> None:
    found, _ = inventory(
        {
            "aws_acm_certificate.c": {"domain_name": "pay.example.com"},
            "aws_acm_certificate_validation.v": {"certificate_arn": Ref(("aws_acm_certificate.c.arn",))},
        }
    )
    target = found.resolve(Link("aws_acm_certificate_validation.v", "certificate"))
    assert target is not None
    assert target.address == "aws_acm_certificate.c"


def test_things_that_are_only_named_become_gaps_and_no_resources() -> None:
    found, gaps = inventory(
        {
            "aws_kms_alias.a": {"name": "alias/far", "target_key_id": "far-key"},
            "aws_kms_grant.g": {"key_id": "far-key", "grantee_principal": f"{ACCOUNT}:role/x", "operations": []},
            "aws_secretsmanager_secret_version.v": {"secret_id": "far-secret"},
            "aws_acm_certificate_validation.v": {"certificate_arn": "far-certificate"},
            "aws_acmpca_certificate_authority_certificate.c": {"certificate_authority_arn": "far-authority"},
            "aws_paymentcryptography_key_alias.p": {"alias_name": "alias/p", "key_arn": "far-payment-key"},
        }
    )
    assert [gap.kind for gap in gaps] == ["orphan"] * 6
    assert found.resources == []


def test_access_is_gathered_by_principal() -> None:
    policy = {
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": f"{ACCOUNT}:root"}, "Action": "kms:*"},
            {"Effect": "Allow", "Principal": {"AWS": f"{ACCOUNT}:role/ops"}, "Action": "kms:Put*"},
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"{ACCOUNT}:role/ops"},
                "Action": ["kms:ReEncrypt*", "kms:Decrypt"],
            },
            {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "kms:GenerateDataKey*"},
            {"Effect": "Allow", "Principal": {"AWS": f"{ACCOUNT}:role/look"}, "Action": "kms:Describe*"},
            {"Effect": "Deny", "Principal": "*", "Action": "kms:*"},
        ]
    }
    access = key_of({"aws_kms_key.a": {"policy": msgspec.json.encode(policy).decode()}}).access
    assert isinstance(access, tuple)
    root, ops, service = access
    assert root.delegated is True
    assert ops == KeyAccess(
        principal=f"AWS:{ACCOUNT}:role/ops", account="111122223333", delegated=False, administers=True, uses=True
    )
    assert isinstance(service.account, Inapplicable)
    assert (service.administers, service.uses) == (False, True)


def test_payment_keys_say_what_they_are_for() -> None:
    def purpose(*modes: str) -> object:
        attributes = {"key_algorithm": "AES_256", "key_modes_of_use": [dict.fromkeys(modes, True)]}
        return key_of({"aws_paymentcryptography_key.a": {"exportable": False, "key_attributes": [attributes]}}).purpose

    assert purpose("decrypt", "encrypt") == "encrypt"
    assert purpose("unwrap", "wrap") == "wrap"
    assert purpose("generate", "verify") == "mac"
    assert purpose("derive_key") == "derive"
    assert purpose("no_restrictions") == "encrypt"


def test_zones_of_a_cluster() -> None:
    cluster = Ref(("aws_cloudhsm_v2_cluster.c.cluster_id",))
    found, _ = inventory(
        {
            "aws_cloudhsm_v2_cluster.c": {"hsm_type": "hsm2m.medium", "mode": "FIPS"},
            "aws_cloudhsm_v2_hsm.a": {"cluster_id": cluster, "availability_zone": "eu-west-1b"},
            "aws_cloudhsm_v2_hsm.b": {"cluster_id": cluster, "availability_zone": "eu-west-1a"},
        }
    )
    facts = found.resources[0].facts
    assert isinstance(facts, Hsm)
    assert (facts.zones, facts.zone_count, facts.hsm_count) == (("eu-west-1a", "eu-west-1b"), 2, 2)
