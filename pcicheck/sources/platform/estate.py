"""The platform's files of all targets as one estate: what stands in one file is judged by what the others say."""

from __future__ import annotations

from collections.abc import Container, Iterator

from pcicheck import yamltext as yaml
from pcicheck.model.document import Document
from pcicheck.model.ignore import InlineIgnore
from pcicheck.model.native import provider_of
from pcicheck.model.origin import Gap, Origin
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.ignores import Comments
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.json_documents import json_documents
from pcicheck.sources.platform.names import PlatformNames
from pcicheck.sources.platform.recognise import STRUCTURED_SUFFIXES, system_of, system_of_text, worth_parsing
from pcicheck.sources.platform.systems.registry import document_reader, text_reader

SOURCE = "platform"
_BINARY = 8192
"""Bytes at the start of a file among which no text has a zero."""


class Estate:
    """Documents of the platform, target after target; those of earlier ones stay in sight of later ones."""

    def __init__(self, wanted: Container[str]) -> None:
        self.wanted = wanted
        self.names = PlatformNames()
        self._begin()

    def _begin(self) -> None:
        self.documents: list[Document] = []
        self.gaps: list[Gap] = []
        self.skipped: dict[str, list[str]] = {}
        self.ignores: list[InlineIgnore] = []

    def take(self, given: Input) -> bool:
        """Read one file. ``False`` where it is of no system that pcicheck knows."""
        if b"\0" in given.data[:_BINARY]:
            return False
        file = File(given.name, given.data.decode("utf-8", "replace").replace("\r\n", "\n"))
        self.comments = Comments({given.name: given.data})
        return self._take(file)

    def reading(self) -> Reading:
        """What has been found since the last time."""
        gaps = [*self.gaps, *(_unsupported(kind, where) for kind, where in self.skipped.items())]
        count = len(self.documents) + sum(map(len, self.skipped.values()))
        found = Reading(SOURCE, self.documents, gaps, [], native_count=count, ignores=self.ignores)
        self._begin()
        return found

    def _take(self, file: File) -> bool:
        structured = file.suffix in STRUCTURED_SUFFIXES or file.path == "-"
        if structured and worth_parsing(file.text):
            return self._take_documents(file)
        system = system_of_text(file)
        if system is None:
            return self._take_documents(file) if _may_be_structured(file) else False
        self._place(system, file, text_reader(system)(file))
        return True

    def _take_documents(self, file: File) -> bool:
        if len(file.text) > yaml.MAX_BYTES and not _is_json(file.text):
            self._trouble(file, Trouble(f"larger than {yaml.MAX_BYTES // 1_000_000} MB of YAML; split it"))
            return True
        known = False
        troubles: list[Trouble] = []
        for parsed in _documents(file):
            if isinstance(parsed, Trouble):
                troubles.append(parsed)
                continue
            for one in _each(parsed):
                system = system_of(one.values, file)
                if system is not None:
                    known = True
                    self._place(system, file, document_reader(system)(one, file))
        if known or (troubles and worth_parsing(file.text)):
            for trouble in troubles:
                self._trouble(file, trouble)
        return known or bool(troubles)

    def _place(self, system: str, file: File, found: Iterator[Part | Trouble | File]) -> None:
        for item in found:
            if isinstance(item, Trouble):
                self._trouble(file, item)
            elif isinstance(item, File):
                self._take(item)
            elif item.type in self.wanted:
                self._add(system, file, item)
            else:
                self.skipped.setdefault(item.type, []).append(item.address)

    def _add(self, system: str, file: File, part: Part) -> None:
        origin = Origin(source=system, file=file.path, line=part.line, end_line=part.end_line, address=part.address)
        document = Document(
            part.values,
            type=part.type,
            address=part.address,
            provider=provider_of(part.type),
            origin=origin,
            surroundings=self.names,
        )
        document.lines = part.lines
        self.documents.append(document)
        self.names.add(document)
        self.ignores += self.comments.of(file.path, part.line, part.end_line, (part.address,))

    def _trouble(self, file: File, trouble: Trouble) -> None:
        where = f"{file.path}:{trouble.line}" if trouble.line else file.path
        kind = "incomplete" if trouble.elsewhere else "unreadable"
        self.gaps.append(Gap(kind, where, trouble.why, blinds=() if trouble.elsewhere else ("*",)))


def _documents(file: File) -> Iterator[Parsed | Trouble]:
    if _is_json(file.text):
        return json_documents(file.text, file.first_line)
    return yaml.yaml_documents(file.text, file.first_line)


def _is_json(text: str) -> bool:
    start = text.lstrip()[:2]
    return start[:1] in ("{", "[") and start not in ("{{", "{%")


def _each(parsed: Parsed) -> Iterator[Parsed]:
    """The document itself, or those of a list."""
    if not isinstance(parsed.values, list):
        yield parsed
        return
    for item in parsed.values:
        yield Parsed(item, parsed.line, parsed.end_line)


def _may_be_structured(file: File) -> bool:
    return file.suffix in ("", ".config") and worth_parsing(file.text)


def _unsupported(native_type: str, addresses: list[str]) -> Gap:
    shown = ", ".join(addresses[:3]) + (" …" if len(addresses) > 3 else "")
    return Gap("unsupported_type", native_type, f"no adapter for this type yet: {shown}", count=len(addresses))
