"""What can be said only once all assets are read: parts put into their owners, and things told twice told once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pcicheck.model.document import Document
from pcicheck.model.origin import Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.gcp import policies
from pcicheck.sources.gcp.form import above, tail
from pcicheck.sources.shapes import Values

if TYPE_CHECKING:
    from pcicheck.sources.gcp.assets import Assets, Taken

_POOL, _CLUSTER, _NETWORK = "google_container_node_pool", "google_container_cluster", "google_compute_network"
_POLICY, _AUDIT = "google_org_policy_policy", "google_project_iam_audit_config"
_OLDER = tuple(native for native, _ in policies.ORG_POLICIES.values())


def join(assets: Assets) -> list[Document]:
    """The documents of all assets, brought together."""
    _put_blocks(assets)
    for taken in assets.granted.values():
        if taken.type == policies.PROJECT:
            _project_policy(assets, taken)
    documents = list(_told_once(assets))
    defaults = {d.account for d in documents if d.type == _NETWORK and d.get("name") == "default"}
    for document in documents:
        if document.type == "google_project" and document.account in defaults and isinstance(document.values, dict):
            document.values["auto_create_network"] = True
    return documents


def _put_blocks(assets: Assets) -> None:
    """Parts that are assets of their own, written into the blocks that Terraform has for them."""
    owners = {assets.projects.relative(document.address): document for document in reversed(assets.documents)}
    blocks = {(shape.type, name): (shape, name, values) for shape, name, values in reversed(assets.blocks)}
    for shape, name, values in reversed(blocks.values()):
        owner = owners.get(assets.projects.relative(above(name)))
        if owner is not None and owner.type == shape.type and isinstance(owner.values, dict):
            listed = owner.values.get(shape.block)
            owner.values[shape.block] = [*(listed if isinstance(listed, list) else []), values]


def _project_policy(assets: Assets, taken: Taken) -> None:
    """A project's policy, with the audit configurations of what stands above it, which hold for it too."""
    policy = dict(taken.policy or {})
    configs = policies.audit_configs(policy)
    number = taken.name.rpartition("/")[2]
    chain = assets.projects.above(number)
    unseen: list[str] = []
    for name in chain or ():
        higher = assets.granted.get(name)
        if higher is None:
            unseen.append(name)
        elif higher.policy is not None:
            configs = [*configs, *policies.audit_configs(higher.policy)]
    if configs:
        policy["auditConfigs"] = configs
    assets.add_policy(taken, policy)
    if unseen and _AUDIT in assets.wanted:
        why = Unknown(f"{', '.join(unseen)} may have an audit configuration that holds for it, and is not shown")
        given: Values = {"project": number, "service": why, "audit_log_config": why}
        assets.documents.append(_beside(assets, taken, given))


def _beside(assets: Assets, taken: Taken, values: Values) -> Document:
    address = f"{taken.origin.address}/audit_config/above"
    origin: Origin = taken.origin
    number = taken.name.rpartition("/")[2]
    return Document(
        {**values, "id": address},
        type=_AUDIT,
        address=address,
        provider="gcp",
        origin=origin,
        surroundings=assets.surroundings,
        account=assets.projects.known(number),
    )


def _told_once(assets: Assets) -> Iterator[Document]:
    """Documents without pools that stand in their clusters too, and older forms of policies that stand there anew."""
    clusters = {
        assets.projects.relative(d.address) for d in assets.documents if d.type == _CLUSTER and d.get("node_pool")
    }
    anew = {_constraint(assets, d, above(str(d.get("id")))) for d in assets.documents if d.type == _POLICY}
    versions: set[tuple[Any, ...]] = set()
    for document in assets.documents:
        if document.type == _POOL and assets.projects.relative(str(document.get("cluster"))) in clusters:
            continue
        if document.type in _OLDER and _constraint(assets, document, str(document.get("id"))) in anew:
            continue
        key = (document.type, document.address)
        if key in versions:
            continue
        versions.add(key)
        yield document


def _constraint(assets: Assets, document: Document, owner: str) -> tuple[str, str]:
    name = document.get("constraint") or document.get("name") or document.get("id")
    node = assets.projects.relative(owner.partition("/org_policy/")[0])
    return node, str(tail(str(name)))
