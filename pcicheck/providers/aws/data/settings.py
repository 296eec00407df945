"""Parameter groups: what engines are told about TLS and audit logs.

Defaults of the engines, where no parameter is written (AWS documentation):

- ``rds.force_ssl``: 1 for RDS PostgreSQL 15 and later and for Aurora PostgreSQL 17 and later, else 0; 0 for SQL
  Server (Amazon RDS User Guide, "Using SSL with a PostgreSQL DB instance"; Amazon Aurora User Guide, "Security with
  Amazon Aurora PostgreSQL"; "Using SSL with a Microsoft SQL Server DB instance").
- ``require_secure_transport``: OFF for MySQL and Aurora MySQL; ON for MariaDB 11.8 and later (Amazon RDS User
  Guide, "Requiring SSL/TLS for all connections").
- ``db2comm``: TCPIP, so without TLS (Amazon RDS User Guide, "Using SSL/TLS with a Db2 DB instance").
- ``tls`` and ``audit_logs`` of DocumentDB: enabled and disabled (Amazon DocumentDB Developer Guide).
- ``neptune_enforce_ssl``: 1; ``neptune_enable_audit_log``: 0 (Amazon Neptune User Guide).
- ``require_ssl`` of Redshift: false in ``redshift-1.0``, true in ``redshift-2.0`` (Amazon Redshift Management Guide).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.data import DatabaseSettings
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import made

_FAMILY = re.compile(
    r"^(?:default[.:])?(?P<engine>db2-[a-z]+|[a-z][a-z-]*?)(?:-?(?P<version>\d+(?:\.\d+)?)(?:[.:-].*)?)?$"
)
_ON = ("1", "on", "true", "enabled", "ssl")
_OFF = ("0", "off", "false", "disabled", "")
_AUDITED = ("enabled", "1", "on", "ddl", "dml_read", "dml_write", "dml", "all")
_ELSEWHERE = Inapplicable("this engine is not told about TLS by its parameter group")
_NO_AUDIT = Inapplicable("this engine's audit log is not a matter of its parameter group")


class _Switch(Struct, frozen=True):
    """The parameter by which an engine refuses plain connections, and the version that began to by default."""

    name: str
    since: float | None


_NEVER, _ALWAYS = None, 0.0
_TLS = {
    "postgres": _Switch("rds.force_ssl", 15),
    "aurora-postgresql": _Switch("rds.force_ssl", 17),
    "mysql": _Switch("require_secure_transport", _NEVER),
    "aurora-mysql": _Switch("require_secure_transport", _NEVER),
    "aurora": _Switch("require_secure_transport", _NEVER),
    "mariadb": _Switch("require_secure_transport", 11.8),
    "sqlserver": _Switch("rds.force_ssl", _NEVER),
    "db2": _Switch("db2comm", _NEVER),
    "docdb": _Switch("tls", _ALWAYS),
    "neptune": _Switch("neptune_enforce_ssl", _ALWAYS),
    "redshift": _Switch("require_ssl", 2),
}
_AUDIT = {"docdb": "audit_logs", "neptune": "neptune_enable_audit_log"}


def parameter_group(document: Document) -> Iterator[Resource]:
    """A parameter group of RDS, Aurora, DocumentDB, Neptune or Redshift."""
    engine, _ = group_family(document)
    facts = DatabaseSettings(engine=engine, tls_required=group_requires_tls(document), audit_log=_audit_log(document))
    yield from made(document, facts, "name")


def group_family(document: Document) -> tuple[str | Unknown, float | None]:
    """Engine and version that a group is for. The native type tells the engine where the family is not known."""
    family = document.text("family")
    if isinstance(family, str):
        return family_of(family)
    by_type = document.type.removeprefix("aws_").split("_", 1)[0]
    if by_type in _TLS:
        return by_type, None
    return (family if isinstance(family, Unknown) else Unknown("the group names no family")), None


def family_of(text: str) -> tuple[str, float | None]:
    """Engine and version of a family such as ``postgres15``, or of a default group such as ``default.mysql8.0``."""
    match = _FAMILY.match(text.lower())
    if match is None:
        return engine_of(text.lower()), None
    return engine_of(match["engine"]), float(match["version"]) if match["version"] else None


def engine_of(name: str) -> str:
    """Family of an engine's name: editions of one engine are one (``sqlserver-se`` is ``sqlserver``)."""
    for engine in ("sqlserver", "oracle", "db2"):
        if engine in name:
            return engine
    return name


def default_requires_tls(engine: str | Unknown, version: float | None | Unknown) -> Fact[bool]:
    """Whether an engine refuses plain connections where no parameter says anything."""
    if isinstance(engine, Unknown):
        return engine
    switch = _TLS.get(engine)
    if switch is None:
        return _ELSEWHERE
    if switch.since in (_NEVER, _ALWAYS):
        return switch.since is not None
    if version is None or isinstance(version, Unknown):
        return version or Unknown(f"the default depends on the version of {engine}, which is not stated")
    return version >= (switch.since or 0)


def group_requires_tls(document: Document) -> Fact[bool]:
    """Whether databases with this group refuse plain connections."""
    engine, version = group_family(document)
    if isinstance(engine, Unknown):
        return engine
    switch = _TLS.get(engine)
    if switch is None:
        return _ELSEWHERE
    written = _parameter(document, switch.name)
    if written is None:
        return default_requires_tls(engine, version)
    if isinstance(written, Unknown):
        return written
    if engine == "docdb" and written not in _OFF:
        return True
    return (
        True
        if written in _ON
        else False
        if written in (*_OFF, "tcpip", "ssl,tcpip", "tcpip,ssl")
        else Unknown(f"{switch.name} has a value that is not understood")
    )


def _audit_log(document: Document) -> Fact[bool]:
    engine, _ = group_family(document)
    if isinstance(engine, Unknown):
        return engine
    name = _AUDIT.get(engine)
    if name is None:
        return _NO_AUDIT
    written = _parameter(document, name)
    if written is None or isinstance(written, Unknown):
        return written or False
    return any(word.strip() in _AUDITED for word in written.split(","))


def _parameter(document: Document, name: str) -> str | None | Unknown:
    """The value of a parameter in lower case; unknown where it could hide behind one that is not known."""
    blocks = document.blocks("parameter")
    if isinstance(blocks, Unknown):
        return blocks
    unsure: Unknown | None = None
    for block in blocks:
        found = _named(block, name)
        if isinstance(found, str):
            return found
        unsure = unsure or found
    return unsure


def _named(block: Block, name: str) -> str | None | Unknown:
    given = block.text("name")
    if isinstance(given, Unknown):
        return given
    if given is None or given.lower() != name:
        return None
    value = block.text("value", "")
    return value if isinstance(value, Unknown) else str(value).strip().lower()
