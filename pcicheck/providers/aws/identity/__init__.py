"""Users, grants, trust and passwords on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_WRITTEN = Row("aws.identity.grants:written", ("grant",))
_ATTACHED = Row("aws.identity.grants:attached", ("grant",))
_OF_A_THING = Row("aws.identity.things:thing", ("grant",))

THEME = Theme(
    adapters={
        "aws_iam_policy": _WRITTEN,
        "aws_iam_role_policy": _WRITTEN,
        "aws_iam_user_policy": _WRITTEN,
        "aws_iam_group_policy": _WRITTEN,
        "aws_ssoadmin_permission_set_inline_policy": _WRITTEN,
        "data.aws_iam_policy_document": Row("aws.identity.grants:policy_document", ("grant", "trust")),
        "data.aws_iam_policy": Row("aws.identity.grants:looked_up", ("grant",)),
        "aws_iam_policy_attachment": _ATTACHED,
        "aws_iam_role_policy_attachment": _ATTACHED,
        "aws_iam_user_policy_attachment": _ATTACHED,
        "aws_iam_group_policy_attachment": _ATTACHED,
        "aws_iam_role_policy_attachments_exclusive": _ATTACHED,
        "aws_iam_user_policy_attachments_exclusive": _ATTACHED,
        "aws_iam_group_policy_attachments_exclusive": _ATTACHED,
        "aws_ssoadmin_managed_policy_attachment": _ATTACHED,
        "aws_iam_role": Row("aws.identity.roles:role", ("trust", "grant")),
        "aws_lambda_permission": Row("aws.identity.things:function_permission", ("grant",)),
        "aws_lambda_layer_version_permission": Row("aws.identity.things:layer_permission", ("grant",)),
        "aws_ram_resource_share": Row("aws.identity.things:share", ("grant",)),
        "aws_ecr_repository_policy": _OF_A_THING,
        "aws_ecr_registry_policy": _OF_A_THING,
        "aws_backup_vault_policy": _OF_A_THING,
        "aws_glacier_vault": _OF_A_THING,
        "aws_glue_resource_policy": _OF_A_THING,
        "aws_cloudwatch_event_bus_policy": _OF_A_THING,
        "aws_codeartifact_domain_permissions_policy": _OF_A_THING,
        "aws_codeartifact_repository_permissions_policy": _OF_A_THING,
        "aws_cloudwatch_event_permission": Row("aws.identity.things:bus_permission", ("grant",)),
        "aws_dynamodb_resource_policy": _OF_A_THING,
        "aws_glacier_vault_lock": _OF_A_THING,
        "aws_kinesis_resource_policy": _OF_A_THING,
        "aws_media_store_container_policy": _OF_A_THING,
        "aws_msk_cluster_policy": _OF_A_THING,
        "aws_redshift_resource_policy": _OF_A_THING,
        "aws_s3tables_table_bucket_policy": _OF_A_THING,
        "aws_sagemaker_model_package_group_policy": _OF_A_THING,
        "aws_ses_identity_policy": _OF_A_THING,
        "aws_sesv2_email_identity_policy": _OF_A_THING,
        "aws_iam_user": Row("aws.identity.users:user", ("identity", "credential")),
        "aws_identitystore_user": Row("aws.identity.users:directory_user", ("identity",)),
        "aws_iam_credential_report": Row("aws.identity.report:credentials", ("credential",)),
        "aws_iam_access_key": Row("aws.identity.users:access_key", ("credential",)),
        "aws_iam_account_password_policy": Row("aws.identity.users:password_policy", ("password_policy",)),
        "aws_iam_saml_provider": Row("aws.identity.organisation:sign_on", ("identity_provider",)),
        "aws_iam_openid_connect_provider": Row("aws.identity.organisation:issuer", ("identity_provider",)),
        "aws_ssoadmin_account_assignment": Row("aws.identity.organisation:assignment", ("grant",)),
        "aws_ssoadmin_permission_set": Row("aws.identity.sessions:permission_set", ("session",)),
        "aws_ssm_document": Row("aws.identity.sessions:machine_sessions", ("session", "grant")),
        "aws_appstream_fleet": Row("aws.identity.sessions:fleet", ("session",)),
        "aws_workspacesweb_user_settings": Row("aws.identity.sessions:browser", ("session", "remote_desktop")),
        "aws_ec2_client_vpn_endpoint": Row("aws.identity.sessions:client_vpn", ("remote_access", "session")),
        "aws_cognito_user_pool": Row("aws.identity.pools:user_pool", ("password_policy",)),
        "aws_cognito_identity_pool": Row("aws.identity.pools:identity_pool", ("trust",)),
    },
    sidecars={
        "aws_iam_access_key": SideCar("user", ("aws_iam_user",)),
        "aws_iam_credential_report": SideCar("user", ("aws_iam_user",)),
        "aws_iam_user_login_profile": SideCar("user", ("aws_iam_user",)),
    },
    helpers=("data.aws_iam_openid_connect_provider",),
)
