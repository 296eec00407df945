"""Policies of Vault.

Terraform registry: ``vault_policy`` (``policy``, a text), ``data.vault_policy_document`` (``rule`` blocks, ``hcl`` once
it is read). Files of their own are such texts too. Vault documentation, "Policies" (paths and capabilities; the longest
fitting path decides), "Sudo-protected paths", "Transit secrets engine (API)" (``export/`` and ``backup/`` hand keys
out; ``keys/NAME/config`` decides whether a key can be deleted). A policy by itself names nobody; roles and groups
attach it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.vault.policy_text import PathRule, covers, path_rules

_DOCUMENT = "data.vault_policy_document"
_PROBE = "pcicheck-probe"
_ANY_MOUNT = (f"{_PROBE}/{_PROBE}", f"{_PROBE}/data/{_PROBE}", f"{_PROBE}/creds/{_PROBE}")
_READS = (*_ANY_MOUNT[:2], f"secret/data/{_PROBE}", f"kv/data/{_PROBE}", f"secret/{_PROBE}", f"kv/{_PROBE}")
_POLICIES = (f"sys/policies/acl/{_PROBE}", f"sys/policy/{_PROBE}")
_ESCALATION = (
    *_POLICIES,
    f"sys/auth/{_PROBE}",
    f"auth/{_PROBE}/role/{_PROBE}",
    f"identity/group/id/{_PROBE}",
    f"identity/entity/id/{_PROBE}",
    f"sys/raw/{_PROBE}",
)
_KEY_EXPORTS = tuple(
    f"transit/{way}/{_PROBE}" for way in ("export/encryption-key", "export/signing-key", "export/hmac-key", "backup")
)
_KEY_ENDS = (f"transit/keys/{_PROBE}", f"transit/keys/{_PROBE}/config")
_EXPORT = re.compile(r"^[^/]*(?:transit|\+)[^/]*/(?:export/(?!public-key)|backup/)")
_KEY_END = re.compile(r"^[^/]*(?:transit|\+)[^/]*/keys/")
_WRITING = frozenset(("create", "update", "patch"))
_BY_ITSELF = Inapplicable("a policy by itself is held by nobody")
_PATHS = Inapplicable("a policy of Vault lists paths and capabilities one by one")
_WRITTEN_OUT = Inapplicable("the policy is written out")
_NO_PRINCIPALS = Inapplicable("a policy of Vault names nobody")
_NOT_HERE = Inapplicable("Vault knows no such setting")
_FIXED: dict[str, Any] = {
    **dict.fromkeys(("holders", "level", "standing", "mixed_duties"), _BY_ITSELF),
    **dict.fromkeys(("predefined", "wide"), _WRITTEN_OUT),
    **dict.fromkeys(("public", "source_bound"), _NO_PRINCIPALS),
    **dict.fromkeys(("all_but", "every_action", "whole_services", "identity_admin"), _PATHS),
    "outsiders": _NOT_HERE,
}


def policy(document: Document) -> Iterator[Resource]:
    """A policy, by its text or by the document that makes it."""
    text = document.text("policy")
    source = document.follow("policy", _DOCUMENT) if isinstance(text, Unknown) else None
    rules = _of_document(source) if source else text if isinstance(text, Unknown) else path_rules(text or "")
    yield resource(document, _grant(rules), names=(document.text("id"), document.text("name")))


def document(document: Document) -> Iterator[Resource]:
    """A policy document."""
    yield resource(document, _grant(_of_document(document)))


def _of_document(document: Document) -> tuple[PathRule, ...] | Unknown:
    blocks = document.blocks("rule")
    if isinstance(blocks, Unknown):
        return blocks
    if not blocks and isinstance(document.get("hcl"), str):
        return path_rules(document.get("hcl"))
    found: list[PathRule] = []
    for block in blocks:
        path, capabilities = block.text("path"), block.texts("capabilities")
        if not isinstance(path, str) or isinstance(capabilities, Unknown):
            return Unknown("a path or its capabilities are known only after apply")
        unsure = next((c for c in capabilities if isinstance(c, Unknown)), None)
        if unsure is not None:
            return unsure
        found.append(PathRule(path, frozenset(c.lower() for c in capabilities if isinstance(c, str))))
    return tuple(found)


def _grant(rules: tuple[PathRule, ...] | Unknown) -> Grant:
    if isinstance(rules, Unknown):
        asked = {name: rules for name in Grant.__struct_fields__ if name not in _FIXED}
        return Grant(**(_FIXED | asked))
    return Grant(**(_FIXED | _facts(rules)))


@lru_cache(maxsize=1024)
def _facts(rules: tuple[PathRule, ...]) -> dict[str, Fact[bool]]:
    everywhere = [_on(rules, path) for path in (*_ANY_MOUNT, *_ESCALATION, "sys/mounts")]
    return {
        "full_admin": all("sudo" in capabilities and capabilities & _WRITING for capabilities in everywhere),
        "escalates": _on_some(rules, _ESCALATION, lambda capabilities: bool(capabilities & _WRITING)),
        "changes_access": _on_some(rules, _POLICIES, lambda capabilities: bool(capabilities & _WRITING)),
        "exposes_credentials": _on_some(rules, _ANY_MOUNT[2:], lambda capabilities: "read" in capabilities),
        "reads_any_data": _on_some(rules, _READS, lambda capabilities: "read" in capabilities),
        "writes_anywhere": _on_some(rules, _ANY_MOUNT, lambda capabilities: bool(capabilities & _WRITING)),
        "any_resource": all(everywhere),
        "exports_keys": _on_some(rules, (*_KEY_EXPORTS, *_written(rules, _EXPORT)), lambda c: "read" in c),
        "destroys_keys": any(_ends_key(rules, path) for path in (*_KEY_ENDS, *_written(rules, _KEY_END))),
    }


def _written(rules: tuple[PathRule, ...], pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Paths of a sort that the policy names, wildcards filled in."""
    paths = (rule.path.lstrip("/") for rule in rules)
    return tuple(path.replace("+", _PROBE).replace("*", _PROBE) for path in paths if pattern.match(path))


def _ends_key(rules: tuple[PathRule, ...], path: str) -> bool:
    """Whether the policy lets a key, or the settings that keep it, be changed at this path."""
    allowed = _on(rules, path)
    return "update" in allowed if path.endswith("/config") else "delete" in allowed


def _on_some(rules: tuple[PathRule, ...], paths: tuple[str, ...], holds: Callable[[frozenset[str]], bool]) -> bool:
    """Whether something holds of what the policy allows on one of the paths, where its most precise rule decides."""
    return any(holds(_on(rules, path)) for path in paths)


def _on(rules: tuple[PathRule, ...], path: str) -> frozenset[str]:
    fitting = [rule for rule in rules if covers(rule.path, path)]
    if not fitting:
        return frozenset()
    best = max(_precision(rule.path) for rule in fitting)
    capabilities = frozenset().union(*(rule.capabilities for rule in fitting if _precision(rule.path) == best))
    return frozenset() if "deny" in capabilities else capabilities


def _precision(pattern: str) -> tuple[int, bool, int, int]:
    """Vault's order: the first wildcard as late as possible, no trailing ``*``, few ``+``, and long."""
    wildcards = [at for at in (pattern.find("+"), pattern.find("*")) if at >= 0]
    first = min(wildcards) if wildcards else len(pattern) + 1
    return first, not pattern.endswith("*"), -pattern.count("+"), len(pattern)
