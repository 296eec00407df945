"""Whether production and what comes before it are kept apart: what labelled things share, join and copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.common import ENVIRONMENT, Deployment
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.common.labels import Labels, environment_of, labels_of, words

_KEYS = words(
    "kms_key_id kms_key_arn kms_key kms_master_key_id kms_key_name kms_key_self_link default_kms_key_name crypto_key "
    "encryption_key_name key_vault_key_id customer_managed_key_id disk_encryption_set_id replica_kms_key_id"
)
_JOINED = words(
    "vpc_id peer_vpc_id subnet_id subnet_ids subnets vpc_security_group_ids security_groups security_group_ids network "
    "peer_network subnetwork virtual_network_id virtual_network_name remote_virtual_network_id iam_instance_profile "
    "role role_arn execution_role_arn task_role_arn cluster cluster_id cluster_name project resource_group_name "
    "namespace vpc_connector private_network replica_target"
)
_NETWORKS = (
    *("vpc_config.subnet_ids", "vpc_config.security_group_ids", "network_interface.network"),
    *("network_interface.subnetwork", "settings.ip_configuration.private_network", "network_configuration.subnets"),
    *("encryption.default_kms_key_name", "encryption.kms_key_name", "disk_encryption_key.kms_key_self_link"),
)
_SOURCES = (
    *("snapshot_identifier", "snapshot_id", "source_snapshot_id", "snapshot", "replicate_source_db"),
    *(
        "replication_source_identifier",
        "source_db_cluster_identifier",
        "restore_to_point_in_time.source_db_instance_id",
    ),
    *("restore_to_point_in_time.source_db_instance_identifier", "restore_to_point_in_time.source_cluster_identifier"),
    *("clone.source_instance_name", "master_instance_name", "source_disk", "source_volume_id", "source_resource_id"),
    *("creation_source_database_id", "create_source_id", "source_server_id", "source_database_id", "source_uri"),
    *("source_image", "restore.source_database_id", "source_db_snapshot_identifier", "restore_source_name"),
)
_SOURCE_HEADS = frozenset(path.split(".")[0] for path in _SOURCES)
_OTHER: dict[str, ENVIRONMENT] = {"production": "pre_production", "pre_production": "production"}
Joined = tuple[str, Fact[ENVIRONMENT]]
"""Something that is used, by its address, and the environment that it belongs to."""

_ALONE = Inapplicable("it uses no network, key, role or cluster that is named here")
_STARTS_EMPTY = Inapplicable("it does not start from a copy of something else")
_IS_PRODUCTION = Inapplicable("it is production itself")


def deployment(document: Document, labels: Labels) -> Iterator[Resource]:
    """What belongs to an environment by its label."""
    own = environment_of(labels)
    if own is not None:
        yield _made(document, labels, own, list(_joined(document)))


def path_between(document: Document) -> Iterator[Resource]:
    """A path between two networks: a peering. Where it has no label, it belongs to the environment of either."""
    labels = labels_of(document)
    joined = list(_joined(document))
    ends = (environment for _, environment in joined if isinstance(environment, str))
    unsaid = Unknown("neither end says to which environment it belongs")
    yield _made(document, labels, environment_of(labels) or next(ends, unsaid), joined)


def _made(document: Document, labels: Labels, own: Fact[ENVIRONMENT], joined: list[Joined]) -> Resource:
    facts = Deployment(
        environment=own,
        uses_other=_of_other(own, joined) if joined else _ALONE,
        key_of_other=_key_of_other(own, list(_at(document, _keys(document)))),
        data_of_production=_data_of_production(document, own),
    )
    return resource(document, facts, part="environment", labels=labels if isinstance(labels, dict) else {})


def _keys(document: Document) -> list[str]:
    return [] if isinstance(document.values, Unknown) else sorted(_KEYS.intersection(document.values))


def _joined(document: Document) -> Iterator[Joined]:
    if isinstance(document.values, Unknown):
        return
    names = (_JOINED | _KEYS).intersection(document.values)
    if document.type.startswith("aws_cloudwatch_"):
        names -= {"namespace"}  # of metrics, which is a word and nothing that is shared
    yield from _at(document, sorted(names))
    yield from _at(document, (path for path in _NETWORKS if document.get(path) is not None))


def _at(document: Document, paths: Iterable[str]) -> Iterator[Joined]:
    """What the attributes refer to. What is named and not in the input says nothing of itself."""
    for path in paths:
        if document.get(path) in (None, "", []):
            continue
        found = [other for other in document.follow_all(path) if other is not document]
        for other in found:
            yield other.address, environment_of(labels_of(other))
        if not found:
            yield path, Unknown(f"what {path} refers to is not in this input")


def _of_other(own: Fact[ENVIRONMENT], joined: list[Joined]) -> Fact[tuple[str | Unknown, ...]]:
    if not isinstance(own, str):
        return own
    others = tuple(address for address, environment in joined if environment == _OTHER[own])
    if others or any(environment == own for _, environment in joined):
        return others
    hidden = next((environment for _, environment in joined if isinstance(environment, Unknown)), None)
    return hidden or Unknown("nothing that it uses says to which environment it belongs")


def _key_of_other(own: Fact[ENVIRONMENT], keys: list[Joined]) -> Fact[bool]:
    if not keys:
        return Inapplicable("it names no key")
    if not isinstance(own, str):
        return own
    found = [environment for _, environment in keys]
    if _OTHER[own] in found:
        return True
    silent = Unknown("the key does not say to which environment it belongs")
    return next((e if isinstance(e, Unknown) else silent for e in found if not isinstance(e, str)), False)


def _data_of_production(document: Document, own: Fact[ENVIRONMENT]) -> Fact[bool]:
    if own == "production":
        return _IS_PRODUCTION
    if isinstance(document.values, Unknown) or _SOURCE_HEADS.isdisjoint(document.values):
        return _STARTS_EMPTY
    sources = list(_at(document, _SOURCES))
    if not sources:
        return _STARTS_EMPTY
    if not isinstance(own, str):
        return own
    found = [environment for _, environment in sources]
    if "production" in found:
        return True
    silent = Unknown("what it is copied from does not say to which environment it belongs")
    return next((e if isinstance(e, Unknown) else silent for e in found if not isinstance(e, str)), False)
