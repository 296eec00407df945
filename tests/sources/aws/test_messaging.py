"""Queues, topics, streams and brokers, live."""

from __future__ import annotations

from pathlib import Path

import boto3

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.pairs.messaging import PUBLIC, QUEUE, TOPIC, URL
from tests.sources.aws.pairs.pair import KEY
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, recorded


def test_queues_and_topics_of_a_real_server(aws: str, tmp_path: Path) -> None:
    boto3.client("sqs").create_queue(QueueName="pay", Attributes={"Policy": PUBLIC, "KmsMasterKeyId": KEY})
    boto3.client("sns").create_topic(Name="pay", Tags=[{"Key": "a", "Value": "b"}])
    boto3.client("kinesis").create_stream(StreamName="pay", ShardCount=1)
    types = ("aws_sqs_queue", "aws_sns_topic", "aws_kinesis_stream", "aws_tags")
    findings = collected(tmp_path / "s", *types)
    queue = by_rule(findings, QUEUE)
    assert queue["queue-not-public"] == queue["queue-tls-only"] == "fail"
    assert queue["queue-encrypted"] == queue["queue-customer-key"] == "pass"
    topic = by_rule(findings, TOPIC)
    assert topic["topic-not-public"] == "pass"
    assert topic["topic-encrypted"] == "fail"
    stream = by_rule(findings, f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/pay")
    assert stream["stream-encrypted"] == "fail"


def test_attributes_that_were_refused_are_unknown() -> None:
    answers: list[Record] = [
        Answer("aws_sqs_queue", URL, {"id": URL}),
        Refusal("aws_sqs_queue", "denied", "sqs:G", "sqs:G", "no", URL, "attributes"),
    ]
    assert set(by_rule(recorded({"sqs": answers}), QUEUE).values()) == {"unknown"}
