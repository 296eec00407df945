"""What the rules of a role allow.

Kubernetes documentation, "Using RBAC Authorization" and "Role Based Access Control Good Practices": ``*`` stands for
every group, resource or verb; rules with ``resourceNames`` hold for those objects only (verbs without a single
object, such as create, they do not allow); ``escalate`` and ``bind`` on roles, ``impersonate`` on accounts, changes
of admission webhooks, approval of certificates, and ``create`` on ``pods/exec`` and ``nodes/proxy`` lead past the
role itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.manifest import Manifest

Texts = tuple[str | Unknown, ...] | Unknown

_ANY = "*"
_RBAC = "rbac.authorization.k8s.io"
_HOOKS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")
_WRITE = ("create", "update", "patch")


class _Need(Struct, frozen=True):
    """Verbs on resources of a group that make up a power."""

    group: str
    resources: tuple[str, ...]
    verbs: tuple[str, ...]


_POWERS: dict[str, tuple[tuple[_Need, ...], ...]] = {
    "bind": ((_Need(_RBAC, ("roles", "clusterroles", "rolebindings", "clusterrolebindings"), ("bind",)),),),
    "escalate": ((_Need(_RBAC, ("roles", "clusterroles"), ("escalate",)),),),
    "impersonate": ((_Need("", ("users", "groups", "serviceaccounts"), ("impersonate",)),),),
    "admission": ((_Need("admissionregistration.k8s.io", _HOOKS, _WRITE),),),
    "certificates": (
        (
            _Need("certificates.k8s.io", ("certificatesigningrequests/approval",), ("update", "patch")),
            _Need("certificates.k8s.io", ("signers",), ("approve",)),
        ),
    ),
    "shell": ((_Need("", ("pods/exec", "pods/attach", "nodes/proxy"), ("create",)),),),
    "service_status": ((_Need("", ("services/status",), ("update", "patch")),),),
}
"""Power to the ways to get it, each a list of needs that must all be met."""
_READ_SECRETS = _Need("", ("secrets",), ("get", "list", "watch"))
_MAKE_TOKENS = _Need("", ("serviceaccounts/token",), ("create",))


class Permissions(Struct, frozen=True):
    """What a role allows. Plain data, so that it may be kept."""

    full_admin: bool | Unknown
    every_action: bool | Unknown
    wildcards: bool | Unknown
    exposes_credentials: bool | Unknown
    powers: tuple[str, ...] | Unknown


def permissions_of(role: Manifest) -> Permissions | Unknown:
    """What a role or cluster role allows; unknown where other roles are gathered into it."""
    rules = role.blocks("rules")
    if isinstance(rules, Unknown):
        return rules
    if role.has("aggregationRule") and not rules:
        return Unknown("it gathers the rules of other roles by their labels")
    return permissions(rules)


def permissions(rules: Iterable[Block]) -> Permissions:
    """What rules allow together."""
    read = [_Rule(rule) for rule in rules]
    return Permissions(
        full_admin=any_true(*(rule.allows_everything() for rule in read)),
        every_action=any_true(*(rule.has("verbs", _ANY) for rule in read)),
        wildcards=any_true(*(rule.has_wildcard() for rule in read)),
        exposes_credentials=any_true(
            *(rule.meets(need, named=False) for need in (_READ_SECRETS, _MAKE_TOKENS) for rule in read)
        ),
        powers=_powers(read),
    )


def _powers(rules: list[_Rule]) -> tuple[str, ...] | Unknown:
    answers = {
        power: any_true(*(all_true(*(any_true(*(rule.meets(need) for rule in rules)) for need in way)) for way in ways))
        for power, ways in _POWERS.items()
    }
    found = tuple(power for power, answer in answers.items() if answer is True)
    unsure = next((answer for answer in answers.values() if isinstance(answer, Unknown)), None)
    return found if found or unsure is None else unsure


class _Rule:
    """One rule of a role."""

    def __init__(self, block: Block) -> None:
        self.whole = block.values if isinstance(block.values, Unknown) else None
        self.texts: dict[str, Texts] = {
            name: block.texts(name) for name in ("apiGroups", "resources", "verbs", "resourceNames", "nonResourceURLs")
        }

    def has(self, name: str, *wanted: str) -> bool | Unknown:
        """Whether one of ``wanted`` is in a list of the rule."""
        texts = self.texts[name]
        if isinstance(texts, Unknown):
            return texts
        return any_true(*(text if isinstance(text, Unknown) else text in wanted for text in texts))

    def has_wildcard(self) -> bool | Unknown:
        """Whether a wildcard stands for groups, resources or verbs."""
        return any_true(*(self.has(name, _ANY) for name in ("apiGroups", "resources", "verbs")))

    def allows_everything(self) -> bool | Unknown:
        """Whether it allows every verb on every resource of every group."""
        return all_true(*(self.has(name, _ANY) for name in ("apiGroups", "resources", "verbs")))

    def meets(self, need: _Need, *, named: bool = True) -> bool | Unknown:
        """Whether it allows what a power needs, on any object or, where ``named``, on objects that it names."""
        parts = tuple(f"*/{resource.partition('/')[2]}" for resource in need.resources if "/" in resource)
        free: Any = True if named else self._any_object()
        return all_true(
            self.has("apiGroups", _ANY, need.group),
            self.has("resources", _ANY, *need.resources, *parts),
            self.has("verbs", _ANY, *need.verbs),
            free,
        )

    def _any_object(self) -> bool | Unknown:
        names = self.texts["resourceNames"]
        return names if isinstance(names, Unknown) else not names
