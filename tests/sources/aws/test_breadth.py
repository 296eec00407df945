"""Which of the types that are judged a live source meets, and why it does not meet the others."""

from __future__ import annotations

from msgspec import UNSET

from pcicheck.providers.registry import tables
from pcicheck.sources.aws.shapes import shapes
from pcicheck.sources.aws.sight import NEVER_LISTED
from pcicheck.sources.aws.tables import listed_types, services
from pcicheck.sources.aws.tables.tags import TAGS
from tests.sources.aws.same import book

JUDGED = tables("aws").adapters
UNASKED = {
    "aws_datasync_location_object_storage": "the API tells no password, and nothing else of it is judged",
    "aws_datasync_location_smb": "the API tells no password, and nothing else of it is judged",
    "aws_identitystore_user": "all that is asked of it follows from the directory that it stands in",
    "aws_scheduler_schedule": "there may be a million, and each would take a call",
    "aws_secretsmanager_secret_rotation": "its secret tells of it",
    "aws_securitylake_data_lake": "its buckets are listed with all others",
}
"""Type to why no list tells of it, although it may be there; no rule about absence may rest on these."""


def test_every_judged_type_is_listed_or_said_not_to_be() -> None:
    """A new one that is neither would leave absence undecided for every kind that it makes."""
    judged = {name for name in JUDGED if not name.startswith("data.")}
    assert judged - listed_types() - NEVER_LISTED == UNASKED.keys()
    assert judged >= NEVER_LISTED, "no such types"
    assert listed_types() & NEVER_LISTED == set()


def test_absence_does_not_rest_on_what_is_not_asked() -> None:
    asked = {compiled.rule.kind for compiled in book().rules if compiled.rule.exists is not UNSET}
    assert {name for name in UNASKED if asked.intersection(JUDGED[name].kinds)} == set()


def test_every_list_has_a_shape() -> None:
    listed = {listing.type for service in services() for listing in service.listings if not listing.silent}
    assert listed - shapes().keys() == {TAGS}, "which are laid on the things that carry them"
