"""Server parameters of PostgreSQL, MySQL and MariaDB on Azure, each written as a resource of its own.

Names of parameters: Azure documentation, "Server parameters" of each service. Single servers and flexible servers
name some of them differently: ``connection_throttling`` and ``connection_throttle.enable``, ``log_retention_days`` and
``logfiles.retention_days``. A resource says one thing; what it does not say is inapplicable to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import DatabaseSettings
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.azure.data.common import made
from pcicheck.providers.reading import only, word

_ON = ("on", "1", "true", "yes", "all")
_OFF = ("off", "0", "false", "no", "", "none")
_OTHER = "this setting is about something else"
_NOT_KEPT = 3


def configuration(document: Document) -> Iterator[Resource]:
    """One server parameter."""
    engine = "postgres" if "postgresql" in document.type else "mysql" if "mysql" in document.type else "mariadb"
    name = word(document, "name", "")
    if isinstance(name, Unknown):
        yield from made(document, DatabaseSettings(engine=engine))
        return
    known = _PARAMETERS.get(name)
    facts: dict[str, Any] = {}
    if known is not None:
        fact, read = known
        value = word(document, "value", "")
        facts[fact] = value if isinstance(value, Unknown) else read(value)
    yield from made(document, only(DatabaseSettings, _OTHER, engine=engine, **facts))


def parameter(document: Document, native_type: str, name: str) -> str | None | Unknown:
    """The value of a parameter of a server in lower case; ``None`` where nobody sets it."""
    unsure: Unknown | None = document.values if isinstance(document.values, Unknown) else None
    for sidecar in document.all_sidecars(native_type):
        given = word(sidecar, "name", "")
        if given == name:
            return word(sidecar, "value", "")
        unsure = given if isinstance(given, Unknown) else unsure
    return unsure


def _switch(value: str) -> bool | Unknown:
    if value in _ON:
        return True
    return False if value in _OFF else Unknown("its value is neither on nor off")


def _contrary(value: str) -> bool | Unknown:
    answer = _switch(value)
    return answer if isinstance(answer, Unknown) else not answer


def _something(value: str) -> bool:
    return value not in _OFF


def _kept(value: str) -> bool | Unknown:
    return int(value) > _NOT_KEPT if value.isdecimal() else _switch(value)


def _statements(value: str) -> str:
    return value


def _slow(value: str) -> bool:
    return value != "-1"


def _all_files(value: str) -> bool:
    return value == "0"


_Reader = Callable[[str], Any]
_PARAMETERS: dict[str, tuple[str, _Reader]] = {
    "require_secure_transport": ("tls_required", _switch),
    "log_connections": ("logs_connections", _switch),
    "log_disconnections": ("logs_disconnections", _switch),
    "log_checkpoints": ("logs_checkpoints", _switch),
    "log_lock_waits": ("logs_lock_waits", _switch),
    "log_duration": ("logs_durations", _switch),
    "log_hostname": ("logs_host_names", _switch),
    "log_statement": ("logs_statements", _statements),
    "log_min_messages": ("message_level", _statements),
    "log_min_error_statement": ("error_level", _statements),
    "log_min_duration_statement": ("logs_slow_statements", _slow),
    "log_temp_files": ("logs_temporary_files", _all_files),
    "log_parser_stats": ("logs_parser_statistics", _switch),
    "log_planner_stats": ("logs_planner_statistics", _switch),
    "log_executor_stats": ("logs_executor_statistics", _switch),
    "log_statement_stats": ("logs_statement_statistics", _switch),
    "log_retention": ("keeps_logs", _kept),
    "log_retention_days": ("keeps_logs", _kept),
    "logfiles.retention_days": ("keeps_logs", _kept),
    "connection_throttling": ("throttles_logins", _switch),
    "connection_throttle.enable": ("throttles_logins", _switch),
    "pgaudit.log": ("audit_log", _something),
    "audit_log_enabled": ("audit_log", _switch),
    "local_infile": ("reads_client_files", _switch),
    "skip_show_database": ("lists_all_databases", _contrary),
}
