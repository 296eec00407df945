"""Ways into stores that stand apart: access points of S3 and EFS.

Terraform registry, hashicorp/aws: the four flags of ``aws_s3_access_point.public_access_block_configuration`` are true
unless written, with or without the block; ``aws_efs_access_point.root_directory.path`` is ``/`` and ``posix_user`` is
left to the client unless written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import AccessPoint
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_FLAGS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
_NO_USERS = Inapplicable("objects have no file system users")
_NO_ROOT = Inapplicable("a bucket has no root directory")
_NO_BLOCK = Inapplicable("a file system has no such block")


def object_access(document: Document) -> Iterator[Resource]:
    """An access point of S3."""
    block = "public_access_block_configuration"
    facts = AccessPoint(
        public_access_block=all_true(*(document.flag(f"{block}.{name}", True) for name in _FLAGS)),
        own_directory=_NO_ROOT,
        own_user=_NO_USERS,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("name")))


def file_access(document: Document) -> Iterator[Resource]:
    """An access point of EFS."""
    path = document.text("root_directory.path", "/")
    user = document.has("posix_user")
    facts = AccessPoint(
        public_access_block=_NO_BLOCK,
        own_directory=path if isinstance(path, Unknown) else path != "/",
        own_user=user,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))
