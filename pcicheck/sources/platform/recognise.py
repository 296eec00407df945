"""Which system a file or document belongs to, told by what stands in it.

Names of files only help where the content alone is ambiguous: people call a ``redis.conf`` what they like.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from pcicheck.sources.platform.base import File

_KEYS = (
    "apiVersion|static_resources|dynamic_resources|@type|openapi|swagger|jobs|stages|groups|scrape_configs|rule_files"
    "|receivers|tls_server_config|basic_auth_users|http_server_config|service|sources|sinks|pipeline|listener|configs"
    "|runs|script|alerting|route|include"
)
_WORTH_PARSING = re.compile(rf"^(?:- |﻿)?[\"']?(?:{_KEYS})[\"']?\s*:|^\s*[{{\[].*|\"(?:{_KEYS})\"\s*:", re.MULTILINE)
_HEAD = 65_536
STRUCTURED_SUFFIXES = (".yaml", ".yml", ".json")
PLAIN_SUFFIXES = (
    "",
    *(".conf", ".cfg", ".cnf", ".properties", ".hcl", ".acl", ".rules", ".rule", ".toml", ".config", ".ini"),
    *(".template", ".tmpl", ".vcl", ".txt"),
)
"""Endings under which configuration stands that is neither YAML nor JSON."""


def worth_parsing(text: str) -> bool:
    """Whether a YAML or JSON text holds a key that some system begins with. Much faster than parsing it."""
    return _WORTH_PARSING.search(text) is not None


def system_of(values: Any, file: File) -> str | None:
    """The system whose document this is; ``None`` for one that pcicheck does not know."""
    if not isinstance(values, dict):
        return None
    return next((name for name, asks in _DOCUMENTS.items() if asks(values, file)), None)


def system_of_text(file: File) -> str | None:
    """The system whose file this is, of those that write neither YAML nor JSON."""
    if file.suffix not in PLAIN_SUFFIXES:
        return None
    head = file.text[:_HEAD]
    return next((row.system for row in _TEXTS if row.fits(file.name, head)), None)


def _mapping(values: dict[str, Any], *names: str) -> bool:
    return all(isinstance(values.get(name), dict) for name in names)


def _kubernetes(values: dict[str, Any], file: File) -> bool:
    return isinstance(values.get("apiVersion"), str) and isinstance(values.get("kind"), str)


def _envoy(values: dict[str, Any], file: File) -> bool:
    if "static_resources" in values or "dynamic_resources" in values or "staticResources" in values:
        return True
    if "envoy." in str(values.get("@type", "")) or "envoy." in str(values.get("type_url", values.get("typeUrl", ""))):
        return True
    listed = values.get("configs") or values.get("resources")
    return isinstance(listed, list) and any(isinstance(i, dict) and "envoy." in str(i.get("@type")) for i in listed)


def _openapi(values: dict[str, Any], file: File) -> bool:
    return ("openapi" in values or "swagger" in values) and ("paths" in values or "webhooks" in values)


def _workflow(values: dict[str, Any], file: File) -> bool:
    return (_mapping(values, "jobs") and "on" in values) or (
        _mapping(values, "runs") and "using" in values["runs"] and file.name in ("action.yml", "action.yaml")
    )


def _gitlab(values: dict[str, Any], file: File) -> bool:
    if file.name.endswith((".gitlab-ci.yml", ".gitlab-ci.yaml")):
        return True
    jobs = [value for value in values.values() if isinstance(value, dict) and ("script" in value or "stage" in value)]
    return bool(jobs) and ("stages" in values or any("script" in job and "stage" in job for job in jobs))


def _prometheus_rules(values: dict[str, Any], file: File) -> bool:
    groups = values.get("groups")
    return isinstance(groups, list) and any(isinstance(group, dict) and "rules" in group for group in groups)


def _prometheus(values: dict[str, Any], file: File) -> bool:
    return "scrape_configs" in values or "rule_files" in values or "scrape_config_files" in values


def _alertmanager(values: dict[str, Any], file: File) -> bool:
    return isinstance(values.get("route"), dict) and isinstance(values.get("receivers"), list)


def _web_config(values: dict[str, Any], file: File) -> bool:
    return any(name in values for name in ("tls_server_config", "basic_auth_users", "http_server_config"))


def _otel(values: dict[str, Any], file: File) -> bool:
    return (_mapping(values, "service") and "pipelines" in values["service"]) or _mapping(
        values, "receivers", "exporters"
    )


def _vector(values: dict[str, Any], file: File) -> bool:
    return _mapping(values, "sources", "sinks")


def _fluent_bit(values: dict[str, Any], file: File) -> bool:
    pipeline = values.get("pipeline")
    return isinstance(pipeline, dict) and ("inputs" in pipeline or "outputs" in pipeline)


def _vault(values: dict[str, Any], file: File) -> bool:
    return "listener" in values and any(name in values for name in ("storage", "backend", "seal", "api_addr", "vault"))


_DOCUMENTS: dict[str, Callable[[dict[str, Any], File], bool]] = {
    "kubernetes": _kubernetes,
    "envoy": _envoy,
    "openapi": _openapi,
    "github": _workflow,
    "prometheus-rules": _prometheus_rules,
    "prometheus": _prometheus,
    "alertmanager": _alertmanager,
    "prometheus-web": _web_config,
    "otel": _otel,
    "fluent-bit": _fluent_bit,
    "vector": _vector,
    "vault": _vault,
    "gitlab": _gitlab,
}
"""Systems that write YAML or JSON, and whether a document is theirs; the surest first."""


class _Text(Struct, frozen=True):
    system: str
    content: re.Pattern[str]
    """What stands in such a file."""
    named: re.Pattern[str] | None = None
    """A name that is enough by itself."""

    def fits(self, name: str, head: str) -> bool:
        return bool((self.named and self.named.search(name)) or self.content.search(head))


def _lines(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_TEXTS = (
    _Text("prometheus-1", _lines(r"^\s*ALERT\s+\w+\s*$[\s\S]*?^\s*IF\s")),
    _Text("vault", _lines(r'^\s*(?:listener\s+"\w+"|(?:storage|backend|seal|ha_storage)\s+"\w+")\s*\{')),
    _Text("vault-policy", _lines(r'^\s*path\s+"[^"]*"\s*\{[\s\S]*?\b(?:capabilities|policy)\s*=')),
    _Text(
        "haproxy",
        _lines(
            r"^\s*(?:frontend|backend|listen)\s+\S+[\s\S]*?^\s*(?:bind|server|mode|option)\s|^\s*global\s*$[\s\S]*?^\s*(?:ssl-default|tune\.|stats\s+socket)"
        ),
    ),
    _Text(
        "nginx",
        _lines(
            r"^\s*(?:server|http|stream|upstream\s+\S+)\s*\{[\s\S]*?;|^\s*ssl_(?:protocols|certificate|ciphers)\s[^;\n]*;"
        ),
    ),
    _Text("fluent-bit", _lines(r"^\s*\[(?:SERVICE|INPUT|OUTPUT|FILTER|PARSER)\]\s*$")),
    _Text("vector", _lines(r"^\s*\[(?:sources|sinks|transforms)\.[\w\"-]+")),
    _Text(
        "redis-users",
        _lines(r"\A(?:\s*(?:#.*)?\n)*\s*user\s+\S+\s+.*(?:\bon\b|\boff\b|nopass|[+~>#&-]\S+)"),
        re.compile(r"^users\.acl$"),
    ),
    _Text(
        "sentinel",
        _lines(r"^\s*sentinel\s+(?:monitor|auth-pass|down-after-milliseconds)\s"),
        re.compile(r"^sentinel[\w.-]*\.conf$"),
    ),
    _Text(
        "redis",
        _lines(
            r"^\s*(?:tls-port|protected-mode|appendonly|requirepass|aclfile|maxmemory(?:-policy)?|tls-auth-clients|rename-command|masterauth|replicaof|slaveof|rdbcompression|appendfsync)\s"
        ),
        re.compile(r"^(?:redis|valkey|keydb)[\w.-]*\.conf$"),
    ),
    _Text(
        "kafka",
        _lines(
            r"^\s*(?:broker\.id|node\.id|process\.roles|advertised\.listeners|zookeeper\.connect|log\.dirs|listeners|authorizer\.class\.name|inter\.broker\.listener\.name|security\.inter\.broker\.protocol)\s*[=:]"
        ),
    ),
    _Text(
        "kafka-client",
        _lines(
            r"^\s*(?:bootstrap\.servers|security\.protocol|sasl\.mechanism|sasl\.jaas\.config|key\.serializer|key\.deserializer)\s*[=:]"
        ),
    ),
)
"""Systems that write neither, the surest first."""
