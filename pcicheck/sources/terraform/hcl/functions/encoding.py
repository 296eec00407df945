"""Encoding, hashing and dates."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import hashlib
import io
import json
import re
import urllib.parse
import uuid
from typing import Any

import yaml

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import NoValueError
from pcicheck.sources.terraform.hcl.values import from_unknown, json_text, plain, text_of, unknowns

TABLE = Table()
_DURATION = re.compile(r"([+-]?\d+(?:\.\d+)?)(h|m|s|ms|us|ns)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
_DATE_PARTS = re.compile(r"YYYY|YY|MMMM|MMM|MM|M|DD|D|EEEE|EEE|hh|h|HH|H|AA|aa|mm|m|ss|s|ZZZZZ|ZZZZ|ZZZ|Z|'[^']*'")


@TABLE.add("jsonencode", lenient=True)
def _jsonencode(value: Any) -> Any:
    return json_text(value)


@TABLE.add("jsondecode", lenient=True)
def _jsondecode(text: Any) -> Any:
    if isinstance(text, Unknown):
        return Unknown(text.reason)
    return json.loads(text)


@TABLE.add("yamlencode", lenient=True)
def _yamlencode(value: Any) -> Any:
    value = plain(value)
    missing = list(unknowns(value))
    return from_unknown(missing) if missing else yaml.safe_dump(value, default_flow_style=False, sort_keys=False)


@TABLE.add("base64encode", lenient=True)
def _base64encode(text: Any) -> Any:
    if isinstance(text, Unknown):
        return Unknown(text.reason, text.refers)
    return base64.b64encode(text_of(text).encode()).decode()


def _yamldecode(text: str) -> Any:
    if "&" in text and "*" in text:
        raise NoValueError("yamldecode: aliases are not followed")
    try:
        return json.loads(json.dumps(yaml.safe_load(text), default=str))
    except yaml.YAMLError as problem:
        raise NoValueError("yamldecode: the text is no YAML") from problem


def _csvdecode(text: str) -> list[dict[str, Any]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(text))]


def _base64decode(text: str) -> str:
    return base64.b64decode(text, validate=True).decode()


def _time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def _timeadd(time: str, duration: str) -> str:
    seconds = sum(float(amount) * _SECONDS[unit] for amount, unit in _DURATION.findall(duration))
    return (_time(time) + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _formatdate(form: str, time: str) -> str:
    moment = _time(time)
    parts = {
        "YYYY": "%Y", "YY": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "DD": "%d", "EEEE": "%A", "EEE": "%a",
        "hh": "%H", "HH": "%I", "AA": "%p", "mm": "%M", "ss": "%S", "Z": "Z", "ZZZ": "UTC", "ZZZZ": "%z",
    }  # fmt: skip
    short = {"M": moment.month, "D": moment.day, "h": moment.hour, "m": moment.minute, "s": moment.second}

    def one(match: re.Match[str]) -> str:
        word = match[0]
        if word.startswith("'"):
            return word[1:-1]
        return str(short[word]) if word in short else moment.strftime(parts.get(word, word))

    return _DATE_PARTS.sub(one, form)


def _hash(name: str) -> Any:
    return lambda text: hashlib.new(name, text_of(text).encode(), usedforsecurity=False).hexdigest()


def _base64hash(name: str) -> Any:
    return lambda text: base64.b64encode(
        hashlib.new(name, text_of(text).encode(), usedforsecurity=False).digest()
    ).decode()


_NAMESPACES = {"dns": uuid.NAMESPACE_DNS, "url": uuid.NAMESPACE_URL, "oid": uuid.NAMESPACE_OID}

TABLE.plain(
    yamldecode=_yamldecode,
    csvdecode=_csvdecode,
    base64decode=_base64decode,
    textdecodebase64=lambda text, encoding: base64.b64decode(text).decode(encoding),
    textencodebase64=lambda text, encoding: base64.b64encode(text.encode(encoding)).decode(),
    urlencode=lambda text: urllib.parse.quote_plus(text_of(text)),
    md5=_hash("md5"),
    sha1=_hash("sha1"),
    sha256=_hash("sha256"),
    sha512=_hash("sha512"),
    base64sha256=_base64hash("sha256"),
    base64sha512=_base64hash("sha512"),
    uuidv5=lambda space, name: str(uuid.uuid5(_NAMESPACES.get(space) or uuid.UUID(space), name)),
    timeadd=_timeadd,
    timecmp=lambda first, second: (_time(first) > _time(second)) - (_time(first) < _time(second)),
    formatdate=_formatdate,
)
