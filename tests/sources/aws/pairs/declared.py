"""What the entity declares or writes in tags: periods, places of keys, environments, partners, tenants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.keys import POLICY
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.pairs.storage import bucket_records
from tests.sources.aws.same import ACCOUNT, REGION

META: dict[str, Any] = {
    "KeyManager": "CUSTOMER",
    "KeyState": "Enabled",
    "Enabled": True,
    "KeySpec": "SYMMETRIC_DEFAULT",
    "KeyUsage": "ENCRYPT_DECRYPT",
    "MultiRegion": False,
}
TENANTS = {"own": "acme", "other": "zeta"}


def _tags(arn: str, tags: dict[str, str]) -> Record:
    """Tags as they are told in bulk."""
    return Answer("aws_tags", arn, {"ResourceARN": arn, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]})


def _key(name: str, origin: str = "AWS_KMS", days: int | None = None, **more: str) -> list[Record]:
    arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{name}"
    rotation = {"KeyRotationEnabled": days is not None, "RotationPeriodInDays": days}
    return [
        Answer("aws_kms_key", arn, {"KeyArn": arn, "KeyId": name}),
        Answer("aws_kms_key", arn, META | {"Origin": origin} | more, "key"),
        Answer("aws_kms_key", arn, POLICY, "policy"),
        Answer("aws_kms_key", arn, [], "grants"),
        Answer("aws_kms_key", arn, rotation, "rotation"),
    ]


def tenants() -> Iterator[Pair]:
    """Keys of tenants in modules, of the same tenant and of another one; and a key outside the cloud."""
    plan: dict[str, dict[str, Any]] = {
        "aws_cloudhsm_v2_cluster.c": {
            "id": "cluster-1",
            "hsm_type": "hsm2m.medium",
            "mode": "FIPS",
            "tags": {"tenant": "acme"},
        },
        "aws_kms_custom_key_store.s": {
            "id": "cks-1",
            "custom_key_store_name": "s",
            "cloud_hsm_cluster_id": "cluster-1",
        },
    }
    modules = {"HsmType": "hsm2m.medium", "Mode": "FIPS", "TagList": [{"Key": "tenant", "Value": "acme"}]}
    store = {"CustomKeyStoreId": "cks-1", "CustomKeyStoreName": "s", "CustomKeyStoreType": "AWS_CLOUDHSM"}
    keys: list[Record] = [Answer("aws_kms_custom_key_store", "cks-1", store | {"CloudHsmClusterId": "cluster-1"})]
    tags: list[Record] = []
    same: dict[str, str] = {}
    for name, tenant in TENANTS.items():
        arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{name}"
        plan[f"aws_kms_key.{name}"] = {"custom_key_store_id": "cks-1", "policy": POLICY, "tags": {"tenant": tenant}}
        keys += _key(name, "AWS_CLOUDHSM", CustomKeyStoreId="cks-1")
        tags.append(_tags(arn, {"tenant": tenant}))
        same[f"aws_kms_key.{name}"] = arn
    live: dict[str, list[Record]] = {
        "cloudhsmv2": [Answer("aws_cloudhsm_v2_cluster", "cluster-1", modules)],
        "kms": keys,
        "resourcegroupstaggingapi": tags,
    }
    yield Pair(live, plan, same)


def proxies() -> Iterator[Pair]:
    """Key managers outside the cloud, reached inside the network and over the internet."""
    plan: dict[str, dict[str, Any]] = {}
    live: list[Record] = []
    for name, way in (("inside", "VPC_ENDPOINT_SERVICE"), ("outside", "PUBLIC_ENDPOINT")):
        plan[f"aws_kms_custom_key_store.{name}"] = {
            "custom_key_store_name": name,
            "custom_key_store_type": "EXTERNAL_KEY_STORE",
            "xks_proxy_connectivity": way,
        }
        item = {"CustomKeyStoreId": name, "CustomKeyStoreName": name, "CustomKeyStoreType": "EXTERNAL_KEY_STORE"}
        live.append(Answer("aws_kms_custom_key_store", name, item | {"XksProxyConfiguration": {"Connectivity": way}}))
    yield Pair({"kms": live}, plan, {a: a.partition(".")[2] for a in plan})


def periods() -> Iterator[Pair]:
    """Keys, secrets and objects, kept and turned in time and too late."""
    plan: dict[str, dict[str, Any]] = {}
    keys: list[Record] = []
    secrets: list[Record] = []
    buckets: list[Record] = []
    same: dict[str, str] = {}
    for name, days in (("soon", 90), ("late", 700)):
        arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{name}"
        plan[f"aws_kms_key.{name}"] = {"enable_key_rotation": True, "rotation_period_in_days": days, "policy": POLICY}
        keys += _key(name, days=days)
        same[f"aws_kms_key.{name}"] = arn
        secret = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}"
        plan[f"aws_secretsmanager_secret.{name}"] = {"id": secret, "arn": secret, "name": name, "kms_key_id": KEY}
        plan[f"aws_secretsmanager_secret_rotation.{name}"] = {
            "secret_id": secret,
            "rotation_rules": [{"automatically_after_days": days}],
        }
        rotated = {"RotationEnabled": True, "RotationRules": {"AutomaticallyAfterDays": days}}
        secrets += [
            Answer("aws_secretsmanager_secret", secret, {"ARN": secret, "Name": name, "KmsKeyId": KEY} | rotated),
            Answer("aws_secretsmanager_secret", secret, None, "policy"),
        ]
        same[f"aws_secretsmanager_secret.{name}"] = secret
        same[f"aws_secretsmanager_secret_rotation.{name}"] = f"{secret}/rotation"
        rule = {"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": days}}
        buckets += bucket_records(name, lifecycle=[rule])
        plan[f"aws_s3_bucket.{name}"] = {"bucket": name}
        plan[f"aws_s3_bucket_ownership_controls.{name}"] = {
            "bucket": name,
            "rule": [{"object_ownership": "BucketOwnerEnforced"}],
        }
        plan[f"aws_s3_bucket_lifecycle_configuration.{name}"] = {
            "bucket": name,
            "rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": ""}], "expiration": [{"days": days}]}],
        }
        same[f"aws_s3_bucket.{name}"] = name
    yield Pair({"kms": keys, "secretsmanager": secrets, "s3": buckets}, plan, same)


def environments() -> Iterator[Pair]:
    """A volume of production with a key of its own environment, and one with a key and data of another."""
    plan: dict[str, dict[str, Any]] = {}
    machines: list[Record] = []
    keys: list[Record] = []
    tags: list[Record] = []
    same: dict[str, str] = {}
    for name, of_key, of_volume in (("own", "prod", "prod"), ("mixed", "prod", "test"), ("test", "test", "test")):
        arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{name}"
        snapshot = f"snap-{name}"
        plan[f"aws_kms_key.{name}"] = {"arn": arn, "policy": POLICY, "tags": {"env": of_key}}
        plan[f"aws_ebs_snapshot.{name}"] = {
            "id": snapshot,
            "volume_id": "vol-9",
            "encrypted": True,
            "kms_key_id": KEY,
            "tags": {"env": of_key},
        }
        plan[f"aws_ebs_volume.{name}"] = {
            "encrypted": True,
            "kms_key_id": arn,
            "snapshot_id": snapshot,
            "tags": {"env": of_volume},
        }
        keys += _key(name)
        tags.append(_tags(arn, {"env": of_key}))
        told = [{"Key": "env", "Value": of_key}]
        volume = {"Encrypted": True, "KmsKeyId": arn, "SnapshotId": snapshot}
        machines += [
            Answer("aws_ebs_snapshot", snapshot, {"Encrypted": True, "KmsKeyId": KEY, "Tags": told}),
            Answer("aws_ebs_snapshot", snapshot, [], "shared"),
            Answer("aws_ebs_volume", name, volume | {"Tags": [{"Key": "env", "Value": of_volume}]}),
        ]
        same[f"aws_ebs_volume.{name}"] = name
    yield Pair({"ec2": machines, "kms": keys, "resourcegroupstaggingapi": tags}, plan, same)


def networks() -> Iterator[Pair]:
    """Groups in a network of their own environment and of another one."""
    plan: dict[str, dict[str, Any]] = {
        "aws_vpc.p": {"id": "vpc-1", "cidr_block": "10.0.0.0/16", "tags": {"env": "prod"}}
    }
    vpc = {"VpcId": "vpc-1", "OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16"}
    live: list[Record] = [Answer("aws_vpc", "vpc-1", vpc | {"Tags": [{"Key": "env", "Value": "prod"}]})]
    for name, env in (("own", "prod"), ("mixed", "test")):
        group = {"name": name, "description": name, "vpc_id": "vpc-1", "ingress": [], "egress": []}
        plan[f"aws_security_group.{name}"] = group | {"tags": {"env": env}}
        item = {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "GroupName": name, "Description": name}
        live.append(Answer("aws_security_group", name, item | {"Tags": [{"Key": "env", "Value": env}]}))
    same = {"aws_security_group.own": "own", "aws_security_group.mixed": "mixed"}
    yield Pair({"ec2": live}, plan, same)


def labels() -> Iterator[Pair]:
    """Buckets with account data, made unreadable and not."""
    plan: dict[str, dict[str, Any]] = {}
    buckets: list[Record] = []
    tags: list[Record] = []
    for name, how in (("tokens", "tokens"), ("clear", "none")):
        said = {"data-class": "pan", "pan-protection": how}
        plan[f"aws_s3_bucket.{name}"] = {"bucket": name, "tags": said}
        plan[f"aws_s3_bucket_ownership_controls.{name}"] = {
            "bucket": name,
            "rule": [{"object_ownership": "BucketOwnerEnforced"}],
        }
        buckets += bucket_records(name)
        tags.append(_tags(f"arn:aws:s3:::{name}", said))
    yield Pair(
        {"s3": buckets, "resourcegroupstaggingapi": tags},
        plan,
        {a: a.partition(".")[2] for a in plan if "bucket." in a},
    )


def partners() -> Iterator[Pair]:
    """Listeners for partners, which ask for their certificates and do not."""
    plan: dict[str, dict[str, Any]] = {}
    listeners: list[Record] = []
    tags: list[Record] = []
    same: dict[str, str] = {}
    certificate = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/1"
    store = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:truststore/partners/1"
    for name, mode in (("asked", "verify"), ("open", "off")):
        arn = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:listener/app/{name}/1/2"
        secure = {"protocol": "HTTPS", "port": 443, "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}
        mutual = {"mode": mode} | ({"trust_store_arn": store} if mode == "verify" else {})
        plan[f"aws_lb_listener.{name}"] = secure | {
            "certificate_arn": certificate,
            "mutual_authentication": [mutual],
            "tags": {"pci:audience": "partner"},
        }
        item = {"Protocol": "HTTPS", "Port": 443, "SslPolicy": secure["ssl_policy"]}
        said = {"Mode": mode} | ({"TrustStoreArn": store} if mode == "verify" else {})
        item |= {"Certificates": [{"CertificateArn": certificate}], "MutualAuthentication": said}
        listeners.append(Answer("aws_lb_listener", arn, item))
        tags.append(_tags(arn, {"pci:audience": "partner"}))
        same[f"aws_lb_listener.{name}"] = arn
    yield Pair({"elbv2": listeners, "resourcegroupstaggingapi": tags}, plan, same)


PAIRS = named(tenants, proxies, periods, environments, networks, labels, partners)
