"""Names of container images: ``registry:5000/team/app:1.2@sha256:…``.

Kubernetes documentation, "Images": without a tag and a digest it is ``latest`` that is fetched; ``imagePullPolicy`` is
Always for the tag ``latest`` or none, else IfNotPresent.
"""

from __future__ import annotations

import re

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown

_NO_IMAGE = Unknown("no image is written")
_UNKNOWN_PART = re.compile(r"\$\{[^}]*\}")
_HOLE = "\0"
_LATEST = "latest"
_HUB = "docker.io"
"""Where images come from whose name begins with no registry, those without a path from its ``library``."""


class Image:
    """The last part of an image's name, as far as it is known."""

    def __init__(self, block: Block) -> None:
        written = block.text("image", _NO_IMAGE)
        self.unknown = written if isinstance(written, Unknown) else None
        text = str(written) if self.unknown is None else self.unknown.draft or _HOLE
        self.text = _UNKNOWN_PART.sub(_HOLE, text)
        end, self._at, _ = self.text.rpartition("/")[2].partition("@")
        self._name, self._colon, self._tag = end.partition(":")

    def name(self) -> str | Unknown:
        """Its name with registry and path, without tag and digest; unknown where a part of it is."""
        path = self.text.partition("@")[0].rpartition("/")[0]
        whole = f"{path}/{self._name}" if path else self._name
        if self.unknown and (self.unknown is _NO_IMAGE or _HOLE in whole):
            return self.unknown
        first, slash, _ = whole.partition("/")
        if slash and ("." in first or ":" in first or first == "localhost"):
            return whole
        return f"{_HUB}/{whole}" if slash else f"{_HUB}/library/{whole}"

    def by_digest(self) -> bool | Unknown:
        """Whether it is named by a digest."""
        if self.unknown is _NO_IMAGE:
            return False
        if self._at:
            return True
        return self.unknown if self.unknown and _HOLE in (self._tag if self._colon else self._name) else False

    def tag(self) -> str | None | Unknown:
        """Its tag; ``None`` for none."""
        if self.unknown is _NO_IMAGE:
            return None
        if self._colon:
            return self.unknown if self.unknown and _HOLE in self._tag else self._tag
        return self.unknown if self.unknown and _HOLE in self._name and not self._at else None

    def has_fixed_tag(self) -> bool | Unknown:
        """Whether it has a digest, or a tag other than ``latest``."""
        tag = self.tag()
        if self._at:
            return True
        return tag if isinstance(tag, Unknown) else tag not in (None, "", _LATEST)

    def is_fetched_always(self, policy: str | None | Unknown) -> bool | Unknown:
        """Whether the store is asked at every start, or a digest names the content."""
        if self.unknown is _NO_IMAGE and policy is None:
            return False
        if policy == "Always" or self._at:
            return True
        if policy is not None:
            return policy if isinstance(policy, Unknown) else self.by_digest()
        tag = self.tag()
        return tag if isinstance(tag, Unknown) else tag in (None, "", _LATEST)

    def mentions(self, *parts: str) -> bool | Unknown:
        """Whether some part of the name is one of ``parts``."""
        if any(part in self.text for part in parts):
            return True
        return self.unknown if self.unknown and self.unknown is not _NO_IMAGE and _HOLE in self._name else False
