"""A line of HAProxy's configuration in its surroundings: its section, the ``defaults`` and the ``global`` section.

Several files may be given to one HAProxy (``-f``), so a ``global`` section of another file of the scan counts where the
own file has none.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside

Words = list[Any]
Section = dict[str, Any]

LOCAL = ("127.", "localhost", "unix@", "/", "abns@", "::1", "[::1]", "fd@", "ipv4@127.", "ipv6@::1", "sockpair@")
VERSIONS = {"SSLv3": 0.3, "TLSv1.0": 1.0, "TLSv1.1": 1.1, "TLSv1.2": 1.2, "TLSv1.3": 1.3}
QUIC = ("quic4@", "quic6@")
"""What the addresses begin with at which HTTP/3 is spoken, which is always TLS 1.3."""
_VALUED = frozenset(
    ("crt", "crt-list", "ca-file", "ca-verify-file", "crl-file", "crt-base", "alpn", "npn", "sni", "verifyhost", "name")
)
"""Options whose value says nothing about versions, whatever fills it in."""
_NO = {"no-sslv3": 0.3, "no-tlsv10": 1.0, "no-tlsv11": 1.1, "no-tlsv12": 1.2, "no-tlsv13": 1.3}
_FORCE = {"force-sslv3": 0.3, "force-tlsv10": 1.0, "force-tlsv11": 1.1, "force-tlsv12": 1.2, "force-tlsv13": 1.3}


class Place:
    """Where a line stands."""

    def __init__(self, document: Document) -> None:
        values = document.values if isinstance(document.values, dict) else {}
        files = beside(document, _files)
        self.sections: list[Section] = files.get(str(values.get("file")), [])
        index = values.get("section")
        at = index if isinstance(index, int) and index < len(self.sections) else -1
        self.section: Section = self.sections[at] if at >= 0 else {"kind": "", "name": "", "from": "", "lines": []}
        self.words: Words = list(values.get("words") or [])
        self.defaults = self._defaults(at)
        self.settings = self._global(files)

    def _defaults(self, at: int) -> Section | None:
        """The ``defaults`` that hold for the section: those that it names, else the last before it."""
        before = [section for section in self.sections[: max(at, 0)] if section["kind"] == "defaults"]
        if self.section["from"]:
            return next((section for section in self.sections if _is_named(section, self.section["from"])), None)
        return before[-1] if before else None

    def _global(self, files: dict[str, list[Section]]) -> list[Words] | None:
        own = [section for section in self.sections if section["kind"] == "global"]
        every = own or [section for sections in files.values() for section in sections if section["kind"] == "global"]
        if not own and len(every) != 1:
            return None
        return [line["words"] for section in every for line in section["lines"]]

    def lines(self, *names: str) -> list[Words]:
        """Directives of the section whose first words are ``names``."""
        return [words for words in all_of(self.section) if words[: len(names)] == list(names)]

    def inherited(self, *names: str) -> list[Words]:
        """Those of the section, or of its ``defaults`` where it has none itself."""
        own = self.lines(*names)
        if own or self.defaults is None:
            return own
        return [words for words in all_of(self.defaults) if words[: len(names)] == list(names)]

    def shared(self, name: str) -> Words | None | Unknown:
        """The words of a directive of the ``global`` section; ``None`` where it is not written."""
        if self.settings is None:
            return Unknown("no global section is among the files read")
        found = [words for words in self.settings if words[0] == name]
        return found[-1][1:] if found else None

    @property
    def mode(self) -> str:
        """``http`` or ``tcp``, which is what HAProxy takes where nobody says."""
        found = self.inherited("mode")
        return str(found[-1][1]) if found and len(found[-1]) > 1 else "tcp"

    def listens(self) -> list[Words]:
        """The ``bind`` lines of the section."""
        return self.lines("bind")


def all_of(section: Section) -> list[Words]:
    """The words of every line of a section."""
    return [line["words"] for line in section["lines"]]


def _is_named(section: Section, name: str) -> bool:
    return bool(section["kind"] == "defaults" and section["name"] == name)


def _files(document: Document) -> dict[str, list[Section]]:
    """The sections of every file of HAProxy in the input."""
    found: dict[str, list[Section]] = {}
    for other in document.surroundings.of_type("haproxy:file"):
        sections = other.get("sections")
        if isinstance(sections, list):
            found[str(other.get("file"))] = sections
    return found


def after(words: Words, name: str) -> Any:
    """The word after ``name``; ``None`` where that is not written."""
    at = next((place for place, word in enumerate(words) if word == name), None)
    return words[at + 1] if at is not None and at + 1 < len(words) else None


def is_local(address: Any) -> bool:
    """Whether an address is reached from the same machine only."""
    return isinstance(address, str) and all(one.startswith(LOCAL) for one in address.split(","))


def _options(words: Words) -> Words:
    """The words of a line without its name, its address and the values of options that say nothing about versions."""
    after_name = words[2:] if words[:1] == ["bind"] else words
    pairs = zip(["", *after_name], after_name, strict=False)
    return [word for before, word in pairs if not (isinstance(before, str) and before in _VALUED)]


def lowest_version(own: Words, shared: Words | None | Unknown, directive: str) -> float | Unknown:
    """The lowest TLS version by the options of a line and the shared ones of the ``global`` section.

    Manual 3.1 and 5.1: the default is TLS 1.2 since 2.2, TLS 1.0 before; ``no-…`` count only beside no ``ssl-min-ver``.
    """
    known = [*_options(own), *(shared if isinstance(shared, list) else [])]
    for words in (own, shared if isinstance(shared, list) else []):
        forced = next((_FORCE[word] for word in words if isinstance(word, str) and word in _FORCE), None)
        written = after(words, "ssl-min-ver")
        if isinstance(written, Unknown):
            return written
        if forced is not None:
            return forced
        if written is not None:
            return VERSIONS.get(str(written), Unknown(f"{written} is no TLS version that HAProxy knows"))
    hidden = next((word for word in known if isinstance(word, Unknown)), None)
    if isinstance(shared, Unknown) or hidden is not None:
        return hidden or Unknown(f"{directive} may say it; {shared.reason if isinstance(shared, Unknown) else ''}")
    off = {_NO[word] for word in known if isinstance(word, str) and word in _NO} - {0.3}
    if not off:
        return Unknown("no lowest version is written, and HAProxy before 2.2 then takes TLS 1.0")
    left = [version for version in (1.0, 1.1, 1.2, 1.3) if version not in off]
    return min(left) if left else Unknown("every TLS version is switched off")
