"""What is asked of AWS's services for keys, secrets and certificates. No secret and no parameter is read, only what is
said about them.

Calls grow with: KMS keys of customers (one call about each, two more about its policy and grants, and one about
rotation where KMS can rotate it; keys of AWS are known by their aliases, and asked about where they have none),
certificates of ACM (one each) and secrets (one about the policy of each).
Everything else is told in bulk. Rights: Service Authorization Reference, "AWS Key Management Service", "AWS
CloudHSM", "AWS Payment Cryptography", "AWS Certificate Manager", "AWS Private Certificate Authority", "AWS Secrets
Manager", "AWS Systems Manager", "AWS Identity and Access Management".
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Join, Listing, Service

_KEY = {"KeyId": "@id"}
_OF_CUSTOMER = "parts.key.KeyManager=='CUSTOMER' && parts.key.KeyState!='PendingDeletion'"
_ROTATABLE = f"{_OF_CUSTOMER} && parts.key.KeySpec=='SYMMETRIC_DEFAULT' && parts.key.Origin=='AWS_KMS'"
_KEY_TYPES = (
    "RSA_1024",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_prime256v1",
    "EC_secp384r1",
    "EC_secp521r1",
)
"""Without these names ACM leaves out all certificates but RSA 1024 and 2048."""

KMS = (
    Listing(
        "kms_alias_of_aws",
        "list_aliases",
        "Aliases[?TargetKeyId && starts_with(AliasName, 'alias/aws/')]",
        "AliasArn",
        "kms:ListAliases",
        params={"Limit": 100},
        silent=True,
    ),
    Listing(
        "aws_kms_key",
        "list_keys",
        "Keys",
        "KeyArn",
        "kms:ListKeys",
        params={"Limit": 1000},
        joined={"OfAws": Join("kms_alias_of_aws", "TargetKeyId", "KeyId", "AliasName")},
        details=(
            Detail("key", "describe_key", _KEY, "kms:DescribeKey", "KeyMetadata", when="!OfAws"),
            Detail(
                "policy",
                "get_key_policy",
                _KEY,
                "kms:GetKeyPolicy",
                "Policy",
                when=_OF_CUSTOMER,
                constant={"PolicyName": "default"},
                feeds=("key.access", "key.policy_set", "key.public"),
            ),
            Detail(
                "rotation",
                "get_key_rotation_status",
                _KEY,
                "kms:GetKeyRotationStatus",
                when=_ROTATABLE,
                feeds=("key.rotation", "key.rotation_days"),
            ),
            Detail(
                "grants",
                "list_grants",
                _KEY,
                "kms:ListGrants",
                "Grants",
                when=_OF_CUSTOMER,
                constant={"Limit": 100},
                feeds=("key.access",),
            ),
        ),
        covers=("aws_kms_external_key",),
    ),
    Listing(
        "aws_kms_alias",
        "list_aliases",
        "Aliases[?TargetKeyId && !starts_with(AliasName, 'alias/aws/')]",
        "AliasArn",
        "kms:ListAliases",
        params={"Limit": 100},
    ),
    Listing(
        "aws_kms_custom_key_store",
        "describe_custom_key_stores",
        "CustomKeyStores",
        "CustomKeyStoreId",
        "kms:DescribeCustomKeyStores",
    ),
)

_PAYMENT_REGIONS = (
    *("us-east-1", "us-east-2", "us-west-2", "ca-central-1", "af-south-1", "eu-central-1", "eu-west-1", "eu-west-2"),
    *("ap-south-1", "ap-southeast-1", "ap-northeast-1", "ap-northeast-3"),
)
"""AWS Payment Cryptography User Guide, "Endpoints for AWS Payment Cryptography"."""

_PAYMENT = (
    Listing(
        "aws_paymentcryptography_key",
        "list_keys",
        "Keys[?KeyState!='DELETE_PENDING' && KeyState!='DELETE_COMPLETE']",
        "KeyArn",
        "payment-cryptography:ListKeys",
        params={"MaxResults": 100},
    ),
    Listing(
        "aws_paymentcryptography_key_alias",
        "list_aliases",
        "Aliases[?KeyArn]",
        "AliasName",
        "payment-cryptography:ListAliases",
        params={"MaxResults": 100},
    ),
)

_ACM = (
    Listing(
        "aws_acm_certificate",
        "list_certificates",
        "CertificateSummaryList",
        "CertificateArn",
        "acm:ListCertificates",
        (
            Detail(
                "certificate",
                "describe_certificate",
                {"CertificateArn": "@id"},
                "acm:DescribeCertificate",
                "Certificate",
            ),
        ),
        params={"Includes": {"keyTypes": list(_KEY_TYPES)}, "MaxItems": 1000},
    ),
)

_SECRETS = (
    Listing(
        "aws_secretsmanager_secret",
        "list_secrets",
        "SecretList",
        "ARN",
        "secretsmanager:ListSecrets",
        (
            Detail(
                "policy",
                "get_resource_policy",
                {"SecretId": "@id"},
                "secretsmanager:GetResourcePolicy",
                "ResourcePolicy",
                ("ResourceNotFoundException",),
                feeds=("secret.public",),
            ),
        ),
    ),
)

SERVICES: tuple[Service, ...] = (
    Service("kms", KMS),
    Service(
        "cloudhsmv2",
        (
            Listing(
                "aws_cloudhsm_v2_cluster",
                "describe_clusters",
                "Clusters[?State!='DELETED' && State!='DELETE_IN_PROGRESS']",
                "ClusterId",
                "cloudhsm:DescribeClusters",
            ),
        ),
    ),
    Service("payment-cryptography", _PAYMENT, regions=_PAYMENT_REGIONS),
    Service("acm", _ACM),
    Service(
        "acm-pca",
        (
            Listing(
                "aws_acmpca_certificate_authority",
                "list_certificate_authorities",
                "CertificateAuthorities[?Status!='DELETED']",
                "Arn",
                "acm-pca:ListCertificateAuthorities",
            ),
        ),
    ),
    Service("secretsmanager", _SECRETS),
    Service(
        "ssm",
        (
            Listing(
                "aws_ssm_parameter",
                "describe_parameters",
                "Parameters",
                "Name",
                "ssm:DescribeParameters",
                params={"MaxResults": 50},
            ),
        ),
    ),
    Service(
        "iam",
        (
            Listing(
                "aws_iam_server_certificate",
                "list_server_certificates",
                "ServerCertificateMetadataList",
                "Arn",
                "iam:ListServerCertificates",
            ),
        ),
        everywhere=False,
    ),
)
