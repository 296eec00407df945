"""What AWS says about policies of things, and about notices of databases, in Terraform's form."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper
from pcicheck.sources.live.natives import Native

_PATHS = {
    "aws_glacier_vault": "access_policy",
    "aws_codeartifact_domain_permissions_policy": "policy_document",
    "aws_codeartifact_repository_permissions_policy": "policy_document",
    "aws_s3tables_table_bucket_policy": "resource_policy",
    "aws_sagemaker_model_package_group_policy": "resource_policy",
}


def thing(native: Native) -> Iterator[Shaped]:
    """Who may use a thing; without a policy only its own account may."""
    if native.part("policy") is not None:
        path = _PATHS.get(native.type, "policy")
        yield Shaped(native.type, {"id": native.id, path: native.part("policy")}, f"{native.id}/policy")


def vault(native: Native) -> Iterator[Shaped]:
    """Who may use a vault, and what its lock says, which is a policy as well."""
    yield from thing(native)
    lock = native.part("lock")
    if lock is not None:
        values = {"id": native.id, "vault_name": native.item.get("VaultName"), "policy": lock}
        yield Shaped("aws_glacier_vault_lock", values, f"{native.id}/lock")


def senders(native: Native) -> Iterator[Shaped]:
    """Each policy that lets others send mail as an address or domain."""
    policies = native.part("policies")
    for name, text in ({"": policies} if isinstance(policies, Unknown) else policies or {}).items():
        values = {"id": f"{native.id}|{name}", "email_identity": native.id, "policy_name": name, "policy": text}
        yield Shaped(native.type, values, f"{native.account}/{native.region}/{native.id}/policy/{name}")


def glue(native: Native) -> Iterator[Shaped]:
    """A policy of the data catalogue."""
    values = {"id": native.id, "policy": native.item.get("PolicyInJson", NOT_TOLD)}
    yield Shaped(native.type, values, f"{native.account}/{native.region}/glue-policy/{native.id}")


def layer(native: Native) -> Iterator[Shaped]:
    """Each statement that lets others use the newest version of a layer."""
    policy = native.part("policy")
    if isinstance(policy, Unknown):
        yield Shaped(native.type, {"layer_name": native.id, "principal": policy}, f"{native.id}/policy")
        return
    for number, statement in enumerate(json.loads(policy).get("Statement") or () if policy else ()):
        principal = statement.get("Principal")
        named = principal.get("AWS") if isinstance(principal, dict) else principal
        tests = (statement.get("Condition") or {}).get("StringEquals") or {}
        values = {
            "layer_name": native.id,
            "principal": "*" if isinstance(named, list) and "*" in named else named,
            "organization_id": tests.get("aws:PrincipalOrgID"),
        }
        yield Shaped(native.type, values, f"{native.id}/{statement.get('Sid', number)}")


def subscription(native: Native) -> Iterator[Shaped]:
    """A subscription to what happens to databases."""
    item = native.item
    values = {
        "id": item.get("CustSubscriptionId"),
        "arn": item.get("EventSubscriptionArn"),
        "name": item.get("CustSubscriptionId"),
        "sns_topic": item.get("SnsTopicArn"),
        "enabled": item.get("Enabled", NOT_TOLD),
        "source_type": item.get("SourceType"),
        "source_ids": item.get("SourceIdsList") or [],
        "event_categories": item.get("EventCategoriesList") or [],
    }
    yield Shaped(native.type, values)


SHAPES: dict[str, Shaper] = {
    "aws_db_event_subscription": subscription,
    "aws_glue_resource_policy": glue,
    "aws_glacier_vault": vault,
    "aws_backup_vault_policy": thing,
    "aws_lambda_layer_version_permission": layer,
    "aws_codeartifact_repository_permissions_policy": thing,
    "aws_kinesis_resource_policy": thing,
    "aws_msk_cluster_policy": thing,
    "aws_redshift_resource_policy": thing,
    "aws_sagemaker_model_package_group_policy": thing,
    "aws_s3tables_table_bucket_policy": thing,
    "aws_sesv2_email_identity_policy": senders,
}
