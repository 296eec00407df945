"""The rules that the findings of the factory are of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pcicheck.rulebook.condition import FactTest
from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.rule import Binding, Fix, Rule


def rule(
    name: str,
    title: str,
    kind: str,
    severity: Any,
    bindings: list[tuple[str, Any, str]],
    expected: tuple[str, str, Any],
    terraform: dict[str, str],
    why: str = "Card data that is read by somebody else is the loss that the standard exists to prevent.",
) -> CompiledRule:
    """A rule of the factory's rulebook."""
    return CompiledRule(
        rule=Rule(
            id=name,
            title=title,
            kind=kind,
            severity=severity,
            requirements=[Binding(*binding) for binding in bindings],
            why=why,
            fix=Fix(terraform=terraform, console="Open the resource, change the setting, and scan again."),
            maps={"checkov": ["CKV_AWS_145"]} if name == "store-customer-key" else {},
        ),
        path=Path(f"{name}.yaml"),
        put_together=lambda: (FactTest(*expected), None),
        missing=(),
    )


RULES: tuple[CompiledRule, ...] = (
    rule(
        "store-customer-key",
        "Stores of account data are encrypted with a key that the entity controls",
        "object_store",
        "high",
        [
            ("3.5.1.2", "additional", "data at rest is encrypted below the application"),
            ("3.6.1.2", "direct", "the key is held where the entity controls it"),
        ],
        ("encryption.key_owner", "is", "customer"),
        {"aws_s3_bucket": 'sse_algorithm     = "aws:kms"\nkms_master_key_id = aws_kms_key.cardholder.arn'},
    ),
    rule(
        "store-not-public",
        "Stores of account data cannot be reached by the public",
        "object_store",
        "critical",
        [("1.4.4", "direct", "stores of card data are not reachable from untrusted networks")],
        ("public", "is", False),
        {
            "aws_s3_bucket": "block_public_acls = true",
            "google_storage_bucket": 'public_access_prevention = "enforced"',
        },
    ),
    rule(
        "endpoint-modern-tls",
        "Endpoints that the internet can reach speak TLS 1.2 or later",
        "endpoint",
        "high",
        [("4.2.1", "direct", "card data crosses public networks under strong cryptography only")],
        ("min_tls", "at_least", "1.2"),
        {"aws_lb_listener": 'ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"'},
    ),
    rule(
        "audit-log-kept-a-year",
        "Audit logs are kept for twelve months at least",
        "log_store",
        "medium",
        [("10.5.1", "direct", "the audit trail reaches back twelve months")],
        ("retention_days", "at_least", 365),
        {"aws_cloudwatch_log_group": "retention_in_days = 400"},
    ),
    rule(
        "keys-rotate",
        "Keys that protect account data rotate",
        "key",
        "low",
        [("3.7.4", "direct", "keys change at the end of their cryptoperiod")],
        ("rotation", "is", True),
        {"aws_kms_key": "enable_key_rotation = true"},
    ),
)
"""A small rulebook: every severity, direct and additional bindings, a rule with two requirements."""
