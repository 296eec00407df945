"""A small estate of many services: a card vault as a team might have left it, half well made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import boto3
from msgspec import Struct

from pcicheck.results.finding import Finding
from pcicheck.results.results import Header
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.scanning import Selection, scan
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.live.only import EVERYTHING, Only
from tests.sources.aws.proxy import Denying

REGION = "eu-west-1"
ACCOUNT = "123456789012"
NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
TYPES = frozenset(
    {
        *("aws_s3_bucket", "aws_kms_key", "aws_kms_alias", "aws_vpc", "aws_subnet", "aws_security_group"),
        *("aws_instance", "aws_ebs_volume", "aws_flow_log", "aws_lb", "aws_lb_listener", "aws_db_instance"),
        *("aws_dynamodb_table", "aws_sqs_queue", "aws_sns_topic", "aws_iam_user", "aws_iam_role"),
        *("aws_iam_account_password_policy", "aws_cloudtrail", "aws_cloudwatch_log_group", "aws_guardduty_detector"),
        *("aws_secretsmanager_secret", "aws_lambda_function", "aws_ecr_repository", "aws_ssm_parameter"),
    }
)
"""What is asked of it where not all is."""
SOME = Only(types=TYPES)
Verdicts = dict[tuple[str, str, str], Finding]
"""Findings by rule, address and region."""
_ROLE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)


def frozen() -> dt.datetime:
    """A clock that stands still, so that collections can be compared byte by byte."""
    return NOON


def seed() -> None:
    """Make the estate in the cloud that boto3 talks to."""
    key = boto3.client("kms").create_key(Description="card vault")["KeyMetadata"]
    boto3.client("kms").create_alias(AliasName="alias/vault", TargetKeyId=key["KeyId"])
    _buckets(key["Arn"])
    _network()
    _data(key["Arn"])
    _identity()
    _watching()


def _buckets(key: str) -> None:
    s3 = boto3.client("s3")
    for name in ("pay-vault", "pay-logs", "pay-site"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    s3.put_bucket_encryption(Bucket="pay-vault", ServerSideEncryptionConfiguration={"Rules": [rule]})
    closed = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)
    s3.put_public_access_block(Bucket="pay-vault", PublicAccessBlockConfiguration=closed)
    s3.put_bucket_versioning(Bucket="pay-vault", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_tagging(Bucket="pay-vault", Tagging={"TagSet": [{"Key": "pci-scope", "Value": "cde"}]})


def _network() -> None:
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"]
        for number, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(GroupName="open", Description="left open", VpcId=vpc)["GroupId"]
    world = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[world])
    ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8, Encrypted=False)
    balancing = boto3.client("elbv2")
    balancer = balancing.create_load_balancer(Name="edge", Subnets=[s["SubnetId"] for s in subnets])
    arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    fixed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain"}}
    balancing.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=[fixed])


def _data(key: str) -> None:
    boto3.client("rds").create_db_instance(
        DBInstanceIdentifier="cards",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        MasterUsername="owner",
        MasterUserPassword="not-a-real-one",
        AllocatedStorage=20,
        StorageEncrypted=True,
        KmsKeyId=key,
        PubliclyAccessible=False,
    )
    boto3.client("dynamodb").create_table(
        TableName="tokens",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    boto3.client("sqs").create_queue(QueueName="payments", Attributes={"SqsManagedSseEnabled": "true"})
    boto3.client("sns").create_topic(Name="alarms")
    boto3.client("secretsmanager").create_secret(Name="processor", SecretString="placeholder")
    boto3.client("ssm").put_parameter(Name="/pay/mode", Value="test", Type="SecureString")
    boto3.client("ecr").create_repository(repositoryName="pay/core")


def _identity() -> None:
    iam = boto3.client("iam")
    iam.create_user(UserName="mallory")
    iam.create_access_key(UserName="mallory")
    iam.create_role(RoleName="worker", AssumeRolePolicyDocument=_ROLE)
    iam.update_account_password_policy(MinimumPasswordLength=14, RequireNumbers=True, RequireSymbols=True)


def _watching() -> None:
    s3 = boto3.client("s3")
    grant = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:*", "Resource": "*"}
    s3.put_bucket_policy(Bucket="pay-logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": [grant]}))
    trails = boto3.client("cloudtrail")
    trails.create_trail(Name="all", S3BucketName="pay-logs", IsMultiRegionTrail=True, EnableLogFileValidation=True)
    trails.start_logging(Name="all")
    boto3.client("logs").create_log_group(logGroupName="/pay/core")
    boto3.client("guardduty").create_detector(Enable=True)


def taken(folder: Path, only: Only = SOME, **further: Any) -> int:
    """Take a snapshot of the estate with a clock that stands still."""
    return collect(Asked(regions=(REGION,)), folder, only=only, clock=frozen, **further)


class Estate(Struct):
    """The estate in a cloud of its own, as it is told to somebody who may see everything."""

    proxy: Denying
    """The way to it."""
    folder: Path
    """A snapshot of everything."""
    book: Rulebook
    calls: int

    def judged(self, folder: Path, rules: Collection[str] = ()) -> tuple[Header, Verdicts]:
        """Header and findings of a snapshot."""
        results = scan([folder], rules=self.book, select=Selection(rules=tuple(rules)))
        return results.header, {(f.rule, f.address, f.region or ""): f for f in results.findings()}


def estate_of(proxy: Denying, folder: Path) -> Estate:
    """Collect everything of the seeded cloud behind a proxy."""
    return Estate(proxy, folder / "whole", load_rulebook(), taken(folder / "whole", EVERYTHING))
