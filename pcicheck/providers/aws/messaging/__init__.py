"""Queues, topics, streams and brokers on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

THEME = Theme(
    adapters={
        "aws_sqs_queue": Row("aws.messaging.queues:queue", ("queue",)),
        "aws_sns_topic": Row("aws.messaging.queues:topic", ("topic",)),
        "aws_rds_cluster_activity_stream": Row("aws.messaging.streams:activity_stream", ("stream",)),
        "aws_kinesis_stream": Row("aws.messaging.streams:data_stream", ("stream",)),
        "aws_kinesis_video_stream": Row("aws.messaging.streams:video_stream", ("stream",)),
        "aws_kinesis_firehose_delivery_stream": Row("aws.messaging.streams:firehose", ("stream",)),
        "aws_msk_cluster": Row("aws.messaging.kafka:cluster", ("broker",)),
        "aws_msk_serverless_cluster": Row("aws.messaging.kafka:serverless", ("broker",)),
        "aws_mq_broker": Row("aws.messaging.mq:broker", ("broker",)),
    },
    sidecars={
        "aws_sqs_queue_policy": SideCar("queue_url", ("aws_sqs_queue",)),
        "aws_sns_topic_policy": SideCar("arn", ("aws_sns_topic",)),
        "aws_msk_scram_secret_association": SideCar("cluster_arn", ("aws_msk_cluster",)),
    },
    helpers=("data.aws_iam_policy_document", "data.aws_kms_alias", "data.aws_kms_key", "aws_msk_configuration"),
)
