"""What AWS says about users, roles, policies and how people sign in, in Terraform's form.

A role carries the policies that it holds and the ARNs of those attached to it, as ``aws_iam_role`` can; those of users
and groups are documents of their own, as Terraform has no other form. The credential report says which passwords and
keys there are; a user without a row in it has unknown ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, tags_of, told
from pcicheck.sources.aws.shapes.credentials import credential_report
from pcicheck.sources.live.natives import Native


def user(native: Native) -> Iterator[Shaped]:
    """A user, with the policies that it holds and those that are attached to it."""
    item = native.item
    name = item["UserName"]
    yield Shaped("aws_iam_user", {"id": name, "name": name, "arn": native.id, "tags": tags_of(item.get("Tags"))})
    yield from _held(native, "user", name, item.get("UserPolicyList"))


def group(native: Native) -> Iterator[Shaped]:
    """The policies of a group; the group itself says nothing more."""
    yield from _held(native, "group", native.item["GroupName"], native.item.get("GroupPolicyList"))


def _held(native: Native, holder: str, name: str, policies: Any) -> Iterator[Shaped]:
    for policy in policies or ():
        values = {holder: name, "name": policy["PolicyName"], "policy": as_json(policy["PolicyDocument"])}
        yield Shaped(f"aws_iam_{holder}_policy", values, f"{native.id}/policy/{policy['PolicyName']}")
    for attached in native.item.get("AttachedManagedPolicies") or ():
        values = {holder: name, "policy_arn": attached["PolicyArn"]}
        yield Shaped(f"aws_iam_{holder}_policy_attachment", values, f"{native.id}/{attached['PolicyArn']}")


def role(native: Native) -> Iterator[Shaped]:
    """A role with everything that it holds."""
    item = native.item
    yield Shaped(
        "aws_iam_role",
        {
            "id": item["RoleName"],
            "name": item["RoleName"],
            "arn": native.id,
            "path": item.get("Path"),
            "assume_role_policy": as_json(item.get("AssumeRolePolicyDocument")),
            "managed_policy_arns": [one["PolicyArn"] for one in item.get("AttachedManagedPolicies") or ()],
            "inline_policy": [
                {"name": one["PolicyName"], "policy": as_json(one["PolicyDocument"])}
                for one in item.get("RolePolicyList") or ()
            ],
            "tags": tags_of(item.get("Tags")),
        },
    )


def policy(native: Native) -> Iterator[Shaped]:
    """A policy of the account, as its default version says."""
    item = native.item
    versions = item.get("PolicyVersionList") or ()
    document = next((one.get("Document") for one in versions if one.get("IsDefaultVersion")), NOT_TOLD)
    name = item.get("PolicyName", native.id.rpartition("/")[2])
    values = {"id": native.id, "arn": native.id, "name": name, "policy": as_json(document)}
    yield Shaped("aws_iam_policy", values | {"tags": tags_of(item.get("Tags"))})


def password_policy(native: Native) -> Iterator[Shaped]:
    """The account's one password policy. AWS leaves out what is switched off."""
    item = native.item
    values = {
        "minimum_password_length": item.get("MinimumPasswordLength", NOT_TOLD),
        "require_lowercase_characters": item.get("RequireLowercaseCharacters", False),
        "require_uppercase_characters": item.get("RequireUppercaseCharacters", False),
        "require_numbers": item.get("RequireNumbers", False),
        "require_symbols": item.get("RequireSymbols", False),
        "allow_users_to_change_password": item.get("AllowUsersToChangePassword", NOT_TOLD),
        "password_reuse_prevention": item.get("PasswordReusePrevention", 0),
        "max_password_age": item.get("MaxPasswordAge", 0),
    }
    yield Shaped("aws_iam_account_password_policy", values, f"{native.account}/password-policy")


def provider(native: Native) -> Iterator[Shaped]:
    """A directory or issuer that the account trusts."""
    yield Shaped(native.type, {"id": native.id, "arn": native.id})


def organisation_policy(native: Native) -> Iterator[Shaped]:
    """A policy of the organisation."""
    item = native.item
    values = {"id": item["Id"], "arn": native.id, "name": item.get("Name"), "type": item["Type"]}
    yield Shaped(native.type, values | {"content": native.part("content")})


def contact(native: Native) -> Iterator[Shaped]:
    """A contact of the account beside its owner."""
    item = native.item
    values = {
        "alternate_contact_type": item.get("AlternateContactType", NOT_TOLD),
        "email_address": item.get("EmailAddress"),
        "phone_number": item.get("PhoneNumber"),
    }
    yield Shaped(native.type, values, f"{native.account}/contact/security")


def share(native: Native) -> Iterator[Shaped]:
    """A share of resources with other accounts."""
    item = native.item
    values = {"id": native.id, "arn": native.id, "name": item.get("name"), "tags": tags_of(item.get("tags"))}
    yield Shaped(native.type, values | told(item, {"allow_external_principals": "allowExternalPrincipals"}))


