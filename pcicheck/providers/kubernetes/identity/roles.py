"""Roles and cluster roles, and the bindings that hand them out.

Kubernetes documentation, "Using RBAC Authorization": ``cluster-admin`` allows everything; ``admin`` and ``edit`` read
the secrets and run programs in the workloads of a namespace; ``system:anonymous`` and ``system:unauthenticated`` are
callers who have not signed in, ``system:authenticated`` and ``system:serviceaccounts`` everybody who has. Service
accounts stand among subjects by their kind, or as users ``system:serviceaccount:NAMESPACE:NAME``. Rights stay until
the binding is deleted. What the other roles that are there from the start allow: kubernetes/kubernetes,
``plugin/pkg/auth/authorizer/rbac/bootstrappolicy`` (``policy.go``, ``namespace_policy.go``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.identity.permissions import Permissions, permissions_of, widens_preset
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.names import types_of
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import only

_A_ROLE = "a role by itself is not given to anybody"
_A_BINDING = "what the role says is judged where it is written"
_NOT_GATHERED = "rules of roles of a namespace are not gathered into other roles"
_ABSENT = Unknown("the role is not in this input")
_ANONYMOUS = ("system:anonymous", "system:unauthenticated")
_EVERYBODY = ("system:authenticated", "system:serviceaccounts")
_SYSTEM_GROUPS = (*_ANONYMOUS, "system:authenticated", "system:masters")
_ACCOUNT = "system:serviceaccount:"
_NOTHING_OF_NOTE = Permissions(False, False, False, False, False, ())
_OF_EDITORS = (
    *("impersonate", "shell", "port_forward", "impersonate_anyone", "workloads", "workload_changes"),
    "network_changes",
)
_KNOWN = {
    "cluster-admin": Permissions(
        True,
        True,
        True,
        True,
        True,
        (
            *("bind", "escalate", "impersonate", "admission", "certificates", "shell", "port_forward"),
            "service_status",
            *("impersonate_anyone", "any_signer", "role_verbs", "node_proxy", "workloads", "workload_changes"),
            *("network_changes", "access_changes"),
        ),
    ),
    "admin": Permissions(False, False, False, False, True, (*_OF_EDITORS, "access_changes")),
    "edit": Permissions(False, False, False, False, True, _OF_EDITORS),
    "view": _NOTHING_OF_NOTE,
}
"""What the roles that every cluster brings along allow."""
_HARMLESS = (
    *(("ClusterRole", None, f"system:{name}") for name in ("auth-delegator", "basic-user", "discovery", "kube-dns")),
    *(("ClusterRole", None, f"system:{name}") for name in ("node-proxier", "public-info-viewer")),
    ("Role", "kube-system", "extension-apiserver-authentication-reader"),
)
"""Others that every cluster brings along and that allow nothing of note, unless the input says otherwise."""
_ROLE_TYPES = types_of("Role", "ClusterRole")
_Roles = dict[tuple[str, str | None, str], Permissions | Unknown]


def role(document: Document) -> Iterator[Resource]:
    """A role or cluster role."""
    manifest = manifest_of(document)
    whole = manifest.kind == "ClusterRole"
    found = permissions_of(manifest)
    facts = only(
        Grant,
        _A_ROLE,
        full_admin=found if isinstance(found, Unknown) else found.full_admin,
        every_action=found if isinstance(found, Unknown) else found.every_action,
        wildcards=found if isinstance(found, Unknown) else found.wildcards,
        exposes_credentials=found if isinstance(found, Unknown) else found.exposes_credentials,
        every_resource=found if isinstance(found, Unknown) else found.every_resource,
        powers=found if isinstance(found, Unknown) else found.powers,
        widens_preset=widens_preset(manifest) if whole else Inapplicable(_NOT_GATHERED),
    )
    yield from made(manifest, facts)
    if not whole:
        yield from placed(manifest)


def binding(document: Document) -> Iterator[Resource]:
    """A binding of a role in a namespace, or of a cluster role everywhere."""
    manifest = manifest_of(document)
    whole = manifest.kind == "ClusterRoleBinding"
    subjects = manifest.blocks("subjects")
    found = _bound(manifest)
    predefined = _predefined(manifest)
    facts = only(
        Grant,
        _A_BINDING,
        holders=subjects if isinstance(subjects, Unknown) else tuple(h for s in subjects for h in _holders(s)),
        level="account" if whole else "group",
        predefined=predefined,
        wide=predefined if whole else (),
        standing=True,
        public=_public(subjects),
        system_groups=_system_groups(subjects),
        exposes_credentials=found if isinstance(found, Unknown) else found.exposes_credentials,
        powers=found if isinstance(found, Unknown) else found.powers,
    )
    yield from made(manifest, facts)
    if not whole:
        yield from placed(manifest)


def _holders(subject: Block) -> tuple[str | Unknown, ...]:
    kind, name = subject.text("kind"), subject.text("name")
    if kind == "ServiceAccount":
        if isinstance(name, Unknown):
            return ("service", name) if not name.refers or "default" in name.refers[0] else ("service",)
        return ("default_service" if name == "default" else "service",)
    if isinstance(kind, Unknown) or isinstance(name, Unknown):
        return (kind if isinstance(kind, Unknown) else name if isinstance(name, Unknown) else Unknown("no name"),)
    if str(name) in _ANONYMOUS:
        return ("anyone",)
    if str(name).startswith(_EVERYBODY):
        return ("domain",)
    if str(name).startswith(_ACCOUNT):
        return ("default_service" if str(name).endswith(":default") else "service",)
    return ("group",) if kind == "Group" else ("user",)


def _system_groups(subjects: tuple[Block, ...] | Unknown) -> Fact[tuple[str | Unknown, ...]]:
    """Groups of the cluster itself among the subjects, whatever kind people write for them."""
    if isinstance(subjects, Unknown):
        return subjects
    names = [subject.text("name") for subject in subjects]
    return tuple(name for name in names if isinstance(name, Unknown) or name in _SYSTEM_GROUPS)


def _public(subjects: tuple[Block, ...] | Unknown) -> bool | Unknown:
    if isinstance(subjects, Unknown):
        return subjects
    names = [subject.text("name") for subject in subjects if subject.text("kind") != "ServiceAccount"]
    if any(name in _ANONYMOUS or name == _EVERYBODY[0] for name in names):
        return True
    return next((name for name in names if isinstance(name, Unknown)), False)


def _predefined(manifest: Manifest) -> Fact[tuple[str | Unknown, ...]]:
    """The name of the bound role where it is one that clusters bring along."""
    kind, name = manifest.text("roleRef.kind"), manifest.text("roleRef.name")
    if isinstance(kind, Unknown) or kind == "Role":
        return kind if isinstance(kind, Unknown) else ()
    if isinstance(name, Unknown):
        return () if _referred(manifest) is not None else name
    return (name,) if name and (name in _KNOWN or name.startswith("system:")) else ()


def _bound(manifest: Manifest) -> Permissions | Unknown:
    """What the bound role allows."""
    kind, name = manifest.text("roleRef.kind"), manifest.text("roleRef.name")
    if kind == "ClusterRole" and name in _KNOWN:
        return _KNOWN[str(name)]
    target = _referred(manifest)
    if target is not None:
        return permissions_of(manifest_of(target))
    place = None if kind == "ClusterRole" else manifest.namespace
    for part in (kind, name, place):
        if isinstance(part, Unknown):
            return part
    key = (str(kind), place, str(name))
    return beside(manifest.document, _roles).get(key, _NOTHING_OF_NOTE if key in _HARMLESS else _ABSENT)  # type: ignore[arg-type]


def _referred(manifest: Manifest) -> Document | None:
    if isinstance(manifest.values, Unknown):
        return None
    return manifest.document.follow("role_ref.name", *_ROLE_TYPES)


def _roles(document: Document) -> _Roles:
    found: _Roles = {}
    for kind in ("Role", "ClusterRole"):
        for manifest in objects(document, kind):
            place = manifest.namespace if kind == "Role" else None
            if not isinstance(place, Unknown) and isinstance(manifest.name, str):
                found[kind, place, manifest.name] = permissions_of(manifest)
    return found
