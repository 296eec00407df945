"""Who may become whom, how people come in, and what the organisation refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

ARN = f"arn:aws:iam::{ACCOUNT}"
VENDOR = "arn:aws:iam::999988887777:root"
HEADER = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated"
)
SINCE = "2024-01-01T00:00:00+00:00"
REPORT = f"""{HEADER}
<root_account>,{ARN}:root,{SINCE},not_supported,N/A,not_supported,not_supported,true,true,{SINCE},false,N/A
jo,{ARN}:user/jo,{SINCE},true,N/A,{SINCE},N/A,false,false,N/A,false,N/A
robot,{ARN}:user/robot,{SINCE},false,N/A,N/A,N/A,false,true,{SINCE},false,N/A
"""
TRUSTED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "vendor": ({"AWS": VENDOR}, {"StringEquals": {"sts:ExternalId": "k7-agreed"}}),
    "bare": ({"AWS": VENDOR}, {}),
    "people": ({"AWS": f"{ARN}:root"}, {"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    "anyone": ({"AWS": f"{ARN}:root"}, {}),
    "bound": ({"Service": "scheduler.amazonaws.com"}, {"StringEquals": {"aws:SourceAccount": ACCOUNT}}),
    "loose": ({"Service": "scheduler.amazonaws.com"}, {}),
}
"""Principal and condition of the one statement of a role's trust policy."""


def trusts() -> Iterator[Pair]:
    """Roles and whom they trust; one of them helps those who ask AWS for support."""
    support = "arn:aws:iam::aws:policy/AWSSupportAccess"
    plan: dict[str, dict[str, Any]] = {}
    live: list[Record] = []
    for name, (principal, condition) in TRUSTED.items():
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
        document = {"Version": "2012-10-17", "Statement": [statement | ({"Condition": condition} if condition else {})]}
        arn = f"{ARN}:role/{name}"
        plan[f"aws_iam_role.{name}"] = {
            "name": name,
            "arn": arn,
            "assume_role_policy": json.dumps(document),
            "managed_policy_arns": [support] if name == "people" else [],
        }
        held = [{"PolicyName": "AWSSupportAccess", "PolicyArn": support}] if name == "people" else []
        item = {"RoleName": name, "AssumeRolePolicyDocument": document, "AttachedManagedPolicies": held}
        live.append(Answer("aws_iam_role", arn, item))
    yield Pair({"iam": live}, plan, {f"aws_iam_role.{name}": f"{ARN}:role/{name}" for name in TRUSTED})


def guests() -> Iterator[Pair]:
    """Pools that hand out credentials, with and without guests."""
    plan: dict[str, dict[str, Any]] = {}
    live: list[Record] = []
    for name, open_ in (("open", True), ("shut", False)):
        told = {"IdentityPoolId": name, "IdentityPoolName": name}
        live.append(Answer("aws_cognito_identity_pool", name, told))
        pool = told | {"AllowUnauthenticatedIdentities": open_}
        live.append(Answer("aws_cognito_identity_pool", name, pool, "pool"))
        plan[f"aws_cognito_identity_pool.{name}"] = {
            "identity_pool_name": name,
            "allow_unauthenticated_identities": open_,
        }
    yield Pair({"cognito-identity": live}, plan, {a: a.partition(".")[2] for a in plan})


def users() -> Iterator[Pair]:
    """Users with passwords and keys, as the credential report tells of them."""
    plan: dict[str, dict[str, Any]] = {
        "aws_iam_user.jo": {"name": "jo"},
        "aws_iam_user_login_profile.jo": {"user": "jo"},
        "aws_iam_user.robot": {"name": "robot"},
        "aws_iam_access_key.robot": {"user": "robot"},
        "aws_iam_access_key.root": {"user": "root"},
    }
    live: list[Record] = [
        Answer("aws_iam_user", f"{ARN}:user/{name}", {"UserName": name}, operation="iam:L") for name in ("jo", "robot")
    ]
    live.append(Answer("aws_iam_credential_report", "aws_iam_credential_report", {"Content": REPORT}))
    same = {f"aws_iam_user.{name}": f"{ARN}:user/{name}" for name in ("jo", "robot")}
    same["aws_iam_access_key.robot"] = f"{ARN}:user/robot/credentials#access_key_1"
    same["aws_iam_access_key.root"] = f"{ARN}:root/credentials#access_key_1"
    yield Pair({"iam": live}, plan, same)


