"""Queues, topics, streams and brokers, live."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, differences, planned, recorded

KEY = "arn:aws:kms:eu-west-1:999999999999:key/of-somebody"
_URL = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/pay"
_QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:pay"
_TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:pay"
_PUBLIC = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]})
_OWNER_ONLY = json.dumps(
    {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "*"},
                "Action": ["SNS:Publish", "SNS:Subscribe"],
                "Resource": _TOPIC,
                "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
            }
        ]
    }
)
"""The policy with which every topic is made."""


def test_queues_and_topics_of_a_real_server(aws: str, tmp_path: Path) -> None:
    boto3.client("sqs").create_queue(QueueName="pay", Attributes={"Policy": _PUBLIC, "KmsMasterKeyId": KEY})
    boto3.client("sns").create_topic(Name="pay", Tags=[{"Key": "a", "Value": "b"}])
    boto3.client("kinesis").create_stream(StreamName="pay", ShardCount=1)
    types = ("aws_sqs_queue", "aws_sns_topic", "aws_kinesis_stream", "aws_tags")
    findings = collected(tmp_path / "s", *types)
    queue = by_rule(findings, _QUEUE)
    assert queue["queue-not-public"] == queue["queue-tls-only"] == "fail"
    assert queue["queue-encrypted"] == queue["queue-customer-key"] == "pass"
    topic = by_rule(findings, _TOPIC)
    assert topic["topic-not-public"] == "pass"
    assert topic["topic-encrypted"] == "fail"
    stream = by_rule(findings, f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/pay")
    assert stream["stream-encrypted"] == "fail"


def test_attributes_that_were_refused_are_unknown() -> None:
    answers: list[Record] = [
        Answer("aws_sqs_queue", _URL, {"id": _URL}),
        Refusal("aws_sqs_queue", "denied", "sqs:G", "sqs:G", "no", _URL, "attributes"),
    ]
    assert set(by_rule(recorded({"sqs": answers}), _QUEUE).values()) == {"unknown"}


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


@pytest.mark.parametrize(
    ("service", "answers", "plan", "pairs"),
    [
        (
            "sqs",
            [
                Answer("aws_sqs_queue", _URL, {"id": _URL}),
                Answer("aws_sqs_queue", _URL, {"SqsManagedSseEnabled": "true", "Policy": _PUBLIC}, "attributes"),
            ],
            {"aws_sqs_queue.a": {"name": "pay", "policy": _PUBLIC}},
            {"aws_sqs_queue.a": _QUEUE},
        ),
        (
            "sns",
            [
                Answer("aws_sns_topic", _TOPIC, {"TopicArn": _TOPIC}),
                Answer(
                    "aws_sns_topic", _TOPIC, {"Policy": _OWNER_ONLY, "KmsMasterKeyId": "alias/aws/sns"}, "attributes"
                ),
            ],
            {"aws_sns_topic.a": {"name": "pay", "kms_master_key_id": "alias/aws/sns"}},
            {"aws_sns_topic.a": _TOPIC},
        ),
        (
            "kinesis",
            [
                Answer("aws_kinesis_stream", "s", {"id": "s"}),
                Answer("aws_kinesis_stream", "s", {"EncryptionType": "KMS", "KeyId": KEY}, "stream"),
            ],
            {"aws_kinesis_stream.a": {"name": "s", "encryption_type": "KMS", "kms_key_id": KEY}},
            {"aws_kinesis_stream.a": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/s"},
        ),
        (
            "kinesisvideo",
            [Answer("aws_kinesis_video_stream", "arn:v", {"StreamName": "v", "KmsKeyId": KEY})],
            {"aws_kinesis_video_stream.a": {"name": "v", "kms_key_id": KEY}},
            {"aws_kinesis_video_stream.a": "arn:v"},
        ),
        (
            "firehose",
            [
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
            ],
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
        (
            "kafka",
            [
                Answer(
                    "aws_msk_cluster",
                    "arn:m",
                    {"ClusterName": "m", "ClusterType": "PROVISIONED", "Provisioned": _PROVISIONED},
                ),
                Answer("aws_msk_cluster", "arn:m", _PROPERTIES, "configuration"),
                Answer("aws_msk_cluster", "arn:s", {"ClusterName": "s", "ClusterType": "SERVERLESS"}),
            ],
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
        (
            "mq",
            [
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
            ],
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
    ],
    ids=["sqs", "sns", "kinesis", "kinesisvideo", "firehose", "kafka", "mq"],
)
def test_same_verdicts(
    service: str, answers: list[Record], plan: dict[str, dict[str, Any]], pairs: dict[str, str]
) -> None:
    assert differences(planned(plan), recorded({service: answers}), pairs) == []
