"""Keys, modules, secrets and certificates, live."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber
from msgspec import structs

from pcicheck.sources.aws.ask import Asking
from pcicheck.sources.aws.table import Service
from pcicheck.sources.aws.tables import services
from pcicheck.sources.aws.tables.keys import KMS
from pcicheck.sources.live.records import Answer, Refusal
from tests.sources.aws.estate import frozen
from tests.sources.aws.pairs.keys import KEY_ARN, PAIRS, kms_key
from tests.sources.aws.same import ACCOUNT, REGION, answered, by_rule, collected, recorded


def test_keys_of_a_real_server(aws: str, tmp_path: Path) -> None:
    kms = boto3.client("kms")
    turned, still = (kms.create_key()["KeyMetadata"] for _ in range(2))
    kms.enable_key_rotation(KeyId=turned["KeyId"])
    kms.create_alias(AliasName="alias/pay", TargetKeyId=turned["KeyId"])
    signing = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
    findings = collected(tmp_path / "s", "aws_kms_key", "aws_kms_alias")
    assert by_rule(findings, turned["Arn"])["key-rotation-on"] == "pass"
    assert by_rule(findings, still["Arn"])["key-rotation-on"] == "fail"
    assert "key-rotation-on" not in by_rule(findings, signing["Arn"])


def test_secrets_of_a_real_server(aws: str, tmp_path: Path) -> None:
    key = boto3.client("kms").create_key()["KeyMetadata"]["Arn"]
    manager = boto3.client("secretsmanager")
    own = manager.create_secret(Name="own", SecretString="x", KmsKeyId=key)["ARN"]
    plain = manager.create_secret(Name="plain", SecretString="x")["ARN"]
    findings = collected(tmp_path / "s", "aws_kms_key", "aws_secretsmanager_secret")
    first, second = by_rule(findings, own), by_rule(findings, plain)
    assert first["secret-customer-key"] == "pass"
    assert second["secret-customer-key"] == "fail"


def test_what_is_refused_about_a_key_is_not_known() -> None:
    refusal = Refusal(
        "aws_kms_key", "denied", "kms:GetKeyRotationStatus", "kms:GetKeyRotationStatus", "no", KEY_ARN, "rotation"
    )
    said = by_rule(recorded({"kms": [*kms_key({}), refusal]}), KEY_ARN)
    whole = by_rule(recorded({"kms": kms_key({}, rotation={"KeyRotationEnabled": True})}), KEY_ARN)
    assert (said.pop("key-rotation-on"), whole.pop("key-rotation-on")) == ("unknown", "pass")
    assert {rule for rule in said if said[rule] != whole.get(rule)} <= {"key-rotation-interval"}


def test_keys_of_aws_and_dying_keys_are_not_judged() -> None:
    for meta in ({"KeyManager": "AWS"}, {"KeyState": "PendingDeletion"}):
        assert by_rule(recorded({"kms": kms_key(meta)}), KEY_ARN) == {}


def test_what_is_encrypted_with_a_key_of_aws_is_known_to_be() -> None:
    name = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a"
    secret = [
        Answer("aws_secretsmanager_secret", name, {"ARN": name, "Name": "a", "KmsKeyId": KEY_ARN}),
        Answer("aws_secretsmanager_secret", name, None, "policy"),
    ]
    managed = recorded({"kms": kms_key({"KeyManager": "AWS"}), "secretsmanager": secret})
    assert by_rule(managed, name)["secret-customer-key"] == "fail"
    own = recorded({"kms": kms_key({}), "secretsmanager": secret})
    assert by_rule(own, name)["secret-customer-key"] == "pass"
    brought = recorded({"kms": kms_key({"Origin": "EXTERNAL"}), "secretsmanager": secret})
    assert by_rule(brought, name)["secret-customer-key"] == "pass"
    refusal = Refusal("aws_kms_key", "denied", "kms:DescribeKey", "kms:DescribeKey", "no", KEY_ARN, "key")
    untold = recorded({"kms": [kms_key({})[0], refusal], "secretsmanager": secret})
    assert by_rule(untold, name)["secret-customer-key"] == "unknown"
    unseen = recorded({"secretsmanager": secret})
    assert by_rule(unseen, name)["secret-customer-key"] == "unknown"


@pytest.mark.parametrize("told", [True, False])
def test_no_call_is_made_about_a_key_whose_alias_says_that_it_is_of_aws(told: bool, aws: str) -> None:
    listing = next(listing for service in services() for listing in service.listings if listing.type == "aws_kms_key")
    only = structs.replace(listing, details=listing.details[:1])
    leading = [other for other in KMS if other.type in listing.leading]
    ours, theirs = (KEY_ARN.replace("key/1", f"key/{name}") for name in ("ours", "of-aws"))
    aliases = {"Aliases": [{"AliasName": "alias/aws/s3", "AliasArn": "x" * 20, "TargetKeyId": "of-aws"}]}
    stubbed = Stubber(boto3.client("kms"))
    if told:
        stubbed.add_response("list_aliases", aliases)
    else:
        stubbed.add_client_error("list_aliases", "AccessDeniedException", "no")
    stubbed.add_response(
        "list_keys", {"Keys": [{"KeyArn": arn, "KeyId": arn.rpartition("/")[2]} for arn in (theirs, ours)]}
    )
    for arn, manager in ((theirs, "AWS"), (ours, "CUSTOMER")):
        if manager == "CUSTOMER" or not told:
            key = {"KeyId": arn.rpartition("/")[2], "KeyManager": manager, "KeyState": "Enabled"}
            stubbed.add_response("describe_key", {"KeyMetadata": key}, {"KeyId": arn})
    with stubbed:
        asking = Asking(stubbed.client, Service("kms", (*leading, only)), {"aws_kms_key"}, frozen)
        records = list(asking.records())
    stubbed.assert_no_pending_responses()
    name = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a"
    secret = [
        Answer("aws_secretsmanager_secret", name, {"ARN": name, "Name": "a", "KmsKeyId": theirs}),
        Answer("aws_secretsmanager_secret", name, None, "policy"),
    ]
    findings = recorded({"kms": records, "secretsmanager": secret})
    assert by_rule(findings, name)["secret-customer-key"] == "fail"
    assert by_rule(findings, theirs) == {}
    assert by_rule(findings, ours)["key-enabled"]


def test_a_key_store_on_one_module_has_no_twin() -> None:
    modules = [
        {"HsmId": "hsm-1", "AvailabilityZone": f"{REGION}a", "SubnetId": "subnet-1", "State": "ACTIVE"},
        {"HsmId": "hsm-2", "AvailabilityZone": f"{REGION}b", "SubnetId": "subnet-2", "State": "DELETED"},
    ]
    cluster = {"ClusterId": "cluster-1", "HsmType": "hsm2m.medium", "Mode": "FIPS", "State": "ACTIVE", "Hsms": modules}
    store = {"CustomKeyStoreType": "AWS_CLOUDHSM", "CloudHsmClusterId": "cluster-1", "ConnectionState": "FAILED"}

    def said() -> str:
        told = {
            "cloudhsmv2": [Answer("aws_cloudhsm_v2_cluster", "cluster-1", cluster)],
            "kms": [Answer("aws_kms_custom_key_store", "cks-1", store)],
        }
        return by_rule(recorded(told), "cks-1")["key-store-redundant-hsm"]

    assert said() == "fail"
    modules[1]["State"] = "ACTIVE"
    assert said() == "pass"
    modules[1]["AvailabilityZone"] = f"{REGION}a"
    assert said() == "fail", "both are in one zone"


@pytest.mark.parametrize("kind", ["AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"])
@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("CONNECTED", "pass"),
        ("DISCONNECTED", "fail"),
        ("FAILED", "fail"),
        ("CONNECTING", "unknown"),
        ("DISCONNECTING", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_key_store_says_whether_it_is_connected(kind: str, state: str | None, verdict: str) -> None:
    store = {"CustomKeyStoreName": "pay", "CustomKeyStoreType": kind, "ConnectionState": state}
    told = {"kms": [Answer("aws_kms_custom_key_store", "cks-1", store)]}
    assert by_rule(recorded(told), "cks-1")["key-store-connected"] == verdict


def test_nobody_knows_of_the_connection_where_nobody_may_look() -> None:
    right = "kms:DescribeCustomKeyStores"
    findings = recorded({"kms": [Refusal("aws_kms_custom_key_store", "denied", right, right, "no")]})
    (finding,) = [finding for finding in findings if finding.rule == "key-store-connected"]
    assert (finding.verdict, right in finding.reason) == ("unknown", True)


def test_a_cluster_without_modules_has_none() -> None:
    cluster: dict[str, object] = {"ClusterId": "cluster-1", "HsmType": "hsm2m.medium", "Mode": "FIPS", "Hsms": []}
    store = {"CustomKeyStoreType": "AWS_CLOUDHSM", "CloudHsmClusterId": "cluster-1", "ConnectionState": "FAILED"}

    def said(cluster: dict[str, object]) -> tuple[str, str]:
        told = {
            "cloudhsmv2": [Answer("aws_cloudhsm_v2_cluster", "cluster-1", cluster)],
            "kms": [Answer("aws_kms_custom_key_store", "cks-1", store)],
        }
        findings = recorded(told)
        own, before = by_rule(findings, "cluster-1"), by_rule(findings, "cks-1")
        return own["hsm-redundant"], before["key-store-redundant-hsm"]

    assert said(cluster) == ("fail", "fail")
    ended = [{"HsmId": "hsm-1", "AvailabilityZone": f"{REGION}a", "State": "DELETED"}]
    assert said(cluster | {"Hsms": ended}) == ("fail", "fail")
    untold = {name: value for name, value in cluster.items() if name != "Hsms"}
    assert said(untold) == ("unknown", "unknown")


@pytest.mark.parametrize(("days", "verdict"), [(7, "pass"), (30, "pass"), (None, "unknown")])
def test_a_waiting_time_is_told_of_few_keys(days: int | None, verdict: str) -> None:
    state = {"MultiRegion": True, "Enabled": False} | (
        {"KeyState": "PendingReplicaDeletion", "PendingDeletionWindowInDays": days} if days else {}
    )
    findings = recorded({"kms": kms_key(state)})
    (finding,) = [finding for finding in findings if finding.rule == "key-deletion-window"]
    assert finding.verdict == verdict
    assert ("only of a key that is to be deleted" in finding.reason) == (days is None)


def test_a_short_key_that_was_brought_fails() -> None:
    brought = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/2"
    assert by_rule(answered(PAIRS["certificates-0"].live), brought)["certificate-strong-key"] == "fail"
