"""What the rules of a role allow.

Kubernetes documentation, "Using RBAC Authorization" and "Role Based Access Control Good Practices": ``*`` stands for
every group, resource or verb; rules with ``resourceNames`` hold for those objects only (verbs without a single
object, such as create, they do not allow); ``escalate`` and ``bind`` on roles, ``impersonate`` on accounts, changes
of admission webhooks, approval of certificates, and ``create`` on ``pods/exec``, ``pods/portforward`` and
``nodes/proxy`` lead past the role itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.network.selection import selects

Texts = tuple[str | Unknown, ...] | Unknown

_ANY = "*"
_RBAC = "rbac.authorization.k8s.io"
_HOOKS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")
_CHANGE = ("update", "patch", "delete")
_ANY_CHANGE = ("create", *_CHANGE, "deletecollection")
_WORKLOADS = {
    "": ("pods", "replicationcontrollers"),
    "apps": ("deployments", "statefulsets", "replicasets", "daemonsets"),
    "batch": ("jobs", "cronjobs"),
}
_NETWORK = {
    "": ("services", "endpoints"),
    "discovery.k8s.io": ("endpointslices",),
    "networking.k8s.io": ("networkpolicies", "ingresses"),
    "extensions": ("networkpolicies", "ingresses"),
}
_ACCESS = ("roles", "clusterroles", "rolebindings", "clusterrolebindings")


class _Need(Struct, frozen=True):
    """Verbs on resources of a group that make up a power."""

    group: str
    resources: tuple[str, ...]
    verbs: tuple[str, ...]
    named: bool = True
    """Whether a right over named objects counts too."""


_POWERS: dict[str, tuple[tuple[_Need, ...], ...]] = {
    "bind": ((_Need(_RBAC, _ACCESS, ("bind",)),),),
    "escalate": ((_Need(_RBAC, ("roles", "clusterroles"), ("escalate",)),),),
    "impersonate": ((_Need("", ("users", "groups", "serviceaccounts"), ("impersonate",)),),),
    "admission": ((_Need("admissionregistration.k8s.io", _HOOKS, _ANY_CHANGE),),),
    "certificates": (
        (
            _Need("certificates.k8s.io", ("certificatesigningrequests/approval",), ("update", "patch")),
            _Need("certificates.k8s.io", ("signers",), ("approve",)),
        ),
    ),
    "shell": ((_Need("", ("pods/exec", "pods/attach", "nodes/proxy"), ("create",)),),),
    "port_forward": ((_Need("", ("pods/portforward",), ("create",)),),),
    "service_status": ((_Need("", ("services/status",), ("update", "patch")),),),
    "impersonate_anyone": ((_Need("", ("users", "groups", "serviceaccounts"), ("impersonate",), named=False),),),
    "any_signer": ((_Need("certificates.k8s.io", ("signers",), ("approve",), named=False),),),
    "role_verbs": ((_Need(_RBAC, ("roles", "clusterroles"), ("bind", "escalate", "impersonate")),),),
    "node_proxy": ((_Need("", ("nodes/proxy",), ("get", "list", "watch", "create", *_CHANGE)),),),
    "workloads": tuple((_Need(group, names, ("create",)),) for group, names in _WORKLOADS.items()),
    "workload_changes": tuple((_Need(group, names, _ANY_CHANGE),) for group, names in _WORKLOADS.items()),
    "network_changes": tuple((_Need(group, names, _ANY_CHANGE),) for group, names in _NETWORK.items()),
    "access_changes": ((_Need(_RBAC, _ACCESS, _ANY_CHANGE),),),
}
"""Power to the ways to get it, each a list of needs that must all be met."""
_PRESET_LABELS = tuple(f"rbac.authorization.k8s.io/aggregate-to-{name}" for name in ("admin", "edit", "view"))
_WIDENING = (
    _Need("", ("secrets",), ("create", "delete", "patch")),
    _Need(_RBAC, ("roles", "clusterroles", "clusterrolebindings"), ("create", "delete", "patch")),
)
_READ_SECRETS = _Need("", ("secrets",), ("get", "list", "watch"))
_MAKE_TOKENS = _Need("", ("serviceaccounts/token",), ("create",))


_GATHERS = Unknown("it gathers the rules of other roles by their labels, and not all need be in this input")


class Permissions(Struct, frozen=True):
    """What a role allows. Plain data, so that it may be kept."""

    full_admin: bool | Unknown
    every_action: bool | Unknown
    wildcards: bool | Unknown
    every_resource: bool | Unknown
    exposes_credentials: bool | Unknown
    powers: Texts


def permissions_of(role: Manifest) -> Permissions | Unknown:
    """What a role or cluster role allows; unknown where other roles are gathered into it."""
    rules = role.blocks("rules")
    if isinstance(rules, Unknown):
        return rules
    if role.has("aggregationRule") and not rules:
        gathered = _gathered(role)
        return gathered if isinstance(gathered, Unknown) else _at_least(permissions(gathered))
    return permissions(rules)


def widens_preset(role: Manifest) -> bool | Unknown:
    """Whether its rules are gathered into a role that every cluster brings along, and reach secrets or roles."""
    labels, rules = role.labels(), role.blocks("rules")
    if isinstance(labels, Unknown) or isinstance(rules, Unknown):
        return labels if isinstance(labels, Unknown) else rules  # type: ignore[return-value]
    gathered = any(str(labels.get(name)).lower() == "true" for name in _PRESET_LABELS)
    return gathered and any_true(*(_Rule(rule).meets(need) for rule in rules for need in _WIDENING))


def _gathered(role: Manifest) -> tuple[Block, ...] | Unknown:
    """Rules of the roles of the same input that it gathers by their labels."""
    selectors = role.blocks("aggregationRule.clusterRoleSelectors")
    if isinstance(selectors, Unknown):
        return _GATHERS
    found: list[Block] = []
    for other in objects(role.document, "ClusterRole"):
        rules = other.blocks("rules")
        chosen = any_true(*(selects(selector.values, other.labels()) for selector in selectors))
        if chosen is True and not isinstance(rules, Unknown):
            found += rules
    return tuple(found)


def _at_least(found: Permissions) -> Permissions:
    """Permissions to which roles that are not in the input may add others."""
    answers = {name: getattr(found, name) for name in found.__struct_fields__}
    return Permissions(**{name: value or _GATHERS for name, value in answers.items()})


def permissions(rules: Iterable[Block]) -> Permissions:
    """What rules allow together."""
    read = [_Rule(rule) for rule in rules]
    return Permissions(
        full_admin=any_true(*(rule.allows_everything() for rule in read)),
        every_action=any_true(*(rule.has("verbs", _ANY) for rule in read)),
        wildcards=any_true(*(rule.has_wildcard() for rule in read)),
        every_resource=any_true(*(rule.has("resources", _ANY) for rule in read)),
        exposes_credentials=any_true(
            *(rule.meets(need, named=False) for need in (_READ_SECRETS, _MAKE_TOKENS) for rule in read)
        ),
        powers=_powers(read),
    )


def _powers(rules: list[_Rule]) -> Texts:
    """The powers that are found, and what keeps others from being known."""
    answers = {
        power: any_true(
            *(
                all_true(*(any_true(*(rule.meets(need, named=need.named) for rule in rules)) for need in way))
                for way in ways
            )
        )
        for power, ways in _POWERS.items()
    }
    found = tuple(power for power, answer in answers.items() if answer is True)
    unsure = next((answer for answer in answers.values() if isinstance(answer, Unknown)), None)
    if unsure is None:
        return found
    return (*found, unsure) if found else unsure


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
