"""Files of Prometheus, its relatives and Alertmanager: rule files, server and web configuration, routes.

Mimir, Thanos, Loki and VictoriaMetrics write rule files in the same form. A rule is an object of its own, because each
alert is a question of its own; what a file says as a whole stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

_NAMED = re.compile(r"^[\s\-{\"']*(alert|record)[\"']?\s*:\s*[\"']?([\w:.-]+)", re.MULTILINE)


def server(document: Parsed, file: File) -> Found:
    """The configuration of a server."""
    yield _whole("prometheus:server", document, file)


def web(document: Parsed, file: File) -> Found:
    """What a server says of its own web interface."""
    yield _whole("prometheus:web", document, file)


def alertmanager(document: Parsed, file: File) -> Found:
    """Routes and receivers of Alertmanager."""
    yield _whole("alertmanager:config", document, file)


def rules(document: Parsed, file: File) -> Found:
    """The rules of a rule file."""
    if not any(_is_rule(rule) for group in document.values["groups"] for rule in _rules(group)):
        yield Trouble(
            "its groups hold neither alerting nor recording rules of Prometheus, so it was not looked at", document.line
        )
        return
    seen: Counter[str] = Counter()
    lines = _lines(document, file)
    for group in document.values["groups"]:
        listed = group.get("rules") if isinstance(group, dict) else group
        name = group.get("name") if isinstance(group, dict) else None
        if isinstance(listed, list):
            for rule in listed:
                yield _rule(rule, name, seen, lines, file)
        elif listed is not None:
            why = listed.reason if isinstance(listed, Unknown) else "it is no list"
            yield Trouble(f"the rules of the group {name or '?'} could not be read: {why}", document.line)


def _rules(group: Any) -> list[Any]:
    listed = group.get("rules") if isinstance(group, dict) else None
    return listed if isinstance(listed, list) else []


def _is_rule(rule: Any) -> bool:
    """Whether a rule is one of Prometheus, rather than one of the several other things that have groups of rules."""
    return isinstance(rule, dict) and any(name in rule for name in ("alert", "record", "expr"))


def _rule(rule: Any, group: Any, seen: Counter[str], lines: dict[str, list[int]], file: File) -> Part | Trouble:
    if not isinstance(rule, dict):
        return Trouble(f"a rule of the group {group or '?'} is no mapping, so no server would load this file")
    kind = "record" if "record" in rule and "alert" not in rule else "alert"
    name = rule.get(kind)
    shown = name if isinstance(name, str) and name else "?"
    part = f"{kind}/{shown}"
    seen[part] += 1
    line = next(iter(lines.get(part, ())[seen[part] - 1 :]), file.first_line)
    address = file.address(part if seen[part] == 1 else f"{part}~{seen[part]}")
    return Part(f"prometheus:{kind}", address, rule | {"group": group}, line, line)


def _lines(document: Parsed, file: File) -> dict[str, list[int]]:
    """The lines on which rules of a document stand, by kind and name."""
    found: dict[str, list[int]] = {}
    last, line = 0, file.first_line
    for match in _NAMED.finditer(file.text):
        line += file.text.count("\n", last, match.start(1))
        last = match.start(1)
        if document.line <= line <= max(document.end_line, document.line):
            found.setdefault(f"{match[1]}/{match[2]}", []).append(line)
    return found


def _whole(native_type: str, document: Parsed, file: File) -> Part:
    return Part(native_type, file.address(), document.values, document.line, document.end_line, document.lines)
