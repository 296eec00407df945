"""Vault and OpenBao: servers, agents and proxies, and policies, in HCL and JSON.

Vault documentation, "Server configuration", "Agent" and "Policies"; OpenBao documentation, "audit stanza". A server
reads every file of its folder as one configuration; each file is taken apart alone here, and what only the whole
decides is left to the adapters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.hcl import FILLED_IN, HclError, Item, items_of, lines_of, plain
from pcicheck.sources.platform.systems.registry import Found

_ALIASES = {"backend": "storage", "ha_backend": "ha_storage"}
"""Names of the first releases."""
_STANZAS = ("listener", "storage", "ha_storage", "seal", "audit", "service_registration", *_ALIASES)
_OF_AGENT = ("auto_auth", "vault", "template_config", "exec", "api_proxy")
_NO_TEMPLATE = ("{{identity.", "{{ identity.")


class Stanza(Struct, frozen=True):
    """One stanza with a type: ``listener "tcp" { … }``."""

    name: str
    type: str
    values: dict[str, Any]
    line: int
    end_line: int
    lines: dict[str, int] = {}


def server(file: File) -> Found:
    """The objects of a configuration in HCL."""
    try:
        items = items_of(file.text, file.first_line)
    except HclError as problem:
        yield Trouble(f"not a configuration that Vault would take: {problem}; mend it and scan again", problem.line)
        return
    end = file.first_line + file.text.count("\n")
    whole = Parsed(plain(items), file.first_line, end, lines_of(items))
    yield from _parts(whole, [stanza for item in items for stanza in _of_item(item)], file)


def document(document: Parsed, file: File) -> Found:
    """The objects of a configuration in JSON or YAML."""
    yield from _parts(document, list(_of_values(document)), file)


def policy(file: File) -> Found:
    """A policy in HCL."""
    try:
        items = items_of(file.text, file.first_line)
    except HclError as problem:
        yield Trouble(f"not a policy that Vault would take: {problem}; mend it and scan again", problem.line)
        return
    end = file.first_line + file.text.count("\n")
    lines = lines_of(items) | {key: item.line for item in items for key in item.keys[1:2]}
    text = FILLED_IN if any(_filled_in(item) for item in items) else file.text
    yield Part("vault:policy", file.address(), {"policy": text}, file.first_line, end, lines)


def policy_document(document: Parsed, file: File) -> Found:
    """A policy in JSON."""
    yield Part("vault:policy", file.address(), {"policy": file.text}, document.line, document.end_line, document.lines)


def _filled_in(item: Item) -> bool:
    """Whether something other than Vault itself completes the path or the capabilities of a rule."""
    path = "".join(item.keys[1:])
    for own in _NO_TEMPLATE:
        path = path.replace(own, "")
    return "{{" in path or "${" in path or _has_unknown(plain([item]))


def _has_unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_unknown(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_has_unknown(inner) for inner in value)
    return isinstance(value, Unknown)


def _parts(whole: Parsed, stanzas: list[Stanza], file: File) -> Found:
    values = whole.values
    beside = any(name in values for name in ("kms", "worker", "controller"))
    if beside and any(stanza.values.get("purpose") for stanza in stanzas):
        yield Trouble("a configuration of Boundary, which pcicheck does not judge", whole.line)
        return
    agent = any(name in values for name in _OF_AGENT) and not any(s.name == "storage" for s in stanzas)
    if not stanzas and not agent:
        return  # such a stanza stands somewhere inside, as in a file of Terraform
    settings = {name: value for name, value in values.items() if name not in _STANZAS}
    for stanza in stanzas:
        settings.setdefault(stanza.name, []).append({"type": stanza.type, **stanza.values})
    kind = "vault:agent" if agent else "vault:server"
    yield Part(kind, file.address(), settings, whole.line, whole.end_line, whole.lines)
    seen: dict[str, int] = {}
    for stanza in stanzas:
        if stanza.name == "service_registration":
            continue
        what = "agent_listener" if agent else stanza.name.replace("ha_storage", "storage")
        name = f"{stanza.name}/{stanza.type}"
        seen[name] = seen.get(name, 0) + 1
        address = file.address(name if seen[name] == 1 else f"{name}/{seen[name]}")
        yield Part(
            f"vault:{what}",
            address,
            {"type": stanza.type, **stanza.values},
            stanza.line,
            stanza.end_line,
            stanza.lines,
        )


def _of_item(item: Item) -> Iterator[Stanza]:
    name = _ALIASES.get(item.keys[0], item.keys[0])
    if item.keys[0] not in _STANZAS:
        return
    if len(item.keys) > 1:
        inner = item.value if isinstance(item.value, list) and item.value and isinstance(item.value[0], Item) else []
        yield Stanza(name, item.keys[1], _body(plain(inner)), item.line, item.end_line, lines_of(inner))
        return
    for kind, body in _typed(plain([item])[item.keys[0]]):
        yield Stanza(name, kind, body, item.line, item.end_line)


def _of_values(document: Parsed) -> Iterator[Stanza]:
    for written in _STANZAS:
        for kind, body in _typed(document.values.get(written)):
            name = _ALIASES.get(written, written)
            line = document.lines.get(written)
            end = line or document.end_line
            yield Stanza(name, kind, body, line or document.line, end, document.lines)


def _typed(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Types and bodies of stanzas as JSON writes them: a mapping, or a list of them, or a list in a mapping."""
    for group in value if isinstance(value, list) else [value]:
        for kind, written in group.items() if isinstance(group, dict) else ():
            for body in written if isinstance(written, list) else [written]:
                yield kind, _body(body if isinstance(body, dict) else {})


def _body(values: dict[str, Any]) -> dict[str, Any]:
    """The settings of a stanza; those of an audit device stand under its path."""
    inner = list(values.values())
    if len(inner) == 1 and isinstance(inner[0], dict) and "options" in inner[0]:
        return dict(inner[0])
    return values
