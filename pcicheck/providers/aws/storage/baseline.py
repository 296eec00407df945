"""Settings of a whole AWS account or region that hold for every store in it.

Defaults: each flag of ``aws_s3_account_public_access_block`` is false until written;
``aws_ebs_encryption_by_default.enabled`` is true; ``state`` of the snapshot and image blocks is required
(Terraform registry).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import StorageBaseline
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource

_FLAGS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
_OTHER = Inapplicable("this resource sets something else")


def account_public_access_block(document: Document) -> Iterator[Resource]:
    """The public access block of a whole account."""
    flags = (document.flag(name, False) for name in _FLAGS)
    yield _baseline(document, public_objects_blocked=all_true(*flags))


def encryption_by_default(document: Document) -> Iterator[Resource]:
    """Whether new EBS volumes of a region are encrypted unasked."""
    yield _baseline(document, volumes_encrypted=document.flag("enabled", True))


def snapshot_block(document: Document) -> Iterator[Resource]:
    """Whether EBS snapshots of a region can be shared with everyone. ``block-new-sharing`` leaves old shares."""
    state = document.text("state")
    blocked = state if isinstance(state, Unknown) else state == "block-all-sharing"
    yield _baseline(document, snapshots_blocked=blocked)


def image_block(document: Document) -> Iterator[Resource]:
    """Whether machine images of a region can be shared with everyone."""
    state = document.text("state")
    yield _baseline(document, images_blocked=state if isinstance(state, Unknown) else state == "block-new-sharing")


def _baseline(
    document: Document,
    *,
    public_objects_blocked: Fact[bool] = _OTHER,
    volumes_encrypted: Fact[bool] = _OTHER,
    snapshots_blocked: Fact[bool] = _OTHER,
    images_blocked: Fact[bool] = _OTHER,
) -> Resource:
    facts = StorageBaseline(
        public_objects_blocked=public_objects_blocked,
        volumes_encrypted=volumes_encrypted,
        snapshots_blocked=snapshots_blocked,
        images_blocked=images_blocked,
    )
    return resource(document, facts)
