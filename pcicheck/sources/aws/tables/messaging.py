"""What is asked of SQS, SNS, Kinesis, Firehose, MSK and Amazon MQ.

Only MSK and Kinesis Video Streams tell of everything in bulk; the others want one call for each queue, topic, stream
and broker, MSK one for the configuration of each cluster that has its own.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_SOFTWARE = "Provisioned.CurrentBrokerSoftwareInfo"
_DELIVERY = (
    "DeliveryStreamDescription.{DeliveryStreamARN: DeliveryStreamARN, DeliveryStreamType: DeliveryStreamType,"
    " Encryption: DeliveryStreamEncryptionConfiguration}"
)
"""Not the destinations, which hold tokens."""

SERVICES = (
    Service(
        "sqs",
        (
            Listing(
                "aws_sqs_queue",
                "list_queues",
                "QueueUrls",
                "id",
                "sqs:ListQueues",
                params={"MaxResults": 1000},
                details=(
                    Detail(
                        "attributes",
                        "get_queue_attributes",
                        {"QueueUrl": "@id"},
                        "sqs:GetQueueAttributes",
                        "Attributes",
                        constant={"AttributeNames": ["All"]},
                    ),
                ),
            ),
        ),
    ),
    Service(
        "sns",
        (
            Listing(
                "aws_sns_topic",
                "list_topics",
                "Topics",
                "TopicArn",
                "sns:ListTopics",
                details=(
                    Detail(
                        "attributes",
                        "get_topic_attributes",
                        {"TopicArn": "@id"},
                        "sns:GetTopicAttributes",
                        "Attributes",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "kinesis",
        (
            Listing(
                "aws_kinesis_stream",
                "list_streams",
                "StreamNames",
                "id",
                "kinesis:ListStreams",
                params={"Limit": 1000},
                details=(
                    Detail(
                        "stream",
                        "describe_stream_summary",
                        {"StreamName": "@id"},
                        "kinesis:DescribeStreamSummary",
                        "StreamDescriptionSummary",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "kinesisvideo",
        (
            Listing(
                "aws_kinesis_video_stream", "list_streams", "StreamInfoList", "StreamARN", "kinesisvideo:ListStreams"
            ),
        ),
    ),
    Service(
        "firehose",
        (
            Listing(
                "aws_kinesis_firehose_delivery_stream",
                "list_delivery_streams",
                "DeliveryStreamNames",
                "id",
                "firehose:ListDeliveryStreams",
                params={"Limit": 10000},
                details=(
                    Detail(
                        "stream",
                        "describe_delivery_stream",
                        {"DeliveryStreamName": "@id"},
                        "firehose:DescribeDeliveryStream",
                        _DELIVERY,
                    ),
                ),
            ),
        ),
    ),
    Service(
        "kafka",
        (
            Listing(
                "aws_msk_cluster",
                "list_clusters_v2",
                "ClusterInfoList",
                "ClusterArn",
                "kafka:ListClustersV2",
                covers=("aws_msk_serverless_cluster",),
                details=(
                    Detail(
                        "configuration",
                        "describe_configuration_revision",
                        {"Arn": f"{_SOFTWARE}.ConfigurationArn", "Revision": f"{_SOFTWARE}.ConfigurationRevision"},
                        "kafka:DescribeConfigurationRevision",
                        "ServerProperties",
                        when=f"{_SOFTWARE}.ConfigurationArn",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "mq",
        (
            Listing(
                "aws_mq_broker",
                "list_brokers",
                "BrokerSummaries",
                "BrokerArn",
                "mq:ListBrokers",
                params={"MaxResults": 100},
                details=(Detail("broker", "describe_broker", {"BrokerId": "BrokerId"}, "mq:DescribeBroker"),),
            ),
        ),
    ),
)
