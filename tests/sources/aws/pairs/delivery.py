"""Distributions, and other ways in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.edge import ACL
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION


def distribution() -> Iterator[Pair]:
    name = f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"
    item = {
        "Id": "E1",
        "WebACLId": ACL,
        "Origins": {
            "Quantity": 2,
            "Items": [
                {"Id": "b", "DomainName": "pay.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}},
                {
                    "Id": "c",
                    "DomainName": "back.example",
                    "CustomOriginConfig": {
                        "OriginProtocolPolicy": "https-only",
                        "OriginSslProtocols": {"Quantity": 2, "Items": ["TLSv1", "TLSv1.2"]},
                    },
                },
            ],
        },
        "DefaultCacheBehavior": {"TargetOriginId": "b", "ViewerProtocolPolicy": "redirect-to-https"},
        "CacheBehaviors": {"Quantity": 1, "Items": [{"TargetOriginId": "c", "ViewerProtocolPolicy": "allow-all"}]},
        "ViewerCertificate": {"CloudFrontDefaultCertificate": False, "MinimumProtocolVersion": "TLSv1.2_2021"},
    }
    logs = {"Enabled": True, "Bucket": "logs.s3.amazonaws.com"}
    records = [
        Answer("aws_cloudfront_distribution", name, item),
        Answer("aws_cloudfront_distribution", name, logs, "logging"),
    ]
    custom = {"origin_protocol_policy": "https-only", "origin_ssl_protocols": ["TLSv1", "TLSv1.2"]}
    plan = {
        "aws_cloudfront_distribution.a": {
            "web_acl_id": ACL,
            "origin": [
                {
                    "origin_id": "b",
                    "domain_name": "pay.s3.amazonaws.com",
                    "s3_origin_config": [{"origin_access_identity": ""}],
                },
                {"origin_id": "c", "domain_name": "back.example", "custom_origin_config": [custom]},
            ],
            "default_cache_behavior": [{"target_origin_id": "b", "viewer_protocol_policy": "redirect-to-https"}],
            "ordered_cache_behavior": [{"target_origin_id": "c", "viewer_protocol_policy": "allow-all"}],
            "viewer_certificate": [{"minimum_protocol_version": "TLSv1.2_2021"}],
            "logging_config": [{"bucket": "logs.s3.amazonaws.com"}],
        }
    }
    live = {"cloudfront": records}
    yield Pair(live, plan, {"aws_cloudfront_distribution.a": name})


def other_ways_in() -> Iterator[Pair]:
    server = f"arn:aws:transfer:{REGION}:{ACCOUNT}:server/s-1"
    front = f"arn:aws:globalaccelerator::{ACCOUNT}:accelerator/1"
    listener = f"arn:aws:vpc-lattice:{REGION}:{ACCOUNT}:service/s/listener/1"
    targets = f"arn:aws:vpc-lattice:{REGION}:{ACCOUNT}:targetgroup/1"
    policy = "TransferSecurityPolicy-2018-11"
    told = {"Protocols": ["FTP", "SFTP"], "SecurityPolicyName": policy, "EndpointType": "PUBLIC", "LoggingRole": "r"}
    live = {
        "transfer": [
            Answer("aws_transfer_server", server, {"Arn": server, "ServerId": "s-1"}),
            Answer("aws_transfer_server", server, told, "server"),
        ],
        "vpc-lattice": [
            Answer("aws_vpclattice_listener", listener, {"protocol": "HTTP"}),
            Answer("aws_vpclattice_target_group", targets, {"protocol": "HTTP", "type": "IP"}),
        ],
        "globalaccelerator": [
            Answer("aws_globalaccelerator_accelerator", front, {"Name": "front"}),
            Answer("aws_globalaccelerator_accelerator", front, {"FlowLogsEnabled": False}, "attributes"),
        ],
    }
    plan: dict[str, dict[str, Any]] = {
        "aws_transfer_server.a": {
            "protocols": ["FTP", "SFTP"],
            "security_policy_name": policy,
            "endpoint_type": "PUBLIC",
            "logging_role": "r",
        },
        "aws_globalaccelerator_accelerator.a": {"name": "front", "attributes": [{"flow_logs_enabled": False}]},
        "aws_vpclattice_listener.a": {"protocol": "HTTP"},
        "aws_vpclattice_target_group.a": {"type": "IP", "config": [{"protocol": "HTTP"}]},
    }
    pairs = {
        "aws_transfer_server.a": server,
        "aws_globalaccelerator_accelerator.a": front,
        "aws_vpclattice_listener.a": listener,
        "aws_vpclattice_target_group.a": targets,
    }
    yield Pair(live, plan, pairs)


PAIRS = named(distribution, other_ways_in)
