"""Digests of files: of many in one, and of one while it is being read."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable

_WORTH_IT = 1 << 20


class Digest:
    """SHA-256 of some bytes. Of many it is made on a second core, while the caller goes on."""

    def __init__(self, data: bytes) -> None:
        self._made = hashlib.sha256()
        self._thread: threading.Thread | None = None
        if len(data) < _WORTH_IT:
            self._made.update(data)
        else:
            self._thread = threading.Thread(target=self._made.update, args=(data,))
            self._thread.start()

    def hexdigest(self) -> str:
        """The digest, once it is there. No thread is left then, so that processes can be forked."""
        if self._thread is not None:
            self._thread.join()
        return self._made.hexdigest()


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of the lines that ``sha256sum`` prints for files, sorted by name, of names and digests of files."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()
