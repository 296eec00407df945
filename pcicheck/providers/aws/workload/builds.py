"""ECR repositories and CodeBuild projects.

Defaults, Terraform registry, hashicorp/aws: ``aws_ecr_repository.image_tag_mutability`` is MUTABLE, images are not
scanned on push, and ``encryption_configuration`` is AES256 with a key of the service; with type KMS and no key it is
aws/ecr. ``aws_codebuild_project``: ``encryption_disabled`` false, ``encryption_key`` unset is aws/s3,
``privileged_mode`` false, variables are PLAINTEXT. CloudWatch Logs are on unless ``logs_config`` turns them off (AWS
CDK reference, ``CfnProject.LogsConfigProperty``: "CloudWatch Logs are enabled by default"), logs in S3 are off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import Registry
from pcicheck.model.kinds.workload import Build
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import made
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.plain_secrets import in_variables

_NOTHING_OUT = Inapplicable("it puts out no artifacts of its own")
_NO_STORED_LOGS = Inapplicable("no logs go to S3")
_NO_VARIABLES = Inapplicable("variables of its actions are not read")
_NO_MACHINE = Inapplicable("it has no machine of its own")
_KMS = ("KMS", "KMS_DSSE")


def repository(document: Document) -> Iterator[Resource]:
    """An ECR repository."""
    mutability = document.text("image_tag_mutability", "MUTABLE")
    facts = Registry(
        immutable_tags=mutability if isinstance(mutability, Unknown) else str(mutability).upper() == "IMMUTABLE",
        scan_on_push=document.flag("image_scanning_configuration.scan_on_push", False),
        encryption=_image_encryption(document),
    )
    yield from made(document, facts, "name", "repository_url")


def build_project(document: Document) -> Iterator[Resource]:
    """A CodeBuild project."""
    encrypted = _output_encrypted(document)
    facts = Build(
        output_encrypted=encrypted,
        encryption=Encryption(at_rest=encrypted, key_owner=encrypted, key=encrypted)
        if isinstance(encrypted, Inapplicable)
        else kms_encryption(document, "encryption_key"),
        plain_secrets=_plain_secrets(document),
        privileged=document.flag("environment.privileged_mode", False),
        logged=_logged(document),
        stored_logs_encrypted=_stored_logs_encrypted(document),
    )
    yield from made(document, facts, "name")


def pipeline(document: Document) -> Iterator[Resource]:
    """A CodePipeline pipeline: its artifacts are always encrypted, with aws/s3 where no key is named."""
    facts = Build(
        output_encrypted=True,
        encryption=kms_encryption(document, "artifact_store.encryption_key.id"),
        plain_secrets=_NO_VARIABLES,
        privileged=_NO_MACHINE,
        logged=_NO_MACHINE,
        stored_logs_encrypted=_NO_STORED_LOGS,
    )
    yield from made(document, facts, "name")


def _image_encryption(document: Document) -> Encryption:
    kind = document.text("encryption_configuration.encryption_type", "AES256")
    if isinstance(kind, Unknown):
        return Encryption(at_rest=True, key_owner=kind, key=kind)
    if str(kind).upper() not in _KMS:
        return Encryption(at_rest=True, key_owner="provider", key=None)
    return kms_encryption(document, "encryption_configuration.kms_key")


def _output_encrypted(document: Document) -> Fact[bool]:
    answers: list[bool | Unknown] = []
    for path in ("artifacts", "secondary_artifacts"):
        blocks = document.blocks(path)
        if isinstance(blocks, Unknown):
            answers.append(blocks)
            continue
        for block in blocks:
            if block.text("type") != "NO_ARTIFACTS":
                answers.append(negated(block.flag("encryption_disabled", False)))
    return all_true(*answers) if answers else _NOTHING_OUT


def _plain_secrets(document: Document) -> tuple[str, ...] | Unknown:
    variables = document.blocks("environment.environment_variable")
    if isinstance(variables, Unknown):
        return variables
    return in_variables({str(variable.text("name")): _plain_value(variable) for variable in variables})


def _plain_value(variable: Block) -> Any:
    """The value where it is the variable itself; none where it is the name of a parameter or secret."""
    kind = variable.text("type", "PLAINTEXT")
    if isinstance(kind, Unknown):
        return kind
    return variable.get("value") if kind == "PLAINTEXT" else None


def _logged(document: Document) -> bool | Unknown:
    cloudwatch = document.text("logs_config.cloudwatch_logs.status", "ENABLED")
    s3 = document.text("logs_config.s3_logs.status", "DISABLED")
    return any_true(*(status if isinstance(status, Unknown) else status == "ENABLED" for status in (cloudwatch, s3)))


def _stored_logs_encrypted(document: Document) -> Fact[bool]:
    status = document.text("logs_config.s3_logs.status", "DISABLED")
    if isinstance(status, Unknown) or status != "ENABLED":
        return status if isinstance(status, Unknown) else _NO_STORED_LOGS
    return negated(document.flag("logs_config.s3_logs.encryption_disabled", False))