def permission_set(native: Native) -> Iterator[Shaped]:
    """A permission set, with its inline policy and the managed ones that it hands out."""
    item = native.item
    mine = {"permission_set_arn": native.id}
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("Name"),
            "session_duration": item.get("SessionDuration", NOT_TOLD),
        },
    )
    inline = native.part("inline")
    if inline:
        values = mine | {"inline_policy": inline}
        yield Shaped("aws_ssoadmin_permission_set_inline_policy", values, f"{native.id}/inline")
    managed = native.part("managed")
    if isinstance(managed, Unknown):
        values = mine | {"managed_policy_arn": managed}
        yield Shaped("aws_ssoadmin_managed_policy_attachment", values, f"{native.id}/managed")
        return
    for one in managed or ():
        values = mine | {"managed_policy_arn": one["Arn"]}
        yield Shaped("aws_ssoadmin_managed_policy_attachment", values, f"{native.id}/{one['Arn']}")


def assignment(native: Native) -> Iterator[Shaped]:
    """A permission set that a person or group has in an account."""
    names = {"principal_type": "PrincipalType", "principal_id": "PrincipalId", "target_id": "AccountId"}
    yield Shaped(native.type, {"id": native.id, **told(native.item, names)})


def user_pool(native: Native) -> Iterator[Shaped]:
    """A directory of users for applications."""
    pool = native.part("pool")
    values: dict[str, Any] = {"id": native.id, "name": native.item.get("Name")}
    if isinstance(pool, Unknown):
        blind = dict.fromkeys(("password_policy", "mfa_configuration", "user_pool_add_ons"), pool)
        yield Shaped(native.type, values | blind)
        return
    rules = (pool.get("Policies") or {}).get("PasswordPolicy") or {}
    values |= {
        "arn": pool.get("Arn"),
        "mfa_configuration": pool.get("MfaConfiguration", "OFF"),
        "user_pool_add_ons": [{"advanced_security_mode": mode}]
        if (mode := (pool.get("UserPoolAddOns") or {}).get("AdvancedSecurityMode"))
        else [],
        "password_policy": [_password_rules(rules)] if rules else [],
        "tags": tags_of(pool.get("UserPoolTags")),
    }
    yield Shaped(native.type, values)


def _password_rules(rules: dict[str, Any]) -> dict[str, Any]:
    return {
        "minimum_length": rules.get("MinimumLength"),
        "require_lowercase": rules.get("RequireLowercase", False),
        "require_uppercase": rules.get("RequireUppercase", False),
        "require_numbers": rules.get("RequireNumbers", False),
        "require_symbols": rules.get("RequireSymbols", False),
        "password_history_size": rules.get("PasswordHistorySize", 0),
    }


def identity_pool(native: Native) -> Iterator[Shaped]:
    """A pool that hands out AWS credentials."""
    pool = native.part("pool")
    values = {"id": native.id, "identity_pool_name": native.item.get("IdentityPoolName")}
    values |= told(pool, {"allow_unauthenticated_identities": "AllowUnauthenticatedIdentities"})
    yield Shaped(native.type, values)


def client_vpn(native: Native) -> Iterator[Shaped]:
    """A client VPN."""
    item = native.item
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "authentication_options": [
                {"type": one.get("Type", NOT_TOLD)} for one in item.get("AuthenticationOptions") or ()
            ],
            "connection_log_options": [{"enabled": (item.get("ConnectionLogOptions") or {}).get("Enabled", NOT_TOLD)}],
            "split_tunnel": item.get("SplitTunnel", NOT_TOLD),
            "session_timeout_hours": item.get("SessionTimeoutHours", 24),
            "tags": tags_of(item.get("Tags")),
        },
    )


def document(native: Native) -> Iterator[Shaped]:
    """A document of Systems Manager, and whom it is shared with."""
    item, content, shared = native.item, native.part("content"), native.part("permissions")
    accounts = shared if isinstance(shared, Unknown) else ",".join((shared or {}).get("AccountIds") or ())
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "name": native.id,
            "document_type": item.get("DocumentType", NOT_TOLD),
            "document_format": item.get("DocumentFormat", NOT_TOLD),
            "content": content if isinstance(content, Unknown) else content.get("Content"),
            "permissions": {"type": "Share", "account_ids": accounts},
            "tags": tags_of(item.get("Tags")),
        },
        arn_of(native, "ssm", f"document/{native.id}"),
    )


def as_json(document: Any) -> Any:
    """A policy as the text that Terraform holds; botocore has already decoded it."""
    return document if document is None or isinstance(document, (str, Unknown)) else json.dumps(document)


SHAPES: dict[str, Shaper] = {
    "aws_iam_user": user,
    "aws_iam_group": group,
    "aws_iam_role": role,
    "aws_iam_policy": policy,
    "aws_iam_credential_report": credential_report,
    "aws_iam_account_password_policy": password_policy,
    "aws_iam_saml_provider": provider,
    "aws_iam_openid_connect_provider": provider,
    "aws_organizations_policy": organisation_policy,
    "aws_account_alternate_contact": contact,
    "aws_ram_resource_share": share,
    "aws_ssoadmin_permission_set": permission_set,
    "aws_ssoadmin_account_assignment": assignment,
    "aws_cognito_user_pool": user_pool,
    "aws_cognito_identity_pool": identity_pool,
    "aws_ec2_client_vpn_endpoint": client_vpn,
    "aws_ssm_document": document,
}
