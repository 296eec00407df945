"""Rule files of Prometheus 1.x: ``ALERT name IF … FOR … LABELS {…} ANNOTATIONS {…}``.

Prometheus 2.0 (November 2017) replaced this language by YAML; ``promtool update rules`` of the 2.0 to 2.4 releases
translates it. No supported server loads such a file.
"""

from __future__ import annotations

import re
from collections import Counter

from pcicheck.sources.platform.base import File, Part
from pcicheck.sources.platform.systems.registry import Found

_ALERT = re.compile(r"^[ \t]*ALERT\s+(?P<name>[A-Za-z_:][\w:]*)(?=\s)", re.MULTILINE)
_PARTS = re.compile(r"(?<!\S)(IF|FOR|LABELS|ANNOTATIONS|WITH|SUMMARY|DESCRIPTION)(?=[\s{])[ \t]*")


def read(file: File) -> Found:
    """Each alert of a file."""
    found = list(_ALERT.finditer(file.text))
    seen: Counter[str] = Counter()
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(file.text)
        name = match["name"]
        seen[name] += 1
        line = file.first_line + file.text.count("\n", 0, match.start("name"))
        body = file.text[match.end() : end]
        address = file.address(f"alert/{name}" if seen[name] == 1 else f"alert/{name}~{seen[name]}")
        last = line + body.rstrip().count("\n")
        yield Part("prometheus:text_alert", address, {"alert": name} | _parts(body), line, last, {"ALERT": line})


def _parts(body: str) -> dict[str, str]:
    """The parts of an alert, as written."""
    marks = list(_PARTS.finditer(body))
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    return {mark[1].lower(): body[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
