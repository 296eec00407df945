"""What moves and describes data."""

from __future__ import annotations

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import KEY, Pair
from tests.sources.aws.same import ACCOUNT, REGION

_AVRO = '{"type": "record", "name": "a", "fields": [{"name": "track2", "type": "string"}]}'

PAIRS: dict[str, Pair] = {
    "dms": Pair(
        {
            "dms": [
                Answer(
                    "aws_dms_replication_instance",
                    "arn:r",
                    {
                        "ReplicationInstanceIdentifier": "r",
                        "KmsKeyId": KEY,
                        "PubliclyAccessible": True,
                        "AutoMinorVersionUpgrade": False,
                    },
                ),
                Answer(
                    "aws_dms_endpoint",
                    "arn:e",
                    {"EndpointIdentifier": "e", "EngineName": "mysql", "SslMode": "none", "KmsKeyId": KEY},
                ),
                Answer(
                    "aws_dms_endpoint",
                    "arn:k",
                    {"EndpointIdentifier": "k", "EngineName": "kafka", "Kafka": "ssl-encryption", "KmsKeyId": KEY},
                ),
            ]
        },
        {
            "aws_dms_replication_instance.r": {"publicly_accessible": True, "kms_key_arn": KEY},
            "aws_dms_endpoint.e": {"engine_name": "mysql", "ssl_mode": "none", "kms_key_arn": KEY},
            "aws_dms_endpoint.k": {
                "engine_name": "kafka",
                "kafka_settings": [{"security_protocol": "ssl-encryption"}],
                "kms_key_arn": KEY,
            },
        },
        {
            "aws_dms_replication_instance.r": "arn:r",
            "aws_dms_endpoint.e": "arn:e",
            "aws_dms_endpoint.k": "arn:k",
        },
    ),
    "athena": Pair(
        {
            "athena": [
                Answer("aws_athena_workgroup", "w", {"Name": "w"}),
                Answer(
                    "aws_athena_workgroup",
                    "w",
                    {
                        "EnforceWorkGroupConfiguration": True,
                        "ResultConfiguration": {"EncryptionConfiguration": {"EncryptionOption": "SSE_KMS"}},
                    },
                    "workgroup",
                ),
            ]
        },
        {
            "aws_athena_workgroup.w": {
                "name": "w",
                "configuration": [
                    {
                        "result_configuration": [
                            {"encryption_configuration": [{"encryption_option": "SSE_KMS", "kms_key_arn": KEY}]}
                        ]
                    }
                ],
            }
        },
        {"aws_athena_workgroup.w": f"arn:aws:athena:{REGION}:{ACCOUNT}:workgroup/w"},
    ),
    "glue": Pair(
        {
            "glue": [
                Answer(
                    "aws_glue_data_catalog_encryption_settings",
                    "x",
                    {"EncryptionAtRest": {"CatalogEncryptionMode": "DISABLED"}},
                ),
                Answer(
                    "aws_glue_security_configuration",
                    "s",
                    {
                        "Name": "s",
                        "EncryptionConfiguration": {
                            "S3Encryption": [{"S3EncryptionMode": "SSE-KMS"}],
                            "CloudWatchEncryption": {"CloudWatchEncryptionMode": "SSE-KMS", "KmsKeyArn": "arn:key"},
                            "JobBookmarksEncryption": {
                                "JobBookmarksEncryptionMode": "CSE-KMS",
                                "KmsKeyArn": "arn:key",
                            },
                        },
                    },
                ),
                Answer("aws_glue_job", "j", {"Name": "j", "SecurityConfiguration": "s"}),
                Answer(
                    "aws_glue_catalog_table",
                    "d/t",
                    {"Name": "t", "DatabaseName": "d", "Columns": [{"Name": "cvv2", "Type": "string"}]},
                ),
                Answer("aws_glue_schema", "arn:schema", {"SchemaName": "s"}),
                Answer("aws_glue_schema", "arn:schema", {"DataFormat": "AVRO", "SchemaDefinition": _AVRO}, "version"),
            ]
        },
        {
            "aws_glue_data_catalog_encryption_settings.a": {
                "data_catalog_encryption_settings": [{"encryption_at_rest": [{"catalog_encryption_mode": "DISABLED"}]}]
            },
            "aws_glue_security_configuration.s": {
                "name": "s",
                "encryption_configuration": [
                    {
                        "s3_encryption": [{"s3_encryption_mode": "SSE-KMS"}],
                        "cloudwatch_encryption": [{"cloudwatch_encryption_mode": "SSE-KMS", "kms_key_arn": "arn:key"}],
                        "job_bookmarks_encryption": [
                            {"job_bookmarks_encryption_mode": "CSE-KMS", "kms_key_arn": "arn:key"}
                        ],
                    }
                ],
            },
            "aws_glue_job.j": {"name": "j", "security_configuration": "s"},
            "aws_glue_catalog_table.t": {
                "name": "t",
                "database_name": "d",
                "storage_descriptor": [{"columns": [{"name": "cvv2", "type": "string"}]}],
            },
            "aws_glue_schema.s": {"schema_name": "s", "data_format": "AVRO", "schema_definition": _AVRO},
        },
        {
            "aws_glue_data_catalog_encryption_settings.a": f"arn:aws:glue:{REGION}:{ACCOUNT}:catalog",
            "aws_glue_security_configuration.s": f"arn:aws:glue:{REGION}:{ACCOUNT}:securityConfiguration/s",
            "aws_glue_job.j": f"arn:aws:glue:{REGION}:{ACCOUNT}:job/j",
            "aws_glue_catalog_table.t": f"arn:aws:glue:{REGION}:{ACCOUNT}:table/d/t",
            "aws_glue_schema.s": "arn:schema",
        },
    ),
}
