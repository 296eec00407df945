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
    "apiVersion|static_resources|dynamic_resources|staticResources|dynamicResources|@type|openapi|swagger|jobs|stages"
    "|groups|scrape_configs|rule_files"
    "|receivers|tls_server_config|basic_auth_users|http_server_config|service|sources|sinks|transforms|pipeline|listener|configs"
    "|runs|script|alerting|route|include|spring|quarkus|micronaut"
)
_WORTH_PARSING = re.compile(
    rf"^(?:- |﻿)?[\"']?(?:{_KEYS})[\"']?\s*:|\"(?:{_KEYS})\"\s*:"
    r"|^(?:- |  )uses\s*:\s*[\w./-]+@|[ {,]script\s*:|\"capabilities\"\s*:|'@type'\s*:",
    re.MULTILINE,
)
_HEAD = 65_536
STRUCTURED_SUFFIXES = (".yaml", ".yml", ".json")
PLAIN_SUFFIXES = (
    "",
    *(".conf", ".cfg", ".cnf", ".properties", ".hcl", ".acl", ".rules", ".rule", ".toml", ".config", ".ini"),
    *(".template", ".tmpl", ".j2", ".jinja2", ".erb", ".ctmpl", ".vcl", ".txt"),
)
"""Endings under which configuration stands that is neither YAML nor JSON."""

_SITE = re.compile(r"/sites-(?:available|enabled)/[^/]+$")
"""Where Debian keeps sites of nginx under the names of their hosts, which end like nothing else."""


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
    if file.suffix not in PLAIN_SUFFIXES and not _SITE.search(file.path):
        return None
    head = file.text[:_HEAD]
    return next((row.system for row in _TEXTS if row.fits(file.name, head)), None)


def _mapping(values: dict[str, Any], *names: str) -> bool:
    return all(isinstance(values.get(name), dict) for name in names)


def _kubernetes(values: dict[str, Any], file: File) -> bool:
    return isinstance(values.get("apiVersion"), str) and isinstance(values.get("kind"), str)


def _envoy(values: dict[str, Any], file: File) -> bool:
    if not values.keys().isdisjoint(("static_resources", "dynamic_resources", "staticResources", "dynamicResources")):
        return True
    if "envoy." in str(values.get("@type", "")) or "envoy." in str(values.get("type_url", values.get("typeUrl", ""))):
        return True
    listed = values.get("configs") or values.get("resources")
    return isinstance(listed, list) and any(isinstance(i, dict) and "envoy." in str(i.get("@type")) for i in listed)


def _openapi(values: dict[str, Any], file: File) -> bool:
    parts = ("paths", "webhooks", "components", "definitions")
    return ("openapi" in values or "swagger" in values) and any(part in values for part in parts)


_STEP = re.compile(r"[\w.-]+/[\w./-]+@\S+$|docker://\S+$")
_STEP_KEYS = {"name", "id", "if", "uses", "with", "env", "continue-on-error", "timeout-minutes"}
"""What a step of a workflow is made of that uses an action, as people show it without the rest."""


def _workflow(values: dict[str, Any], file: File) -> bool:
    if _mapping(values, "jobs"):
        jobs = [job for job in values["jobs"].values() if isinstance(job, dict)]
        return "on" in values or any("runs-on" in job for job in jobs)
    if _mapping(values, "runs"):
        return "using" in values["runs"] and file.name in ("action.yml", "action.yaml")
    return _STEP.match(str(values.get("uses"))) is not None and set(values) <= _STEP_KEYS


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
    if _mapping(values, "sources", "sinks"):
        return True
    found = [values[name] for name in ("sources", "transforms", "sinks") if isinstance(values.get(name), dict)]
    parts = [part for section in found for part in section.values()]
    fed = any(name in values for name in ("transforms", "sinks"))
    return fed and bool(parts) and all(isinstance(part, dict) and "type" in part and "inputs" in part for part in parts)


def _fluent_bit(values: dict[str, Any], file: File) -> bool:
    pipeline = values.get("pipeline")
    return isinstance(pipeline, dict) and ("inputs" in pipeline or "outputs" in pipeline)


def _vault(values: dict[str, Any], file: File) -> bool:
    beside = ("storage", "backend", "seal", "api_addr", "vault")
    return _mapping(values, "auto_auth", "vault") or ("listener" in values and any(name in values for name in beside))


def _vault_policy(values: dict[str, Any], file: File) -> bool:
    """``{"path": {"secret/*": {"capabilities": […]}}}``."""
    groups = values.get("path")
    rules = [
        rule
        for group in (groups if isinstance(groups, list) else [groups])
        for rule in (group.values() if isinstance(group, dict) else ())
    ]
    bodies = [body for rule in rules for body in (rule if isinstance(rule, list) else [rule])]
    return bool(bodies) and all(isinstance(b, dict) and ("capabilities" in b or "policy" in b) for b in bodies)


