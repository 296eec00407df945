"""Audit configurations of projects, folders and organisations.

What administrators change is always recorded, cannot be switched off and is kept for 400 days; reading configuration
(ADMIN_READ) and reading and writing data (DATA_READ, DATA_WRITE) are recorded only where an audit configuration says
so, BigQuery apart (Google Cloud documentation, "Cloud Audit Logs overview"). ``allServices`` covers all services, a
configuration of one service adds to it, and ``exempted_members`` are left out (Terraform registry,
``google_project_iam_audit_config``). In policy documents the same stands as ``audit_config`` blocks
(``data.google_iam_policy``: ``service``, ``audit_log_configs`` with ``log_type`` and ``exempted_members``). Audit
events in Cloud Logging cannot be altered (same documentation, "Audit log storage").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.logging import AuditLog
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource

Texts = tuple[str | Unknown, ...]

_NONE = Inapplicable("the project has no audit configuration of its own")
_IN_BUCKET = Inapplicable("audit events are kept in log buckets, each a resource of its own")
_ENCRYPTION = Encryption(at_rest=_IN_BUCKET, key_owner=_IN_BUCKET, key=_IN_BUCKET)
_ONE_SERVICE = Inapplicable("it only adds something for one service")
_ALL = "allServices"
_STORAGE = "storage.googleapis.com"
_TYPES = ("ADMIN_READ", "DATA_READ", "DATA_WRITE")
_PARENTS = ("google_organization_iam_audit_config", "google_folder_iam_audit_config")


_WITHOUT: dict[str, Any] = dict.fromkeys(AuditLog.__struct_fields__, _NONE)
_NO_CONFIG = AuditLog(**_WITHOUT | {"all_services": False, "encryption": _ENCRYPTION})


class Config(Struct, frozen=True):
    """What one audit configuration says of one service."""

    service: str | Unknown
    types: Texts
    exempted: Texts

    def records(self, kind: str) -> bool | Unknown:
        """Whether a sort of event is recorded."""
        return any_true(*(name if isinstance(name, Unknown) else name.upper() == kind for name in self.types))

    def covers(self, service: str) -> bool | Unknown:
        """Whether it speaks of a service."""
        return self.service if isinstance(self.service, Unknown) else self.service in (_ALL, service)


def audit_config(document: Document) -> Iterator[Resource]:
    """An audit configuration by itself."""
    configs = tuple(configs_of(document))
    yield resource(document, _facts(configs, document.type.startswith("google_organization"), part=True))


def project_audit(document: Document) -> Iterator[Resource]:
    """What the audit configuration of a project (``google_project``) says as a whole, its side-cars folded in.

    A configuration of its organisation or folder in the same input holds for the project too.
    """
    policies = document.surroundings.of_type("google_project_iam_policy")
    mine = (policy for policy in policies if policy.follow("project", "google_project") is document)
    own = (*document.all_sidecars("google_project_iam_audit_config"), *mine)
    above = (config for kind in _PARENTS for config in document.surroundings.of_type(kind))
    configs = [config for written in (*own, *above) for config in configs_of(written)]
    if configs:
        yield resource(document, _facts(configs, organization=False, part=False), part="audit")
    elif not isinstance(document.values, Unknown):
        yield resource(document, _NO_CONFIG, part="audit")


def configs_of(document: Document) -> Iterator[Config]:
    """The audit configurations that an ``_iam_audit_config``, an ``_iam_policy`` or its data source writes down."""
    if document.type.endswith("_iam_audit_config"):
        yield _config(document, "audit_log_config")
    elif document.type == "data.google_iam_policy":
        yield from _from_source(document)
    else:
        text = document.get("policy_data")
        source = document.follow("policy_data", "data.google_iam_policy") if isinstance(text, Unknown) else None
        if source is not None:
            yield from _from_source(source)
        else:
            yield from _from_json(text)


def _from_source(document: Document) -> Iterator[Config]:
    text = document.get("policy_data")
    if isinstance(text, str) and text:
        yield from _from_json(text)
        return
    blocks = document.blocks("audit_config")
    for block in () if isinstance(blocks, Unknown) else blocks:
        yield _config(block, "audit_log_configs")


def _from_json(text: Any) -> Iterator[Config]:
    if isinstance(text, Unknown):
        yield Config(text, (text,), (text,))
        return
    try:
        policy = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        policy = None
    for config in _dicts(policy.get("auditConfigs") if isinstance(policy, dict) else None):
        parts = _dicts(config.get("auditLogConfigs"))
        members = (part.get("exemptedMembers") for part in parts)
        exempted = tuple(str(member) for listed in members if isinstance(listed, list) for member in listed)
        yield Config(str(config.get("service", "")), tuple(str(part.get("logType")) for part in parts), exempted)


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _config(block: Block, path: str) -> Config:
    service = block.text("service", "")
    parts = block.blocks(path)
    if isinstance(parts, Unknown):
        return Config(service or "", (parts,), (parts,))
    types = tuple(part.text("log_type") or "" for part in parts)
    exempted = tuple(member for part in parts for member in _listed(part.texts("exempted_members")))
    return Config(service or "", types, exempted)


def _facts(configs: Iterable[Config], organization: bool, *, part: bool) -> AuditLog:
    configs = tuple(configs)
    whole = tuple(config for config in configs if config.service == _ALL or isinstance(config.service, Unknown))
    partial = part and not whole
    exempted = tuple(dict.fromkeys(member for config in configs for member in config.exempted))

    def recorded(kind: str) -> Fact[bool]:
        if partial:
            return _ONE_SERVICE
        return any_true(*(all_true(config.covers(_ALL), config.records(kind)) for config in whole))

    return AuditLog(
        enabled=True,
        all_regions=True,
        global_services=True,
        organization=organization,
        management_reads=recorded("ADMIN_READ"),
        management_writes=_ONE_SERVICE if partial else True,
        excluded=(),
        object_reads=_objects(configs, "DATA_READ"),
        object_writes=_objects(configs, "DATA_WRITE"),
        tamper_evident=True,
        encryption=_ENCRYPTION,
        store=_IN_BUCKET,
        log_store=_IN_BUCKET,
        announced=_IN_BUCKET,
        all_services=_ONE_SERVICE if partial else any_true(*(config.covers(_ALL) for config in whole)),
        data_reads=recorded("DATA_READ"),
        data_writes=recorded("DATA_WRITE"),
        exempted=_known(exempted),
        security_events=_IN_BUCKET,
        retention_days=_IN_BUCKET,
        never_expires=_IN_BUCKET,
    )


def _objects(configs: tuple[Config, ...], kind: str) -> Fact[bool]:
    """Whether objects are covered and nobody is left out; who is left out may be just who reads them."""
    left_out = [name for config in configs if config.covers(_STORAGE) is not False for name in config.exempted]
    if any(isinstance(name, str) for name in left_out):
        return False
    recorded = any_true(*(all_true(config.covers(_STORAGE), config.records(kind)) for config in configs))
    return all_true(recorded, *left_out)


def _known(exempted: Texts) -> Fact[Texts]:
    """Those who are left out; unknown where none is known and there may be some."""
    if any(isinstance(name, str) for name in exempted):
        return exempted
    return next((name for name in exempted if isinstance(name, Unknown)), ())


def _listed(texts: Texts | Unknown) -> Texts:
    return (texts,) if isinstance(texts, Unknown) else texts
