"""Flags of Cloud SQL and AlloyDB: what the engine logs and what it lets clients do.

Defaults of the engines, which Cloud SQL keeps where no flag is set:

- PostgreSQL 13 documentation, "Error Reporting and Logging": ``log_connections``, ``log_disconnections``,
  ``log_checkpoints``, ``log_lock_waits``, ``log_hostname`` and ``log_duration`` off, ``log_statement`` none,
  ``log_min_messages`` warning, ``log_min_error_statement`` error,
  ``log_min_duration_statement`` and ``log_temp_files`` -1 (off), all ``log_…_stats`` off. Since version 15
  ``log_checkpoints`` is on there; that Cloud SQL follows is not documented, and the CIS benchmark says off, so only a
  flag counts.
- MySQL reference manual, "Server System Variables": ``local_infile`` on up to 5.7 and off since 8.0,
  ``skip_show_database`` off.
- SQL Server documentation, "Server configuration options": ``cross db ownership chaining``, ``contained database
  authentication`` and ``external scripts enabled`` 0, ``remote access`` 1; trace flag 3625 is not set.

A flag that may hide behind a name that is not known is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import DatabaseSettings
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.reading import only

_ON = ("on", "1", "true", "yes", "all")
_OFF = ("off", "0", "false", "no", "")
_NOT_THESE = "this engine has no such setting"

Flags = Callable[[str], "str | None | Unknown"]
"""Answers with the value of a flag in lower case, ``None`` where it is not set."""


def flags_of(document: Document, path: str) -> Flags:
    """The flags at ``path``: blocks with ``name`` and ``value``, or a map."""
    found, unsure = _read(document, path)
    return lambda name: found.get(name, unsure)


def _read(document: Document, path: str) -> tuple[dict[str, str | Unknown], Unknown | None]:
    raw = document.get(path)
    if isinstance(raw, Unknown):
        return {}, raw
    if isinstance(raw, dict) and "name" not in raw:
        return {str(name).lower(): _lowered(value) for name, value in raw.items()}, None
    found: dict[str, str | Unknown] = {}
    unsure: Unknown | None = None
    blocks = document.blocks(path)
    for block in blocks if not isinstance(blocks, Unknown) else ():
        name = block.text("name", "")
        if isinstance(name, Unknown):
            unsure = name
        else:
            found[str(name).lower()] = _lowered(block.get("value", ""))
    return found, unsure


def _lowered(value: Any) -> str | Unknown:
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, Unknown) else str(value).strip().lower()


def switched(flags: Flags, name: str, default: bool | Unknown) -> bool | Unknown:
    """A flag that is on or off."""
    value = flags(name)
    if value is None or isinstance(value, Unknown):
        return default if value is None else value
    if value in _ON:
        return True
    return False if value in _OFF else Unknown(f"{name} is neither on nor off")


def _text(flags: Flags, name: str, default: str) -> str | Unknown:
    value = flags(name)
    return default if value is None else value


def _other_than(flags: Flags, name: str, default: str, ordinary: str) -> bool | Unknown:
    value = _text(flags, name, default)
    return value if isinstance(value, Unknown) else value != ordinary


def settings(engine: Fact[str], version: float | None, flags: Flags, tls: Inapplicable) -> DatabaseSettings:
    """What the flags of an instance of ``engine`` say."""
    if isinstance(engine, Unknown):
        return DatabaseSettings(engine=engine, tls_required=tls, audit_log=tls, **_statistics(flags))
    facts: dict[str, Any] = {}
    if engine == "postgres":
        facts = _postgres(flags)
    elif engine == "mysql":
        facts = _mysql(version, flags)
    elif engine == "sqlserver":
        facts = _sqlserver(flags)
    return only(DatabaseSettings, _NOT_THESE, engine=engine, tls_required=tls, audit_log=tls, **facts)


def _postgres(flags: Flags) -> dict[str, Any]:
    slow = _other_than(flags, "log_min_duration_statement", "-1", "-1")
    temporary = _other_than(flags, "log_temp_files", "-1", "0")
    return {
        "logs_connections": switched(flags, "log_connections", False),
        "logs_disconnections": switched(flags, "log_disconnections", False),
        "logs_statements": _text(flags, "log_statement", "none"),
        "logs_checkpoints": switched(flags, "log_checkpoints", False),
        "logs_lock_waits": switched(flags, "log_lock_waits", False),
        "logs_host_names": switched(flags, "log_hostname", False),
        "logs_durations": switched(flags, "log_duration", False),
        "logs_temporary_files": temporary if isinstance(temporary, Unknown) else not temporary,
        "logs_slow_statements": slow,
        **_statistics(flags),
        "message_level": _text(flags, "log_min_messages", "warning"),
        "error_level": _text(flags, "log_min_error_statement", "error"),
    }


def _statistics(flags: Flags) -> dict[str, Any]:
    """Off unless a flag says so; no other engine than PostgreSQL has them, so nobody need know which it is."""
    names = ("parser", "planner", "executor", "statement")
    return {f"logs_{name}_statistics": switched(flags, f"log_{name}_stats", False) for name in names}


def _mysql(version: float | None, flags: Flags) -> dict[str, Any]:
    by_version = Unknown("the default depends on the version, which is not stated")
    hidden = switched(flags, "skip_show_database", False)
    return {
        "reads_client_files": switched(flags, "local_infile", by_version if version is None else version < 8),
        "lists_all_databases": hidden if isinstance(hidden, Unknown) else not hidden,
    }


def _sqlserver(flags: Flags) -> dict[str, Any]:
    return {
        "chains_ownership": switched(flags, "cross db ownership chaining", False),
        "contained_logins": switched(flags, "contained database authentication", False),
        "remote_procedures": switched(flags, "remote access", True),
        "external_scripts": switched(flags, "external scripts enabled", False),
        "masks_errors": switched(flags, "3625", False),
    }