def _application(values: dict[str, Any], file: File) -> bool:
    return any(isinstance(values.get(name), dict) for name in ("spring", "quarkus", "micronaut"))


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
    "vault-policy": _vault_policy,
    "gitlab": _gitlab,
    "application": _application,
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
    _Text("prometheus-1", _lines(r"^\s*ALERT\s+[\w:]+\s+IF\s")),
    _Text("vault", _lines(r'^\s*(?:listener\s+"\w+"|(?:storage|backend|seal|ha_storage)\s+"\w+"|auto_auth)\s*=?\s*\{')),
    _Text("vault-policy", _lines(r'^ {0,3}path\s+"[^"]*"\s*\{[\s\S]*?\b(?:capabilities|policy)\s*=')),
    _Text(
        "nginx",
        _lines(
            r"^\s*(?:server|http|stream|upstream\s+\S+|location\s[^;{\n]+)\s*\{[\s\S]*?;"
            r"|^\s*(?:ssl_\w+|proxy_\w+|grpc_\w+|add_header|access_log|limit_req(?:_zone)?|server_tokens)\s[^;\n]*;\s*(?:#.*)?$"
        ),
    ),
    _Text(
        "haproxy",
        _lines(
            r"^[ \t]*(?:frontend|backend|listen)[ \t]+[^\s;{]+[^;{\n]*\n[\s\S]*?"
            r"^[ \t]*(?:bind|server|mode|option|use_backend|default_backend|stats|balance|http-request|acl)[ \t]+[^\s{]"
            r"|^[ \t]*(?:global|defaults|userlist[ \t]+\S+)[ \t]*$[\s\S]*?"
            r"^[ \t]*(?:ssl-default\S*|ssl-server\S*|tune\.\S*|stats[ \t]+socket|chroot|maxconn|mode|timeout|user)[ \t]"
        ),
    ),
    _Text(
        "haproxy-certificates",
        re.compile(
            r"\A(?:[ \t]*(?:#[^\n]*)?\n|[\w./-]+\.(?:pem|crt|cer)[ \t]*\n)*"
            r"[\w./-]+\.(?:pem|crt|cer)[ \t]+(?:\[[^\]\n]*\]|[!*\w][\w.*-]*\.[\w.*-]+)[ \t\w.*!-]*(?:\n|\Z)"
        ),
        re.compile(r"^crt[-_]?list[\w.-]*$"),
    ),
    _Text("fluent-bit", _lines(r"^\s*\[(?:SERVICE|INPUT|OUTPUT|FILTER|PARSER)\]\s*$")),
    _Text("vector", _lines(r"^\s*\[(?:sources|sinks|transforms)\.[\w\"-]+")),
    _Text(
        "redis-users",
        _lines(
            r"\A(?:\s*(?:#.*)?\n)*[ \t]*user[ \t]+[^\s;]+[ \t]+"
            r"(?:on|off|nopass|reset\w*|[+-]@?[a-z]+|[~>&%(#]\S+)(?:[ \t]|$)"
        ),
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
            r"^[ \t]*(?:tls-port|tls-cert-file|tls-ca-cert-(?:file|dir)|tls-protocols|tls-replication|tls-cluster"
            r"|tls-auth-clients|protected-mode|appendonly|requirepass|aclfile|maxmemory(?:-policy)?|rename-command"
            r"|masterauth|replicaof|slaveof|rdbcompression|appendfsync|cluster-enabled)[ \t]"
        ),
        re.compile(r"^(?:redis|valkey|keydb)[\w.-]*\.conf$"),
    ),
    _Text("application", _lines(r"^\s*(?:spring|quarkus|micronaut)\.[\w.\-\[\]]+\s*[=:]")),
    _Text(
        "kafka",
        _lines(
            r"^\s*(?:broker\.id|node\.id|process\.roles|advertised\.listeners|zookeeper\.connect|log\.dirs|authorizer\.class\.name|inter\.broker\.listener\.name|security\.inter\.broker\.protocol)\s*[=:]"
            r"|^\s*listeners\s*[=:]\s*(?:\w+://|\$[({]|\{\{)"
        ),
    ),
    _Text(
        "kafka-client",
        _lines(
            r"^\s*(?:bootstrap\.servers|security\.protocol|sasl\.mechanism|sasl\.jaas\.config|key\.serializer|key\.deserializer|kafkastore\.[\w.]+|ksql\.service\.id)\s*[=:]"
            r"|^\s*clusters\s*=[\s\S]*?^\s*[\w-]+\.bootstrap\.servers\s*="
        ),
    ),
)
"""Systems that write neither, the surest first."""
