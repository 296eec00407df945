"""Machines of GKE clusters: separate pools, pools inside a cluster, and a cluster's default pool.

Defaults, Terraform registry, hashicorp/google, ``google_container_node_pool`` and ``node_config``: ``management``
upgrades by itself, ``service_account`` is the default account, ``shielded_instance_config`` has
``enable_integrity_monitoring`` true and ``enable_secure_boot`` false. GKE documentation: nodes run Container-Optimized
OS where no image is named ("Node images"); pools of clusters with Workload Identity hide the machine's metadata from
workloads by default, others do not ("Use Workload Identity Federation for GKE"). A pool that says nothing, of a cluster
that is not in the input, is taken not to. The default pool of a cluster may be taken away at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import NodePool
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.gcp.workload.common import is_shared_account, made
from pcicheck.providers.reading import is_set, only, word

CLUSTER = "google_container_cluster"
_CLUSTER_DECIDES = Unknown("its cluster decides, and that is not in this input")
_PLATFORM_DECIDES = Unknown("the platform chooses for pools of clusters with Workload Identity")
_ALWAYS = "Google encrypts the disks of hosts, opens no SSH and has no pools for the system alone"
_TAKEN_AWAY = "its default pool is taken away at once, and other pools are judged themselves"
_AUTOPILOT = "Google runs the machines of an Autopilot cluster by its own settings"


def node_pool(document: Document) -> Iterator[Resource]:
    """A pool of its own."""
    cluster = document.follow("cluster", CLUSTER)
    yield from made(document, _facts(document, "", cluster))


def pools_of(cluster: Document, autopilot: bool | None | Unknown) -> Iterator[Resource]:
    """The pools inside a cluster, or else its default pool, which may be taken away at once or be Google's affair."""
    if autopilot is True:
        yield from made(cluster, only(NodePool, _AUTOPILOT), "default_pool")
        return
    pools = cluster.blocks("node_pool")
    if isinstance(pools, Unknown):
        return
    if len(pools) == 1:
        yield from made(cluster, _facts(cluster, "node_pool.", cluster), "node_pool")
    elif pools:
        for number, pool in enumerate(pools):
            yield from made(cluster, _facts(_part(cluster, pool), "", cluster), f"node_pool[{number}]")
    elif cluster.flag("remove_default_node_pool", False) is not True or is_set(cluster, "node_config") is True:
        yield from made(cluster, _facts(cluster, "", cluster), "default_pool")
    else:
        yield from made(cluster, only(NodePool, _TAKEN_AWAY), "default_pool")


def _part(document: Document, block: Block) -> Document:
    """A block of a document, read as if it were a document."""
    return Document(
        block.values,
        type=document.type,
        address=document.address,
        provider=document.provider,
        origin=document.origin,
        surroundings=document.surroundings,
    )


def _facts(document: Document, prefix: str, cluster: Document | None) -> NodePool:
    node = f"{prefix}node_config"
    shielded = f"{node}.shielded_instance_config"
    return only(
        NodePool,
        _ALWAYS,
        public_addresses=_public_addresses(document, prefix, cluster),
        automatic_upgrades=document.flag(f"{prefix}management.auto_upgrade", True),
        shared_identity=is_shared_account(document, f"{node}.service_account"),
        metadata_concealed=_metadata_concealed(document, node, cluster),
        legacy_metadata=_legacy_metadata(document, node),
        measured_boot=document.flag(f"{shielded}.enable_integrity_monitoring", True),
        secure_boot=document.flag(f"{shielded}.enable_secure_boot", False),
        hardened_image=_hardened(document, node),
    )


def _public_addresses(document: Document, prefix: str, cluster: Document | None) -> Fact[bool]:
    private = document.flag(f"{prefix}network_config.enable_private_nodes")
    if private is not None:
        return negated(private)
    if cluster is None:
        return _CLUSTER_DECIDES
    return negated(cluster.flag("private_cluster_config.enable_private_nodes", False))


def _metadata_concealed(document: Document, node: str, cluster: Document | None) -> Fact[bool]:
    newer = word(document, f"{node}.workload_metadata_config.mode", "unspecified")
    older = word(document, f"{node}.workload_metadata_config.node_metadata", "unspecified")
    for mode in (newer, older):
        if isinstance(mode, Unknown):
            return mode
        if mode not in ("unspecified", "mode_unspecified"):
            return mode in ("gke_metadata", "gke_metadata_server")
    workload_identity = cluster is not None and is_set(cluster, "workload_identity_config")
    return _PLATFORM_DECIDES if workload_identity is not False else False


def _legacy_metadata(document: Document, node: str) -> bool | Unknown:
    """GKE turns the older requests off by itself, unless metadata is written that leaves it out."""
    if is_set(document, f"{node}.metadata") is False:
        return False
    return negated(document.flag(f"{node}.metadata.disable-legacy-endpoints", False))


def _hardened(document: Document, node: str) -> Fact[bool]:
    image = word(document, f"{node}.image_type", "cos_containerd")
    return image if isinstance(image, Unknown) else image.startswith("cos")
