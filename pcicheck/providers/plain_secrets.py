"""Secrets that stand in plain text in environment variables and start-up scripts.

Two small tables decide: what a value looks like, whatever it is called (a key id of AWS, a private key, a token
with a known prefix), and what a variable is called, with the shape that its value must have. Only names leave this
module, never values. A value that refers to a secret elsewhere is no secret.

A value that is known only after apply counts as harmless under a harmless name: providers mark the secrets that
they make as sensitive, and what is sensitive is never taken for harmless.
"""

from __future__ import annotations

import re
from typing import Any

from pcicheck.model.value import SENSITIVE, Unknown

_BY_LOOK = (
    ("AWS access key id", re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])")),
    ("private key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----")),
    ("GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})")),
    ("Slack token", re.compile(r"\bxox[abprs]-[\w-]{10,}")),
    ("Vault token", re.compile(r"\bhv[sb]\.[\w-]{20,}")),
    ("Google API key", re.compile(r"(?<![\w-])AIza[\w-]{35}(?![\w-])")),
    ("storage account key", re.compile(r"\bAccountKey=[A-Za-z0-9+/]{40}")),
    ("shared access key", re.compile(r"\bSharedAccessKey=[A-Za-z0-9+/]{40}")),
    ("password in a connection string", re.compile(r"(?i);\s*(?:password|pwd)\s*=\s*[^;{}$<%@*\s]")),
    ("password in a URL", re.compile(r"://[^\s/:@$<{]+:[^\s/:@$<{*]+@[^\s@]")),
)
_ANY = re.compile(r".")
_LONG = re.compile(r"^(?![a-z]+(?:[-_.][a-z0-9]+)+$).{8}")
"""Eight characters or more that are not a name such as ``pay-db-secret``."""

_OPAQUE = re.compile(r"\S{16}")
_ACCESS_KEY = re.compile(r"^[A-Za-z0-9/+=]{40,}$")
_BY_NAME = (
    (("password",), _ANY),
    (("passwd",), _ANY),
    (("passphrase",), _ANY),
    (("pass",), _LONG),
    (("pwd",), _LONG),
    (("access", "key"), _ACCESS_KEY),
    (("accesskey",), _ACCESS_KEY),
    (("secret", "key"), _OPAQUE),
    (("api", "key"), _OPAQUE),
    (("apikey",), _OPAQUE),
    (("private", "key"), _OPAQUE),
    (("encryption", "key"), _OPAQUE),
    (("signing", "key"), _OPAQUE),
    (("secret",), _LONG),
    (("token",), _LONG),
    (("credentials",), _LONG),
)
"""Last words of a variable's name, and what its value must look like to be taken for a secret."""

_ABOUT = frozenset(
    (
        *("name", "names", "id", "ids", "arn", "path", "paths", "file", "files", "dir", "folder", "ref", "url", "uri"),
        *("host", "port", "region", "zone", "provider", "store", "manager", "mount", "backend", "engine", "type"),
        *("version", "ttl", "age", "days", "schedule", "rotation", "interval", "length", "prefix", "suffix"),
        *("namespace", "project", "account", "vault", "scope", "role", "policy", "enabled", "format", "mode", "class"),
        *("key", "keys", "label", "labels", "group", "owner", "service", "source", "target", "env", "environment"),
    )
)
"""Last words of names such as ``SECRET_NAME`` that say something about a secret and do not hold it."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_AFTER = frozenset(("prod", "production", "dev", "test", "staging", "value", "plain", "old", "new", "primary"))
_REFERENCE = re.compile(
    r"^(?:arn:|\$|%|<|\{|\*+$|/|vault:|ssm:|secretsmanager:|resolve:|kms:|AQICAH|projects/|(?i:@microsoft\.keyvault)|https?://[^@]*$)"
    r"|^[a-z0-9_.-]+(?:/[a-z0-9_.-]+)+$"
    r"|^(?i:true|false|null|none|nil)$"
)
"""What points to a secret elsewhere, stands for one, or switches something."""

_ASSIGNED = re.compile(r"([A-Za-z_][\w.-]*)[\"']?[ \t]*(?:=>|=|:)[ \t]*[\"']?([^\s\"',;]+)")


def in_variables(variables: Any) -> tuple[str, ...] | Unknown:
    """Names of the variables of a mapping that hold a secret in plain text."""
    if variables is None or isinstance(variables, Unknown):
        return () if variables is None else variables
    if not isinstance(variables, dict):
        return Unknown("the variables are not a mapping")
    found: list[str] = []
    hidden: Unknown | None = None
    for name, value in variables.items():
        if isinstance(value, Unknown):
            if value == SENSITIVE or _shape(str(name)) is not None:
                hidden = hidden or Unknown(f"what {name} holds is not shown: {value.reason}")
        elif value is not None and (_looks_secret(str(value)) or named_secret(str(name), str(value))):
            found.append(str(name))
    return tuple(found) or hidden or ()


def in_text(text: str) -> tuple[str, ...]:
    """What secrets a script or configuration holds: names that they are assigned to, or what they look like."""
    found = [label for label, pattern in _BY_LOOK if pattern.search(text)]
    found += [name for name, value in _ASSIGNED.findall(text) if named_secret(name, value)]
    return tuple(dict.fromkeys(found))


def holds_key(text: str) -> bool:
    """Whether a key or token stands in a text, whatever it is assigned to: passwords have no look of their own."""
    return any(pattern.search(text) for label, pattern in _BY_LOOK if not label.startswith("password"))


def keys_in(text: str) -> tuple[str, ...]:
    """What keys and tokens stand in a text, whatever they are assigned to."""
    return tuple(
        label for label, pattern in _BY_LOOK if not label.startswith(("password", "private")) and pattern.search(text)
    )


def _looks_secret(value: str) -> bool:
    return any(pattern.search(value) for _, pattern in _BY_LOOK)


def named_secret(name: str, value: str) -> bool:
    """Whether a value is a secret because of the name that it is assigned to."""
    shape = _shape(name)
    if shape is None or not shape.search(value):
        return False
    return _REFERENCE.search(value) is None or (shape is _ACCESS_KEY and not value.startswith(("arn:", "$")))


def _shape(name: str) -> re.Pattern[str] | None:
    """What a value must look like to be a secret under this name; ``None`` where the name speaks of none."""
    words = [word.lower() for word in _WORD.findall(name)]
    while words and (words[-1] in _AFTER or words[-1].isdigit()):
        words.pop()
    for last, shape in _BY_NAME:
        if tuple(words[-len(last) :]) == last:
            return shape
    return _LONG if words and words[0] == "secret" and words[-1] not in _ABOUT else None
