"""What the adapters of workloads on Google Cloud share.

A machine, function or service without an account of its own acts as one that Google makes for everything alike:
``PROJECT_NUMBER-compute@developer.gserviceaccount.com`` or ``PROJECT@appspot.gserviceaccount.com`` (Google Cloud IAM
documentation, "Default service accounts").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds import Kind
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of

_SHARED = re.compile(r"^default$|^\d+-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$")
_SHARED_SOURCES = ("google_compute_default_service_account", "google_app_engine_default_service_account")


def made(document: Document, facts: Kind, part: str = "") -> Iterator[Resource]:
    """A resource of a document, findable by its id, self link and name."""
    names = (document.text("id"), document.text("self_link"), document.text("name"))
    yield resource(document, facts, part=part, labels=labels_of(document), names=names)


def is_shared_account(document: Document, path: str) -> bool | Unknown:
    """Whether the service account at ``path`` is one that Google makes for everybody; so it is where none is named."""
    email = document.text(path)
    if email is None:
        return True
    if isinstance(email, str):
        return _SHARED.search(email) is not None
    named = document.surroundings.names(document, path) + [found.address for found in document.follow_all(path)]
    if any(source in name for name in named for source in _SHARED_SOURCES):
        return True
    return False if any("google_service_account." in name for name in named) else email
