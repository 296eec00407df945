"""EFS and FSx file systems.

Defaults: EFS is not encrypted unless ``encrypted`` says so, and lets any client in that reaches a mount target
unless it has a policy (Amazon EFS User Guide, "Encrypting data at rest" and "Default EFS file system policy").
FSx always encrypts, with ``aws/fsx`` where no key is named (Amazon FSx guides, "Encryption at rest"); its file
protocols have their own authentication, which is not set through Terraform.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import FileStore
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.access import denies_plain_http, is_public
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_NO_POLICY = Inapplicable("FSx has no file system policy; its protocols authenticate and encrypt by themselves")
_SCRATCH = ("SCRATCH_1", "SCRATCH_2")


def efs(document: Document) -> Iterator[Resource]:
    """An EFS file system with its policy."""
    sidecar = document.sidecar("aws_efs_file_system_policy")
    nothing = document.values if isinstance(document.values, Unknown) else None
    policy = read_policy(sidecar) if sidecar else nothing
    facts = FileStore(
        encryption=kms_encryption(document, "kms_key_id", document.flag("encrypted", False)),
        anonymous=True if policy is None else is_public(policy),
        tls_only=denies_plain_http(policy, "elasticfilesystem", ("elasticfilesystem:ClientMount",)),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def fsx(document: Document) -> Iterator[Resource]:
    """An FSx file system. Scratch Lustre systems take no key of the customer."""
    without = "managed"
    if document.type == "aws_fsx_lustre_file_system":
        deployment = document.text("deployment_type", "SCRATCH_1")
        without = "provider" if deployment in _SCRATCH else "managed"
    facts = FileStore(
        encryption=kms_encryption(document, "kms_key_id", without=without),
        anonymous=_NO_POLICY,
        tls_only=_NO_POLICY,
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)
