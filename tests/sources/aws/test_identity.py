"""Users, roles, policies and passwords of a live account: asked of moto, and compared with plans."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest

from pcicheck.results.finding import Finding
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Answer, Listed, Refusal
from pcicheck.sources.live.snapshot import GLOBAL
from tests.sources.aws.pairs.identity import ADMIN, ARN, READ, TRUST
from tests.sources.aws.same import ACCOUNT, judged, recorded

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

    calls = collect(Asked(regions=("eu-west-1",)), tmp_path / "s", only=Only(types=TYPES))
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