def sessions() -> Iterator[Pair]:
    """Sessions on machines, of people with permission sets, and over a VPN."""
    good = {"kmsKeyId": KEY, "idleSessionTimeout": "15", "maxSessionDuration": "60"}
    contents = {
        "good": good | {"cloudWatchLogGroupName": "x", "cloudWatchEncryptionEnabled": True},
        "bad": {"kmsKeyId": "", "idleSessionTimeout": "60", "s3BucketName": ""},
    }
    plan: dict[str, dict[str, Any]] = {}
    documents: list[Record] = []
    same: dict[str, str] = {}
    for name, inputs in contents.items():
        text = json.dumps({"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": inputs})
        plan[f"aws_ssm_document.{name}"] = {
            "name": name,
            "document_type": "Session",
            "document_format": "JSON",
            "content": text,
        }
        item = {"Name": name, "DocumentType": "Session", "DocumentFormat": "JSON"}
        documents.append(Answer("aws_ssm_document", name, item))
        documents.append(Answer("aws_ssm_document", name, {"Content": text}, "content"))
        documents.append(Answer("aws_ssm_document", name, {"AccountIds": []}, "permissions"))
        same[f"aws_ssm_document.{name}"] = f"arn:aws:ssm:{REGION}:{ACCOUNT}:document/{name}"
    sets: list[Record] = []
    for name, length in (("short", "PT4H"), ("long", "PT12H")):
        plan[f"aws_ssoadmin_permission_set.{name}"] = {"name": name, "session_duration": length}
        kind, arn = "aws_ssoadmin_permission_set", f"arn:aws:sso:::permissionSet/i/{name}"
        sets.append(Answer(kind, arn, {"Name": name, "PermissionSetArn": arn, "SessionDuration": length}))
        sets += [Answer(kind, arn, None, "inline"), Answer(kind, arn, [], "managed")]
        same[f"{kind}.{name}"] = arn
    yield Pair({"ssm": documents, "sso-admin": sets}, plan, same)


def vpns() -> Iterator[Pair]:
    """Client VPNs."""
    options = {
        "good": ("federated-authentication", True, False, 8),
        "bad": ("certificate-authentication", False, True, 24),
    }
    plan: dict[str, dict[str, Any]] = {}
    live: list[Record] = []
    for name, (kind, logged, split, hours) in options.items():
        plan[f"aws_ec2_client_vpn_endpoint.{name}"] = {
            "authentication_options": [{"type": kind}],
            "connection_log_options": [{"enabled": logged}],
            "split_tunnel": split,
            "session_timeout_hours": hours,
        }
        item = {
            "ClientVpnEndpointId": name,
            "AuthenticationOptions": [{"Type": kind}],
            "ConnectionLogOptions": {"Enabled": logged},
            "SplitTunnel": split,
            "SessionTimeoutHours": hours,
        }
        live.append(Answer("aws_ec2_client_vpn_endpoint", name, item))
    yield Pair({"ec2": live}, plan, {a: a.partition(".")[2] for a in plan})


def organisation() -> Iterator[Pair]:
    """What the organisation refuses and shares, whom it asks, and from where people come."""
    denied = [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "guardduty:DeleteDetector",
        "guardduty:UpdateDetector",
    ]
    statement = {"Effect": "Deny", "Action": denied, "Resource": "*"}
    content = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    plan: dict[str, dict[str, Any]] = {
        "aws_organizations_policy.p": {"name": "p", "type": "SERVICE_CONTROL_POLICY", "content": content},
        "aws_account_alternate_contact.c": {
            "alternate_contact_type": "SECURITY",
            "email_address": "sec@pay.example",
            "phone_number": "+1 555 0100",
        },
        "aws_iam_saml_provider.s": {"name": "s", "saml_metadata_document": "<x/>"},
        "aws_ram_resource_share.closed": {"name": "closed", "allow_external_principals": False},
        "aws_ram_resource_share.open": {"name": "open", "allow_external_principals": True},
    }
    policy = {"Id": "p-1", "Arn": "arn:p", "Name": "p", "Type": "SERVICE_CONTROL_POLICY"}
    contact = {"AlternateContactType": "SECURITY", "EmailAddress": "sec@pay.example", "PhoneNumber": "+1 555 0100"}
    shares: list[Record] = [
        Answer("aws_ram_resource_share", name, {"name": name, "allowExternalPrincipals": name == "open"})
        for name in ("open", "closed")
    ]
    live: dict[str, list[Record]] = {
        "organizations": [
            Answer("aws_organizations_policy", "arn:p", policy),
            Answer("aws_organizations_policy", "arn:p", content, "content"),
        ],
        "account": [Answer("aws_account_alternate_contact", "x", contact)],
        "iam": [Answer("aws_iam_saml_provider", f"{ARN}:saml-provider/s", {"Arn": f"{ARN}:saml-provider/s"})],
        "ram": shares,
    }
    same = {"aws_ram_resource_share.closed": "closed", "aws_ram_resource_share.open": "open"}
    yield Pair(live, plan, same)


PAIRS = named(trusts, guests, users, sessions, vpns, organisation)
