"""Users, roles, policies and passwords of a live account: asked of moto, and compared with plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.results.finding import Finding
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.live.records import Answer, Listed, Refusal
from pcicheck.sources.live.snapshot import GLOBAL
from tests.sources.aws.same import ACCOUNT, differences, judged, planned, recorded

ADMIN = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
READ = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pay/*"}],
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
EVERYONE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
ARN = f"arn:aws:iam::{ACCOUNT}"
TYPES = (
    "aws_iam_user",
    "aws_iam_group",
    "aws_iam_role",
    "aws_iam_policy",
    "aws_iam_credential_report",
    "aws_iam_account_password_policy",
    "aws_iam_saml_provider",
    "aws_iam_openid_connect_provider",
)
HEADER = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated"
)
REPORT = f"""{HEADER}
<root_account>,{ARN}:root,2020-01-01T00:00:00+00:00,not_supported,N/A,not_supported,not_supported,true,true,2020-01-01T00:00:00+00:00,false,N/A
jo,{ARN}:user/jo,2024-01-01T00:00:00+00:00,true,N/A,2024-01-01T00:00:00+00:00,N/A,false,false,N/A,false,N/A
robot,{ARN}:user/robot,2024-01-01T00:00:00+00:00,false,N/A,N/A,N/A,false,true,2024-01-01T00:00:00+00:00,false,N/A
"""


def _verdicts(findings: list[Finding], address: str) -> dict[str, str]:
    return {finding.rule: finding.verdict for finding in findings if finding.address == address}


@pytest.mark.usefixtures("aws")
def test_account_asked_over_http(tmp_path: Path) -> None:
    iam = boto3.client("iam")
    iam.create_user(UserName="jo")
    iam.create_login_profile(UserName="jo", Password="Correct-Horse-9")  # noqa: S106
    iam.create_user(UserName="robot")
    iam.create_access_key(UserName="robot")
    iam.put_user_policy(UserName="jo", PolicyName="all", PolicyDocument=json.dumps(ADMIN))
    iam.create_group(GroupName="ops")
    iam.put_group_policy(GroupName="ops", PolicyName="all", PolicyDocument=json.dumps(ADMIN))
    iam.create_role(RoleName="app", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.put_role_policy(RoleName="app", PolicyName="own", PolicyDocument=json.dumps(ADMIN))
    iam.create_policy(PolicyName="read", PolicyDocument=json.dumps(READ))
    iam.update_account_password_policy(MinimumPasswordLength=14, PasswordReusePrevention=4)

    calls = collect(Asked(regions=("eu-west-1",)), tmp_path / "s", types=TYPES)
    findings = judged(tmp_path / "s")

    assert _verdicts(findings, f"{ARN}:user/jo")["identity-no-console-password"] == "fail"
    assert _verdicts(findings, f"{ARN}:user/robot")["identity-no-console-password"] == "pass"
    assert _verdicts(findings, f"{ARN}:user/robot")["identity-no-lasting-keys"] == "fail"
    assert _verdicts(findings, f"{ARN}:user/jo")["identity-no-lasting-keys"] == "pass"
    assert _verdicts(findings, f"{ARN}:user/jo/policy/all")["grant-no-full-admin"] == "fail"
    assert _verdicts(findings, f"{ARN}:group/ops/policy/all")["grant-no-full-admin"] == "fail"
    assert _verdicts(findings, f"{ARN}:role/app#inline/own")["grant-no-full-admin"] == "fail"
    assert _verdicts(findings, f"{ARN}:policy/read")["grant-no-full-admin"] == "pass"
    policy = _verdicts(findings, f"{ACCOUNT}/password-policy")
    assert (policy["password-min-length"], policy["password-digits"], policy["password-max-age"]) == (
        "pass",
        "fail",
        "fail",
    )
    assert {f.verdict for f in findings if f.rule == "identity-provider-exists"} == {"fail"}
    assert calls < 20, "the account is asked in bulk"


def _iam(*records: Answer | Refusal | Listed) -> list[Finding]:
    return recorded({"iam": records}, region=GLOBAL)


def test_credential_report_tells_of_root_and_of_users() -> None:
    users = [Answer("aws_iam_user", f"{ARN}:user/{n}", {"UserName": n}, operation="iam:X") for n in ("jo", "robot")]
    report = Answer("aws_iam_credential_report", "aws_iam_credential_report", {"Content": REPORT}, operation="iam:Y")
    findings = _iam(*users, report)
    root = _verdicts(findings, f"{ARN}:root/credentials#access_key_1")
    assert root["credential-not-of-root"] == "fail"
    key = _verdicts(findings, f"{ARN}:user/robot/credentials#access_key_1")
    assert (key["credential-not-of-root"], key["credential-secret-encrypted"]) == ("pass", "not_applicable")
    password = _verdicts(findings, f"{ARN}:user/jo/credentials#password")
    assert password["credential-first-password-changed"] == "unknown"


def test_refused_report_blinds_what_it_tells() -> None:
    user = Answer("aws_iam_user", f"{ARN}:user/jo", {"UserName": "jo"}, operation="iam:X")
    refusal = Refusal(
        "aws_iam_credential_report", "denied", "iam:GetCredentialReport", "iam:GetCredentialReport", "not authorized"
    )
    said = _verdicts(_iam(user, refusal), f"{ARN}:user/jo")
    assert (said["identity-no-console-password"], said["identity-no-lasting-keys"]) == ("unknown", "unknown")
    assert said["identity-from-directory"] == "fail"


def _role(trust: Any, managed: str, inline: Any) -> Answer:
    item = {
        "RoleName": "app",
        "AssumeRolePolicyDocument": trust,
        "AttachedManagedPolicies": [{"PolicyName": managed.rpartition("/")[2], "PolicyArn": managed}],
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": inline}],
    }
    return Answer("aws_iam_role", f"{ARN}:role/app", item, operation="iam:GetAccountAuthorizationDetails")


@pytest.mark.parametrize(("trust", "inline"), [(TRUST, READ), (EVERYONE, ADMIN)])
@pytest.mark.parametrize("managed", ["ReadOnlyAccess", "AdministratorAccess"])
def test_role_as_planned(trust: Any, inline: Any, managed: str) -> None:
    arn = f"arn:aws:iam::aws:policy/{managed}"
    before = planned(
        {
            "aws_iam_role.app": {
                "name": "app",
                "assume_role_policy": json.dumps(trust),
                "managed_policy_arns": [arn],
                "inline_policy": [{"name": "own", "policy": json.dumps(inline)}],
            }
        }
    )
    after = _iam(_role(trust, arn, inline))
    assert not differences(before, after, {"aws_iam_role.app": f"{ARN}:role/app"})


def test_policies_as_planned() -> None:
    before = planned(
        {
            "aws_iam_policy.read": {"name": "read", "policy": json.dumps(ADMIN)},
            "aws_iam_user_policy.own": {"user": "jo", "name": "own", "policy": json.dumps(READ)},
            "aws_iam_group_policy_attachment.a": {
                "group": "ops",
                "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess",
            },
            "aws_iam_account_password_policy.p": {
                "minimum_password_length": 12,
                "require_numbers": True,
                "require_lowercase_characters": True,
                "password_reuse_prevention": 3,
                "max_password_age": 90,
                "allow_users_to_change_password": False,
            },
        }
    )
    read = {"PolicyName": "read", "PolicyVersionList": [{"IsDefaultVersion": True, "Document": ADMIN}]}
    user = {"UserName": "jo", "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": READ}]}
    arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    group = {"GroupName": "ops", "AttachedManagedPolicies": [{"PolicyArn": arn}]}
    passwords = {
        "MinimumPasswordLength": 12,
        "RequireNumbers": True,
        "RequireLowercaseCharacters": True,
        "PasswordReusePrevention": 3,
        "MaxPasswordAge": 90,
        "AllowUsersToChangePassword": False,
    }
    after = _iam(
        Answer("aws_iam_policy", f"{ARN}:policy/read", read, operation="o"),
        Answer("aws_iam_user", f"{ARN}:user/jo", user, operation="o"),
        Answer("aws_iam_group", f"{ARN}:group/ops", group, operation="o"),
        Answer("aws_iam_account_password_policy", "aws_iam_account_password_policy", passwords, operation="o"),
    )
    pairs = {
        "aws_iam_policy.read": f"{ARN}:policy/read",
        "aws_iam_user_policy.own": f"{ARN}:user/jo/policy/own",
        "aws_iam_group_policy_attachment.a": f"{ARN}:group/ops/{arn}",
        "aws_iam_account_password_policy.p": f"{ACCOUNT}/password-policy",
    }
    assert not differences(before, after, pairs)


def test_user_pool_as_planned() -> None:
    before = planned(
        {
            "aws_cognito_user_pool.shop": {
                "name": "shop",
                "mfa_configuration": "ON",
                "password_policy": [{"minimum_length": 8, "require_numbers": True, "require_lowercase": False}],
            }
        }
    )
    pool = {
        "Arn": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a",
        "MfaConfiguration": "ON",
        "Policies": {"PasswordPolicy": {"MinimumLength": 8, "RequireNumbers": True, "RequireLowercase": False}},
    }
    name = "eu-west-1_a"
    listed = Answer("aws_cognito_user_pool", name, {"Id": name, "Name": "shop"}, operation="o")
    after = recorded({"cognito-idp": [listed, Answer("aws_cognito_user_pool", name, pool, "pool", "o")]})
    assert not differences(before, after, {"aws_cognito_user_pool.shop": name})
