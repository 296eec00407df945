"""Queues, topics, streams and brokers."""

from __future__ import annotations

import json
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import KEY, Pair
from tests.sources.aws.same import ACCOUNT, REGION

URL = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/pay"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:pay"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:pay"
PUBLIC = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]})
_OWNER_ONLY = json.dumps(
    {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "*"},
                "Action": ["SNS:Publish", "SNS:Subscribe"],
                "Resource": TOPIC,
                "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
            }
        ]
    }
)
"""The policy with which every topic is made."""


_PROVISIONED: dict[str, Any] = {
    "EncryptionInfo": {
        "EncryptionAtRest": {"DataVolumeKMSKeyId": KEY},
        "EncryptionInTransit": {"ClientBroker": "TLS_PLAINTEXT", "InCluster": True},
    },
    "ClientAuthentication": {"Sasl": {"Scram": {"Enabled": True}, "Iam": {"Enabled": False}}},
    "LoggingInfo": {"BrokerLogs": {"S3": {"Enabled": True}}},
    "BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}},
    "CurrentBrokerSoftwareInfo": {"ConfigurationArn": "arn:conf", "ConfigurationRevision": 2},
}
_PROPERTIES = "auto.create.topics.enable=false\nallow.everyone.if.no.acl.found=false\n"


PAIRS: dict[str, Pair] = {
    "sqs": Pair(
        {
            "sqs": [
                Answer("aws_sqs_queue", URL, {"id": URL}),
                Answer("aws_sqs_queue", URL, {"SqsManagedSseEnabled": "true", "Policy": PUBLIC}, "attributes"),
            ]
        },
        {"aws_sqs_queue.a": {"name": "pay", "policy": PUBLIC}},
        {"aws_sqs_queue.a": QUEUE},
    ),
    "sns": Pair(
        {
            "sns": [
                Answer("aws_sns_topic", TOPIC, {"TopicArn": TOPIC}),
                Answer(
                    "aws_sns_topic", TOPIC, {"Policy": _OWNER_ONLY, "KmsMasterKeyId": "alias/aws/sns"}, "attributes"
                ),
            ]
        },
        {"aws_sns_topic.a": {"name": "pay", "kms_master_key_id": "alias/aws/sns"}},
        {"aws_sns_topic.a": TOPIC},
    ),
    "kinesis": Pair(
        {
            "kinesis": [
                Answer("aws_kinesis_stream", "s", {"id": "s"}),
                Answer("aws_kinesis_stream", "s", {"EncryptionType": "KMS", "KeyId": KEY}, "stream"),
            ]
        },
        {"aws_kinesis_stream.a": {"name": "s", "encryption_type": "KMS", "kms_key_id": KEY}},
        {"aws_kinesis_stream.a": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/s"},
    ),
    "kinesisvideo": Pair(
        {"kinesisvideo": [Answer("aws_kinesis_video_stream", "arn:v", {"StreamName": "v", "KmsKeyId": KEY})]},
        {"aws_kinesis_video_stream.a": {"name": "v", "kms_key_id": KEY}},
        {"aws_kinesis_video_stream.a": "arn:v"},
    ),
    "firehose": Pair(
        {
            "firehose": [
                Answer("aws_kinesis_firehose_delivery_stream", "d", {"id": "d"}),
                Answer(
                    "aws_kinesis_firehose_delivery_stream",
                    "d",
                    {
                        "DeliveryStreamType": "DirectPut",
                        "Encryption": {"Status": "ENABLED", "KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": KEY},
                    },
                    "stream",
                ),
                Answer("aws_kinesis_firehose_delivery_stream", "k", {"id": "k"}),
                Answer(
                    "aws_kinesis_firehose_delivery_stream",
                    "k",
                    {"DeliveryStreamType": "KinesisStreamAsSource"},
                    "stream",
                ),
            ]
        },
        {
            "aws_kinesis_firehose_delivery_stream.d": {
                "name": "d",
                "server_side_encryption": [{"enabled": True, "key_type": "CUSTOMER_MANAGED_CMK", "key_arn": KEY}],
            },
            "aws_kinesis_firehose_delivery_stream.k": {
                "name": "k",
                "kinesis_source_configuration": [{"kinesis_stream_arn": "arn:s", "role_arn": "arn:r"}],
            },
        },
        {
            f"aws_kinesis_firehose_delivery_stream.{name}": f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/{name}"
            for name in "dk"
        },
    ),
    "kafka": Pair(
        {
            "kafka": [
                Answer(
                    "aws_msk_cluster",
                    "arn:m",
                    {"ClusterName": "m", "ClusterType": "PROVISIONED", "Provisioned": _PROVISIONED},
                ),
                Answer("aws_msk_cluster", "arn:m", _PROPERTIES, "configuration"),
                Answer("aws_msk_cluster", "arn:s", {"ClusterName": "s", "ClusterType": "SERVERLESS"}),
            ]
        },
        {
            "aws_msk_cluster.m": {
                "cluster_name": "m",
                "encryption_info": [
                    {
                        "encryption_at_rest_kms_key_arn": KEY,
                        "encryption_in_transit": [{"client_broker": "TLS_PLAINTEXT", "in_cluster": True}],
                    }
                ],
                "client_authentication": [{"sasl": [{"scram": True}]}],
                "logging_info": [{"broker_logs": [{"s3": [{"enabled": True}]}]}],
                "broker_node_group_info": [
                    {"connectivity_info": [{"public_access": [{"type": "SERVICE_PROVIDED_EIPS"}]}]}
                ],
                "configuration_info": [{"arn": "arn:conf", "revision": 2}],
            },
            "aws_msk_configuration.m": {"arn": "arn:conf", "name": "m", "server_properties": _PROPERTIES},
            "aws_msk_serverless_cluster.s": {"cluster_name": "s"},
        },
        {"aws_msk_cluster.m": "arn:m", "aws_msk_serverless_cluster.s": "arn:s"},
    ),
    "mq": Pair(
        {
            "mq": [
                Answer("aws_mq_broker", "arn:b", {"BrokerId": "b", "BrokerName": "b", "EngineType": "ACTIVEMQ"}),
                Answer(
                    "aws_mq_broker",
                    "arn:b",
                    {
                        "EngineVersion": "5.15.0",
                        "AuthenticationStrategy": "LDAP",
                        "PubliclyAccessible": True,
                        "AutoMinorVersionUpgrade": False,
                        "Logs": {"General": True, "Audit": False},
                        "EncryptionOptions": {"UseAwsOwnedKey": False, "KmsKeyId": KEY},
                    },
                    "broker",
                ),
            ]
        },
        {
            "aws_mq_broker.b": {
                "broker_name": "b",
                "engine_type": "ActiveMQ",
                "engine_version": "5.15.0",
                "authentication_strategy": "ldap",
                "publicly_accessible": True,
                "logs": [{"general": True}],
                "encryption_options": [{"use_aws_owned_key": False, "kms_key_id": KEY}],
            }
        },
        {"aws_mq_broker.b": "arn:b"},
    ),
}
