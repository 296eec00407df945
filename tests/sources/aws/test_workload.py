"""Machines, functions, containers and builds of a live account: asked of moto, and compared with plans."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import boto3
import pytest

from pcicheck.results.finding import Finding
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Refusal
from tests.sources.aws.pairs.workload import FUNCTION, MACHINE, PUBLIC, TRUST, machine_records
from tests.sources.aws.same import REGION, judged, recorded

TYPES = (
    "aws_instance",
    "aws_lambda_function",
    "aws_lambda_permission",
    "aws_ecs_cluster",
    "aws_ecs_service",
    "aws_ecs_task_definition",
    "aws_ecr_repository",
    "aws_codebuild_project",
    "aws_eks_cluster",
)


def _said(findings: list[Finding], part: str) -> dict[str, str]:
    return {finding.rule: finding.verdict for finding in findings if part in finding.address}


def _code() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("app.py", "def handler(event, context): return 1")
    return held.getvalue()


@pytest.mark.usefixtures("aws")
def test_account_asked_over_http(tmp_path: Path) -> None:
    ec2 = boto3.client("ec2")
    image = ec2.describe_images()["Images"][0]["ImageId"]
    ec2.run_instances(
        ImageId=image,
        MinCount=1,
        MaxCount=1,
        UserData="export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz",
        MetadataOptions={"HttpTokens": "required"},
    )
    role = boto3.client("iam").create_role(RoleName="f", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    functions = boto3.client("lambda")
    functions.create_function(
        FunctionName="pay", Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": _code()}
    )
    functions.add_permission(FunctionName="pay", StatementId="all", Action="lambda:InvokeFunction", Principal="*")
    ecs = boto3.client("ecs")
    ecs.create_cluster(clusterName="pay")
    ecs.register_task_definition(
        family="app", containerDefinitions=[{"name": "app", "image": "a", "memory": 128, "privileged": True}]
    )
    ecs.create_service(cluster="pay", serviceName="app", taskDefinition="app", desiredCount=1)
    ecr = boto3.client("ecr")
    ecr.create_repository(repositoryName="app", imageTagMutability="IMMUTABLE")
    ecr.set_repository_policy(repositoryName="app", policyText=json.dumps(PUBLIC))

    collect(Asked(regions=(REGION,)), tmp_path / "s", only=Only(types=TYPES))
    findings = judged(tmp_path / "s")
    machine = _said(findings, ":instance/i-")
    assert machine["compute-metadata-tokens"] == "pass"
    assert machine["compute-boot-data-no-secrets"] == "fail"
    assert _said(findings, f"{FUNCTION}/all")["grant-not-public"] == "fail"
    assert _said(findings, ":task-definition/app:1")["container-not-privileged"] == "fail"
    assert _said(findings, ":repository/app")["registry-immutable-tags"] == "pass"


def test_refused_volumes_blind_only_the_disks() -> None:
    right = "ec2:DescribeVolumes"
    refusal = Refusal("aws_instance", "denied", right, right, "no", "i-1", "volumes")
    before = recorded({"ec2": machine_records([{"VolumeId": "vol-1", "Encrypted": True}])})
    after = recorded({"ec2": machine_records(refusal)})
    known = {f.rule: f.verdict for f in before if f.address == MACHINE}
    changed = {f.rule: f.verdict for f in after if f.address == MACHINE and known[f.rule] != f.verdict}
    assert changed
    assert set(changed.values()) == {"unknown"}
    assert all("volume" in rule or "disk" in rule for rule in changed), changed
