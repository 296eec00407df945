"""Conditions on outside identities, written in the Common Expression Language: whose jobs they let in.

IAM documentation, "Configure Workload Identity Federation with deployment pipelines": for identity providers that
serve everybody, the condition must name one's own organization, such as ``assertion.repository_owner_id == '123'``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.jobs import owned

_SUBJECT = r"(?:assertion\.sub|google\.subject)"
_OWNER = (
    r"(?:assertion|attribute)\.(?:aud_)?(?:repository(?:_owner)?(?:_id)?|(?:namespace|project)_(?:path|id)|"
    r"root_namespace_id|terraform_(?:organization|project|workspace)_(?:id|name))"
)
_TEXT = r"""(?:'([^']*)'|"([^"]*)")"""
_SUBJECT_IS = re.compile(rf"{_SUBJECT}\s*(?:==\s*|\.startsWith\(\s*){_TEXT}\s*\)?")
_OWNER_IS = re.compile(rf"{_OWNER}\s*(?:==\s*|\.startsWith\(\s*){_TEXT}\s*\)?")
_OWNER_IN = re.compile(rf"(?:{_OWNER}|{_SUBJECT})\s+in\s+\[(.+)\]", re.S)
_REGULAR = re.compile(rf"(?:{_OWNER}|{_SUBJECT})\.matches\(")
_PATTERN = Unknown("the condition compares with a regular expression")


def binds_owner(condition: str, host: str) -> bool | Unknown:
    """Whether a condition lets in only jobs of projects that it names."""
    text = _bare(condition.strip())
    alternatives = list(_split(text, "||"))
    if len(alternatives) > 1:
        return all_true(*(binds_owner(part, host) for part in alternatives))
    together = list(_split(text, "&&"))
    if len(together) > 1:
        return any_true(*(binds_owner(part, host) for part in together))
    return _names_owner(text, host)


def _names_owner(text: str, host: str) -> bool | Unknown:
    if found := _SUBJECT_IS.fullmatch(text):
        return owned(found[1] or found[2] or "", host)
    if found := _OWNER_IS.fullmatch(text):
        name = found[1] or found[2] or ""
        return name.strip("*/") != "" and (".startsWith" not in text or "/" in name)
    if found := _OWNER_IN.fullmatch(text):
        names = re.findall(_TEXT, found[1])
        return bool(names) and all((a or b).strip("*/ ") for a, b in names)
    return _PATTERN if _REGULAR.match(text) else False


def _bare(text: str) -> str:
    """Without brackets that enclose all of it."""
    while text.startswith("(") and text.endswith(")") and len(list(_split(text[1:-1], "\0"))) == 1:
        text = text[1:-1].strip()
    return text


def _split(text: str, operator: str) -> Iterator[str]:
    """The parts between an operator outside brackets and quotes; nothing where the brackets do not match."""
    depth, quote, start, at = 0, "", 0, 0
    while at < len(text):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
            if depth < 0:
                return
        elif depth == 0 and text.startswith(operator, at):
            yield text[start:at].strip()
            start = at + len(operator)
            at = start - 1
        at += 1
    yield text[start:].strip()
