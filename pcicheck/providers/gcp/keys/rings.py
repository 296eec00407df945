"""Where a Cloud KMS key is held: its ring, and the ring's location.

Cloud KMS documentation, "Locations": a region such as ``europe-west1`` is one place, ``global`` and multi-regions
such as ``eur4`` and ``us`` are several.
"""

from __future__ import annotations

import re

from pcicheck.model.document import Document
from pcicheck.model.value import Fact, Unknown

RING = "google_kms_key_ring"
_PATH = re.compile(r"(?:.*/)?projects/([^/]+)/locations/([^/]+)/keyRings/([^/]+)")
_SHORT = re.compile(r"(?:([^/]+)/)?([^/]+)/([^/]+)")
_REGION = re.compile(r"[a-z]+-[a-z]+\d+")


def ring_of(document: Document) -> Document | None:
    """The ring of a key, where it is in the same input."""
    return document.follow("key_ring", RING)


def path_of_ring(ring: Document) -> str | None:
    """A ring's full name, where its parts are known."""
    project, location, name = (ring.get(part) for part in ("project", "location", "name"))
    if all(isinstance(part, str) and part for part in (project, location, name)):
        return f"projects/{project}/locations/{location}/keyRings/{name}"
    return None


def path_of_key(document: Document, ring: Document | None) -> str | None:
    """A key's full name, where its parts are known."""
    written, name = document.get("key_ring"), document.get("name")
    held_in = written if isinstance(written, str) and "/keyRings/" in written else path_of_ring(ring) if ring else None
    return f"{held_in}/cryptoKeys/{name}" if held_in and isinstance(name, str) else None


def several_regions(document: Document, ring: Document | None) -> Fact[bool]:
    """Whether the location of a key's ring is more than one region."""
    location: str | None | Unknown
    if ring is not None:
        location = ring.text("location")
    else:
        written = document.text("key_ring")
        location = _location(written) if isinstance(written, str) else written
    if location is None:
        return Unknown("the location of the key ring is not in this input")
    return location if isinstance(location, Unknown) else _REGION.fullmatch(location.lower()) is None


def _location(name: str) -> str | None:
    """``projects/p/locations/l/keyRings/r``, or the short ``p/l/r`` and ``l/r`` of old providers."""
    found = _PATH.match(name) or _SHORT.fullmatch(name)
    return found[2] if found else None
