"""Clusters of databases, machines that learn, and services that copy files.

Source: ARM template reference, ``Microsoft.DocumentDB/mongoClusters``, ``Microsoft.DBforPostgreSQL/serverGroupsv2``,
``Microsoft.MachineLearningServices/workspaces/computes`` and ``Microsoft.StorageSync``. The administrator of a
``mongoClusters`` stands at the top in versions of 2024; the customer's key is shown from 2025-07-01-preview on, that of
``serverGroupsv2`` by 2023-03-02-preview only. Who reaches a cluster or a machine that does not say so is not
documented.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, put_some
from pcicheck.sources.shapes import Values, at

_MONGO = "Microsoft.DocumentDB/mongoClusters"
_GROUP = "Microsoft.DBforPostgreSQL/serverGroupsv2"
_COSMOS = "Microsoft.DocumentDB/databaseAccounts"
_MACHINES = {
    "amlcompute": "azurerm_machine_learning_compute_cluster",
    "computeinstance": "azurerm_machine_learning_compute_instance",
}


def _mongo(values: Values) -> None:
    put_some(
        values,
        {
            "administrator_username": at(values, "administrator.user_name") or values.get("administrator_login"),
            "customer_managed_key.key_vault_key_id": at(
                values, "encryption.customer_managed_key_encryption.key_encryption_key_url"
            ),
        },
    )


def _group(values: Values) -> None:
    put_some(values, {"customer_managed_key.key_vault_key_id": at(values, "data_encryption.primary_key_uri")})


def _collection(values: Values) -> None:
    """Items expire by an index of their time stamp ("Expire data in Azure Cosmos DB for MongoDB")."""
    indexes = at(values, "resource.indexes")
    if isinstance(indexes, Unknown):
        values["default_ttl_seconds"] = indexes
    for index in indexes if isinstance(indexes, list) else ():
        after = at(index, "options.expire_after_seconds")
        if after is not None and at(index, "key.keys") == ["_ts"]:
            values["default_ttl_seconds"] = after


def _machine(values: Values) -> str:
    return _MACHINES.get(str(values.get("compute_type")).lower(), "")


def _learning(values: Values) -> None:
    inner: Any = values.get("properties")
    off = values.get("disable_local_auth")
    found = {"node_public_ip_enabled": at(inner, "enable_node_public_ip")}
    put_some(values, {**found, "local_auth_enabled": not off if isinstance(off, bool) else off})


SHAPES: dict[str, ArmShape] = {
    _MONGO: ArmShape("azurerm_mongo_cluster", unstated=("public_network_access",), more=_mongo),
    f"{_MONGO}/firewallRules": ArmShape("azurerm_mongo_cluster_firewall_rule", parents=("mongo_cluster_id",)),
    _GROUP: ArmShape(
        "azurerm_cosmosdb_postgresql_cluster",
        moves={
            "coordinator_public_ip_access_enabled": "coordinator_enable_public_ip_access",
            "node_public_ip_access_enabled": "node_enable_public_ip_access",
        },
        unstated=("coordinator_public_ip_access_enabled", "node_public_ip_access_enabled"),
        more=_group,
    ),
    f"{_GROUP}/firewallRules": ArmShape("azurerm_cosmosdb_postgresql_firewall_rule", parents=("cluster_id",)),
    f"{_COSMOS}/mongodbDatabases/collections": ArmShape("azurerm_cosmosdb_mongo_collection", more=_collection),
    "Microsoft.MachineLearningServices/workspaces/computes": ArmShape(
        "azurerm_machine_learning_compute_cluster",
        pick=_machine,
        picks=tuple(_MACHINES.values()),
        unclear="its kind of machines is not judged",
        unstated=("node_public_ip_enabled", "local_auth_enabled"),
        parents=("machine_learning_workspace_id",),
        more=_learning,
    ),
    "Microsoft.StorageSync/storageSyncServices": ArmShape(
        "azurerm_storage_sync", unstated=("incoming_traffic_policy",)
    ),
}
"""ARM type to its shape."""
