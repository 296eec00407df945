"""String functions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import NoValueError
from pcicheck.sources.terraform.hcl.values import drafted, from_unknown, number_of, plain, text_of, unknowns

TABLE = Table()
_VERB = re.compile(r"%(?:\[(\d+)\])?([-+ 0#]*)(\d{1,3})?(?:\.(\d{1,3}))?([vTtbodxXeEfFgGsq%])")
_GROUP = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def _format(form: str, *given: Any) -> str:
    position = 0

    def one(match: re.Match[str]) -> str:
        nonlocal position
        if match[5] == "%":
            return "%"
        index = int(match[1]) - 1 if match[1] else position
        position = index + 1
        if index >= len(given):
            raise NoValueError("format: not enough arguments")
        return _verb(match, given[index])

    return _VERB.sub(one, form)


def _verb(match: re.Match[str], value: Any) -> str:
    flags, width, precision, verb = match[2] or "", match[3] or "", match[4], match[5]
    if verb in "vs":
        from pcicheck.sources.terraform.hcl.values import json_text

        text = text_of(value) if not isinstance(value, (list, dict, type(None))) else str(json_text(value))
        text = text[: int(precision)] if precision else text
    elif verb == "q":
        text = '"' + text_of(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    elif verb == "t":
        return text_of(value)
    else:
        number = number_of(value)
        whole = verb in "bodxX"
        kind = {"d": "d", "F": "f"}.get(verb, verb)
        sign = "+" if "+" in flags else ""
        zero = "0" if "0" in flags and "-" not in flags else ""
        dot = f".{precision}" if precision and not whole else ""
        return f"{int(number) if whole else number:{'<' if '-' in flags else ''}{sign}{zero}{width}{dot}{kind}}"
    return text.ljust(int(width or 0)) if "-" in flags else text.rjust(int(width or 0))


def _drafted(run: Callable[..., str], *given: Any) -> str | Unknown:
    """The text of known arguments; of arguments that are known in part, the draft that they make."""
    values = [plain(value) for value in given]
    missing = list(unknowns(values))
    if not missing:
        return run(*values)
    if any(isinstance(value, Unknown) for value in values[:1]):
        return from_unknown(missing)
    try:
        return from_unknown(missing, draft=run(*(drafted(value) for value in values)))
    except NoValueError:
        return from_unknown(missing)


def _formatlist(form: str, *given: Any) -> list[str | Unknown] | Unknown:
    given = tuple(plain(value) for value in given)
    missing = [value for value in (form, *given) if isinstance(value, Unknown)]
    if missing and not any(isinstance(value, list) for value in given):
        return from_unknown(missing)
    lengths = {len(value) for value in given if isinstance(value, list)}
    if len(lengths) > 1:
        raise NoValueError("formatlist: the lists differ in length")
    count = lengths.pop() if lengths else 1
    return [
        _drafted(_format, form, *(value[i] if isinstance(value, list) else value for value in given))
        for i in range(count)
    ]


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as problem:
        raise NoValueError(f"'{text}' is not understood as a regular expression") from problem


def _found(match: re.Match[str]) -> Any:
    if match.re.groupindex:
        return match.groupdict()
    return list(match.groups()) if match.re.groups else match[0]


def _regex(pattern: str, text: str) -> Any:
    match = _pattern(pattern).search(text)
    if match is None:
        raise NoValueError("regex: the pattern matches nothing")
    return _found(match)


def _replace(text: str, old: str, new: str) -> str:
    text, old, new = text_of(text), text_of(old), text_of(new)
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        return _pattern(old[1:-1]).sub(lambda match: _GROUP.sub(lambda g: match[_group(g)] or "", new), text)
    return text.replace(old, new)


def _group(match: re.Match[str]) -> Any:
    name = match[1] or match[2]
    return int(name) if name.isdigit() else name


def _join(separator: str, *lists: list[Any]) -> str:
    if not all(isinstance(items, list) for items in lists):
        raise NoValueError("join: a list is needed")
    return separator.join(text_of(item) for items in lists for item in items)


def _split(separator: str, text: str) -> list[str]:
    text = text_of(text)
    return (text.split(separator) if separator else list(text)) if text else [""]


def _substr(text: str, offset: int, length: int) -> str:
    start = offset if offset >= 0 else max(0, len(text) + offset)
    return text[start:] if length < 0 else text[start : start + length]


def _indent(spaces: int, text: str) -> str:
    return text.replace("\n", "\n" + " " * min(int(spaces), 1000))


def _title(text: str) -> str:
    return re.sub(r"(?<![\w'])\w", lambda match: match[0].upper(), text)


TABLE.plain(
    regex=_regex,
    regexall=lambda pattern, text: [_found(match) for match in _pattern(pattern).finditer(text)],
    replace=_replace,
    split=_split,
    substr=_substr,
    indent=_indent,
    title=_title,
    chomp=lambda text: text_of(text).rstrip("\r\n"),
    lower=lambda text: text_of(text).lower(),
    upper=lambda text: text_of(text).upper(),
    trim=lambda text, cut: text_of(text).strip(cut),
    trimprefix=lambda text, prefix: text_of(text).removeprefix(prefix),
    trimsuffix=lambda text, suffix: text_of(text).removesuffix(suffix),
    trimspace=lambda text: text_of(text).strip(),
    startswith=lambda text, prefix: text_of(text).startswith(prefix),
    endswith=lambda text, suffix: text_of(text).endswith(suffix),
    strcontains=lambda text, part: part in text_of(text),
    strrev=lambda text: text_of(text)[::-1],
)
TABLE.add("format", lenient=True)(partial(_drafted, _format))
TABLE.add("formatlist", lenient=True)(_formatlist)
TABLE.add("join", lenient=True)(partial(_drafted, _join))
