"""Users, roles, policies and passwords."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT

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


def role_record(trust: Any, managed: str, inline: Any) -> Answer:
    item = {
        "RoleName": "app",
        "AssumeRolePolicyDocument": trust,
        "AttachedManagedPolicies": [{"PolicyName": managed.rpartition("/")[2], "PolicyArn": managed}],
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": inline}],
    }
    return Answer("aws_iam_role", f"{ARN}:role/app", item, operation="iam:GetAccountAuthorizationDetails")


def role() -> Iterator[Pair]:
    for trust, inline in ((TRUST, READ), (EVERYONE, ADMIN)):
        for managed in ("ReadOnlyAccess", "AdministratorAccess"):
            arn = f"arn:aws:iam::aws:policy/{managed}"
            written = {
                "name": "app",
                "assume_role_policy": json.dumps(trust),
                "managed_policy_arns": [arn],
                "inline_policy": [{"name": "own", "policy": json.dumps(inline)}],
            }
            live = {"iam": [role_record(trust, arn, inline)]}
            yield Pair(live, {"aws_iam_role.app": written}, {"aws_iam_role.app": f"{ARN}:role/app"})


def policies() -> Iterator[Pair]:
    before: dict[str, dict[str, Any]] = {
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
    after = {
        "iam": [
            Answer("aws_iam_policy", f"{ARN}:policy/read", read, operation="o"),
            Answer("aws_iam_user", f"{ARN}:user/jo", user, operation="o"),
            Answer("aws_iam_group", f"{ARN}:group/ops", group, operation="o"),
            Answer("aws_iam_account_password_policy", "aws_iam_account_password_policy", passwords, operation="o"),
        ]
    }
    pairs = {
        "aws_iam_policy.read": f"{ARN}:policy/read",
        "aws_iam_user_policy.own": f"{ARN}:user/jo/policy/own",
        "aws_iam_group_policy_attachment.a": f"{ARN}:group/ops/{arn}",
        "aws_iam_account_password_policy.p": f"{ACCOUNT}/password-policy",
    }
    yield Pair(after, before, pairs)


def user_pool() -> Iterator[Pair]:
    before: dict[str, dict[str, Any]] = {
        "aws_cognito_user_pool.shop": {
            "name": "shop",
            "mfa_configuration": "ON",
            "password_policy": [{"minimum_length": 8, "require_numbers": True, "require_lowercase": False}],
        }
    }
    pool = {
        "Arn": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a",
        "MfaConfiguration": "ON",
        "Policies": {"PasswordPolicy": {"MinimumLength": 8, "RequireNumbers": True, "RequireLowercase": False}},
    }
    name = "eu-west-1_a"
    listed = Answer("aws_cognito_user_pool", name, {"Id": name, "Name": "shop"}, operation="o")
    after = {"cognito-idp": [listed, Answer("aws_cognito_user_pool", name, pool, "pool", "o")]}
    yield Pair(after, before, {"aws_cognito_user_pool.shop": name})


PAIRS = named(role, policies, user_pool)
