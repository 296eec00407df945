"""Keys, modules, secrets and certificates on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_KMS_KEYS = ("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key", "aws_kms_replica_external_key")
_SECRET = ("aws_secretsmanager_secret",)

THEME = Theme(
    adapters={
        "aws_datasync_location_object_storage": Row("aws.keys.secrets:location", ("secret",)),
        "aws_datasync_location_smb": Row("aws.keys.secrets:location", ("secret",)),
        "aws_kms_key": Row("aws.keys.kms:key", ("key",)),
        "aws_kms_replica_key": Row("aws.keys.kms:replica", ("key",)),
        "aws_kms_external_key": Row("aws.keys.kms:external", ("key",)),
        "aws_kms_replica_external_key": Row("aws.keys.kms:replica_external", ("key",)),
        "aws_paymentcryptography_key": Row("aws.keys.payment:key", ("key",)),
        "aws_kms_custom_key_store": Row("aws.keys.key_store:key_store", ("key_store",)),
        "aws_cloudhsm_v2_cluster": Row("aws.keys.hsm:cluster", ("hsm",)),
        "aws_secretsmanager_secret": Row("aws.keys.secrets:secret", ("secret",)),
        "aws_secretsmanager_secret_rotation": Row("aws.keys.secrets:schedule", ("secret_rotation",)),
        "aws_ssm_parameter": Row("aws.keys.secrets:parameter", ("secret",)),
        "aws_acm_certificate": Row("aws.keys.certificates:acm", ("certificate",)),
        "aws_iam_server_certificate": Row("aws.keys.certificates:iam", ("certificate",)),
        "aws_acmpca_certificate_authority": Row("aws.keys.certificates:authority", ("certificate_authority",)),
    },
    sidecars={
        "aws_kms_key_policy": SideCar("key_id", _KMS_KEYS),
        "aws_kms_grant": SideCar("key_id", _KMS_KEYS),
        "aws_kms_alias": SideCar("target_key_id", _KMS_KEYS),
        "aws_paymentcryptography_key_alias": SideCar("key_arn", ("aws_paymentcryptography_key",)),
        "aws_cloudhsm_v2_hsm": SideCar("cluster_id", ("aws_cloudhsm_v2_cluster",)),
        "aws_secretsmanager_secret_rotation": SideCar("secret_id", _SECRET),
        "aws_secretsmanager_secret_policy": SideCar("secret_arn", _SECRET),
        "aws_secretsmanager_secret_version": SideCar("secret_id", _SECRET),
        "aws_acm_certificate_validation": SideCar("certificate_arn", ("aws_acm_certificate",)),
        "aws_acmpca_certificate_authority_certificate": SideCar(
            "certificate_authority_arn", ("aws_acmpca_certificate_authority",)
        ),
    },
    helpers=("data.aws_iam_policy_document", "aws_subnet"),
)
