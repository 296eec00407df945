"""What is asked of AWS about users, roles, policies and how people sign in.

IAM tells of all users, groups, roles and policies of the account, each with its policies, by one operation that pages,
and of every password and key by one report. Calls grow with resources for service control policies, Cognito pools,
permission sets and their assignments, and documents of Systems Manager, of which no operation tells in bulk.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_EVERYTHING = "get_account_authorization_details"
_RIGHT = "iam:GetAccountAuthorizationDetails"
_ALL: dict[str, object] = {"Filter": ["User", "Group", "Role", "LocalManagedPolicy"], "MaxItems": 1000}
"""The same for all, so that one answer serves all."""
_SET = {"InstanceArn": "InstanceArn", "PermissionSetArn": "@id"}
_SETS = "aws_ssoadmin_permission_set"

IAM = Service(
    "iam",
    (
        Listing(
            "aws_iam_user",
            _EVERYTHING,
            "UserDetailList",
            "Arn",
            _RIGHT,
            params=_ALL,
            covers=("aws_iam_user_policy", "aws_iam_user_policy_attachment"),
        ),
        Listing(
            "aws_iam_group",
            _EVERYTHING,
            "GroupDetailList",
            "Arn",
            _RIGHT,
            params=_ALL,
            covers=("aws_iam_group_policy", "aws_iam_group_policy_attachment"),
        ),
        Listing("aws_iam_role", _EVERYTHING, "RoleDetailList", "Arn", _RIGHT, params=_ALL),
        Listing("aws_iam_policy", _EVERYTHING, "Policies", "Arn", _RIGHT, params=_ALL),
        Listing(
            "aws_iam_credential_report",
            "get_credential_report",
            "",
            "",
            "iam:GetCredentialReport",
            single=True,
            prepare="generate_credential_report",
            prepare_permission="iam:GenerateCredentialReport",
        ),
        Listing(
            "aws_iam_account_password_policy",
            "get_account_password_policy",
            "PasswordPolicy",
            "",
            "iam:GetAccountPasswordPolicy",
            single=True,
            absent=("NoSuchEntity",),
        ),
        Listing("aws_iam_saml_provider", "list_saml_providers", "SAMLProviderList", "Arn", "iam:ListSAMLProviders"),
        Listing(
            "aws_iam_openid_connect_provider",
            "list_open_id_connect_providers",
            "OpenIDConnectProviderList",
            "Arn",
            "iam:ListOpenIDConnectProviders",
        ),
    ),
    everywhere=False,
)

ORGANISATION = (
    Service(
        "organizations",
        (
            Listing(
                "aws_organizations_policy",
                "list_policies",
                "Policies",
                "Arn",
                "organizations:ListPolicies",
                params={"Filter": "SERVICE_CONTROL_POLICY"},
                absent=("AWSOrganizationsNotInUseException",),
                details=(
                    Detail(
                        "content",
                        "describe_policy",
                        {"PolicyId": "Id"},
                        "organizations:DescribePolicy",
                        "Policy.Content",
                    ),
                ),
            ),
        ),
        everywhere=False,
    ),
    Service(
        "account",
        (
            Listing(
                "aws_account_alternate_contact",
                "get_alternate_contact",
                "AlternateContact",
                "",
                "account:GetAlternateContact",
                params={"AlternateContactType": "SECURITY"},
                single=True,
                absent=("ResourceNotFoundException",),
            ),
        ),
        everywhere=False,
    ),
    Service(
        "ram",
        (
            Listing(
                "aws_ram_resource_share",
                "get_resource_shares",
                "resourceShares",
                "resourceShareArn",
                "ram:GetResourceShares",
                params={"resourceOwner": "SELF", "resourceShareStatus": "ACTIVE"},
            ),
        ),
    ),
)

SIGN_IN = (
    Service(
        "sso-admin",
        (
            Listing("sso_instance", "list_instances", "Instances", "InstanceArn", "sso:ListInstances", silent=True),
            Listing(
                "sso_permission_set",
                "list_permission_sets",
                "PermissionSets",
                "id",
                "sso:ListPermissionSets",
                params={"MaxResults": 100},
                each="sso_instance",
                from_each={"InstanceArn": "@id"},
                keep={"InstanceArn": "@id"},
                silent=True,
            ),
            Listing(
                _SETS,
                "describe_permission_set",
                "PermissionSet",
                "PermissionSetArn",
                "sso:DescribePermissionSet",
                single=True,
                each="sso_permission_set",
                from_each=_SET,
                keep={"InstanceArn": "InstanceArn"},
                covers=("aws_ssoadmin_permission_set_inline_policy", "aws_ssoadmin_managed_policy_attachment"),
                details=(
                    Detail(
                        "inline",
                        "get_inline_policy_for_permission_set",
                        _SET,
                        "sso:GetInlinePolicyForPermissionSet",
                        "InlinePolicy",
                        feeds=("grant.*",),
                    ),
                    Detail(
                        "managed",
                        "list_managed_policies_in_permission_set",
                        _SET,
                        "sso:ListManagedPoliciesInPermissionSet",
                        "AttachedManagedPolicies",
                        feeds=("grant.*",),
                    ),
                ),
            ),
            Listing(
                "sso_provisioned",
                "list_accounts_for_provisioned_permission_set",
                "AccountIds",
                "id",
                "sso:ListAccountsForProvisionedPermissionSet",
                each="sso_permission_set",
                from_each=_SET,
                keep={"InstanceArn": "InstanceArn", "PermissionSetArn": "@id"},
                silent=True,
            ),
            Listing(
                "aws_ssoadmin_account_assignment",
                "list_account_assignments",
                "AccountAssignments",
                "join('/', [PermissionSetArn, AccountId, PrincipalId])",
                "sso:ListAccountAssignments",
                each="sso_provisioned",
                from_each={
                    "InstanceArn": "InstanceArn",
                    "PermissionSetArn": "PermissionSetArn",
                    "AccountId": "@id",
                },
            ),
        ),
    ),
    Service(
        "cognito-idp",
        (
            Listing(
                "aws_cognito_user_pool",
                "list_user_pools",
                "UserPools",
                "Id",
                "cognito-idp:ListUserPools",
                params={"MaxResults": 60},
                details=(
                    Detail(
                        "pool",
                        "describe_user_pool",
                        {"UserPoolId": "@id"},
                        "cognito-idp:DescribeUserPool",
                        "UserPool",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "cognito-identity",
        (
            Listing(
                "aws_cognito_identity_pool",
                "list_identity_pools",
                "IdentityPools",
                "IdentityPoolId",
                "cognito-identity:ListIdentityPools",
                params={"MaxResults": 60},
                details=(
                    Detail(
                        "pool",
                        "describe_identity_pool",
                        {"IdentityPoolId": "@id"},
                        "cognito-identity:DescribeIdentityPool",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "ec2",
        (
            Listing(
                "aws_ec2_client_vpn_endpoint",
                "describe_client_vpn_endpoints",
                "ClientVpnEndpoints",
                "ClientVpnEndpointId",
                "ec2:DescribeClientVpnEndpoints",
            ),
        ),
    ),
)

SERVICES: tuple[Service, ...] = (
    IAM,
    *ORGANISATION,
    *SIGN_IN,
    Service(
        "ssm",
        (
            Listing(
                "aws_ssm_document",
                "list_documents",
                "DocumentIdentifiers",
                "Name",
                "ssm:ListDocuments",
                params={"Filters": [{"Key": "Owner", "Values": ["Self"]}], "MaxResults": 50},
                details=(
                    Detail("content", "get_document", {"Name": "@id"}, "ssm:GetDocument", feeds=("session.*",)),
                    Detail(
                        "permissions",
                        "describe_document_permission",
                        {"Name": "@id"},
                        "ssm:DescribeDocumentPermission",
                        constant={"PermissionType": "Share"},
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
)
