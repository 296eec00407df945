"""Write a plan of about N resources: the mix of a payments estate, a third of it with a flaw.

Usage: python -m tests.benchmarks.make_plan N OUT
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pcicheck.cases.shorthand import COMPUTED, Ref, plan


def resources(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Addresses and attributes, ten modules' worth, the same for the same count."""
    made = 0
    group = 0
    while made < count:
        group += 1
        module = f"module.m{group * 10 * 11 // max(count, 1) % 10}."
        for name, values in _group(group, bad=group % 3 == 0, module=module):
            if made == count:
                return
            made += 1
            yield module + name, values


def _group(i: int, *, bad: bool, module: str) -> Iterator[tuple[str, dict[str, Any]]]:
    bucket = Ref((f"aws_s3_bucket.b{i}.id", f"aws_s3_bucket.b{i}"))
    source = "0.0.0.0/0" if bad else "10.0.0.0/8"
    port = 22 if bad else 443
    yield f"aws_s3_bucket.b{i}", {"bucket": f"pay-{i}", "tags": {"pci-scope": "cde" if i % 3 else "out"}}
    yield (
        f"aws_s3_bucket_public_access_block.b{i}",
        {"bucket": bucket, "block_public_acls": not bad, "block_public_policy": True, "ignore_public_acls": True},
    )
    yield f"aws_s3_bucket_versioning.b{i}", {"bucket": bucket, "versioning_configuration": [{"status": "Enabled"}]}
    rule = {"from_port": port, "to_port": port, "protocol": "tcp", "cidr_blocks": [source], "ipv6_cidr_blocks": []}
    yield f"aws_security_group.g{i}", {"name": f"g{i}", "ingress": [rule], "egress": [], "vpc_id": "vpc-1"}
    yield (
        f"aws_db_instance.d{i}",
        {"engine": "postgres", "storage_encrypted": not bad, "publicly_accessible": bad, "kms_key_id": COMPUTED},
    )
    yield f"aws_kms_key.k{i}", {"enable_key_rotation": not bad, "deletion_window_in_days": 30, "policy": COMPUTED}
    actions = "*" if bad else ["s3:GetObject"]
    statement = {"Effect": "Allow", "Action": actions, "Resource": "*" if bad else "arn:aws:s3:::a/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    yield f"aws_iam_policy.p{i}", {"name": f"p{i}", "policy": policy}
    yield f"aws_lb_listener.l{i}", {"port": port, "protocol": "HTTP" if bad else "HTTPS", "load_balancer_arn": COMPUTED}
    yield f"aws_cloudwatch_log_group.c{i}", {"name": f"/pay/{i}", "retention_in_days": 30 if bad else 400}
    yield f"aws_ebs_volume.v{i}", {"availability_zone": "eu-west-1a", "size": 40, "encrypted": not bad}
    yield f"aws_sqs_queue.q{i}", {"name": f"q{i}", "sqs_managed_sse_enabled": not bad}


def write(count: int, path: Path) -> Path:
    """Write the plan to ``path``."""
    path.write_bytes(msgspec.json.encode(plan(dict(resources(count)))))
    return path


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
