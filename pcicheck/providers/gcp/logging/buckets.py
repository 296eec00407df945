"""Log buckets of Cloud Logging.

``retention_days`` defaults to 30 and zero means the default too; ``_Required`` keeps its entries for 400 days, which
nobody can change. ``locked`` defaults to false and can be set for buckets of projects only; ``cmek_settings`` names a
key of the customer, else Google's own encrypts (Terraform registry, ``google_logging_project_bucket_config`` and its
kin; Google Cloud documentation, "Routing and storage overview").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.logging import LogStore
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource

_NO_QUERY_NETWORK = Inapplicable("Google's interfaces are guarded by perimeters, not by the log bucket")
_NOT_WRITTEN = Unknown("Terraform does not say whether a log bucket outside a project is locked")
_DEFAULT_DAYS = 30
_REQUIRED_DAYS = 400


def bucket(document: Document) -> Iterator[Resource]:
    """A log bucket."""
    required = document.text("bucket_id") == "_Required"
    facts = LogStore(
        retention_days=_REQUIRED_DAYS if required else _days(document),
        never_expires=False,
        encryption=_encryption(document),
        locked=True if required else _locked(document),
        public_query=_NO_QUERY_NETWORK,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _days(document: Document) -> Fact[int]:
    days = document.number("retention_days", _DEFAULT_DAYS)
    return days if isinstance(days, Unknown) else int(days or _DEFAULT_DAYS)


def _locked(document: Document) -> Fact[bool]:
    if document.type == "google_logging_project_bucket_config":
        return document.flag("locked", False)
    return _NOT_WRITTEN


def _encryption(document: Document) -> Encryption:
    settings = document.block("cmek_settings")
    if isinstance(settings, Unknown):
        return Encryption(at_rest=True, key_owner=settings, key=settings)
    if settings is None:
        return Encryption(at_rest=True, key_owner="provider", key=None)
    return Encryption(at_rest=True, key_owner="customer", key=document.link("cmek_settings.kms_key_name", "key"))
