"""Pods, and what makes them: deployments, daemon sets, stateful sets, jobs …

Defaults, Kubernetes API reference, ``PodSpec`` v1: ``hostPID``, ``hostIPC`` and ``hostNetwork`` false,
``serviceAccountName`` ``default``, ``automountServiceAccountToken`` as the service account has it, else true. A pod
without a description is refused by every cluster; it is judged by what would hold by default.

An Argo Rollout with ``workloadRef`` takes its pods from a deployment (Argo Rollouts, "Specification"), which is judged
where it is written. A Knative Service, Configuration or Revision has a PodSpec (Knative Serving API reference), and so
has the template of a ContainerSource (Knative Eventing API reference).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import Container, ContainerWorkload
from pcicheck.model.kubernetes import PRESET_NAMESPACE
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.kubernetes.accounts import hands_out_token
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh import waivers
from pcicheck.providers.kubernetes.mesh.members import of_workload
from pcicheck.providers.kubernetes.names import KIND_OF, types_of
from pcicheck.providers.kubernetes.terraform import POD_PATHS, TEMPLATE, TERRAFORM_POD_PATHS, manifest_of
from pcicheck.providers.kubernetes.workload.confinement import (
    apparmor_off,
    host_paths,
    kernel_settings,
    selinux_changed,
    volume_types,
    writable_host_paths,
)
from pcicheck.providers.kubernetes.workload.connections import connections_of
from pcicheck.providers.kubernetes.workload.containers import WINDOWS, container
from pcicheck.providers.kubernetes.workload.images import Image
from pcicheck.providers.kubernetes.workload.place import place
from pcicheck.providers.kubernetes.workload.settings import Pod, is_written, listed, section

Containers = tuple[Container | Unknown, ...] | Unknown

_NONE = Unknown("no container is described here")
_SETTINGS = "securityContext"
_ROLLOUT = "argoproj.io/Rollout"
_OLD_APIS = ("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2", "batch/v1beta1", "batch/v2alpha1")
"""APIs of workloads that are gone since Kubernetes 1.25 or earlier."""
_LISTS = ("containers", "initContainers", "ephemeralContainers")
_SOCKETS = ("/docker.sock", "/containerd.sock", "/crio.sock", "/dockershim.sock", "/cri-dockerd.sock")
_ABOVE_SOCKETS = ("/", "/var", "/var/run", "/run")
_OWN_ACCOUNT = "kubernetes_service_account"
_PRESET_ACCOUNT = "kubernetes_default_service_account"
_TILLER_LABELS = {"app": "helm", "name": "tiller"}
_CONSOLE_LABELS = {"app": "kubernetes-dashboard", "k8s-app": "kubernetes-dashboard"}
_CONSOLE_IMAGES = ("kubernetes-dashboard", "kubernetesui")


def workload(document: Document) -> Iterator[Resource]:
    """A pod or anything that makes pods."""
    manifest = manifest_of(document)
    path = POD_PATHS.get(manifest.kind, TEMPLATE)
    if not (manifest.kind == _ROLLOUT and manifest.has("spec.workloadRef") is True):
        yield from made(manifest, _facts(manifest, path))
        yield from place(manifest, path)
        yield from of_workload(manifest)
        yield from waivers.of_workload(manifest)
        yield from connections_of(manifest, section(manifest, path))
    yield from placed(manifest)


def _facts(manifest: Manifest, path: str) -> ContainerWorkload:
    spec = section(manifest, path)
    above = path.rpartition("spec")[0]
    old = manifest.get("apiVersion") in _OLD_APIS
    pod = Pod(spec, manifest.labels(f"{above}metadata.annotations"), old)
    containers = _containers(spec, pod)
    blocks, paths = _blocks(spec), host_paths(spec)
    labels = (manifest.labels(), manifest.labels(f"{above}metadata.labels"))
    return ContainerWorkload(
        containers=containers,
        host_processes=spec.flag("hostPID", False),
        host_network=spec.flag("hostNetwork", False),
        host_memory=spec.flag("hostIPC", False),
        hardened=_hardened(manifest, spec),
        host_paths=paths,
        writable_host_paths=writable_host_paths(spec, blocks),
        volume_types=volume_types(spec),
        kernel_settings=kernel_settings(pod),
        apparmor_off=_of_linux(pod, apparmor_off(pod, blocks)),
        selinux_changed=_of_linux(pod, selinux_changed(pod, blocks)),
        runtime_socket=_runtime_socket(paths),
        platform_token=_platform_token(manifest, spec),
        shared_identity=_shared_identity(manifest, spec),
        retired_installer=any_true(_labelled(labels, _TILLER_LABELS), _runs_image(spec, ("tiller",))),
        console=any_true(_labelled(labels, _CONSOLE_LABELS), _runs_image(spec, _CONSOLE_IMAGES)),
    )


def _blocks(spec: Block) -> tuple[Block, ...] | Unknown:
    found: list[Block] = []
    for name in _LISTS:
        blocks = listed(spec, name)
        if isinstance(blocks, Unknown):
            return blocks
        found += blocks
    return tuple(found)


def _containers(spec: Block, pod: Pod) -> Containers:
    if isinstance(spec.values, Unknown):
        return spec.values
    blocks = _blocks(spec)
    if isinstance(blocks, Unknown):
        return blocks
    if not blocks and spec.values:
        return _NONE
    return tuple(container(block, pod) for block in blocks or (Block({}),))


def _hardened(manifest: Manifest, spec: Block) -> bool | Unknown:
    """Whether the pod has settings of its own; Terraform's resources may have them in each container instead."""
    whole = is_written(section(spec, _SETTINGS))
    if manifest.document.type not in KIND_OF:
        return whole
    blocks = _blocks(spec)
    if isinstance(blocks, Unknown):
        return True if whole is True else blocks
    each = all_true(*(is_written(section(block, _SETTINGS)) for block in blocks))
    return any_true(whole, each if blocks else False)


def _of_linux(pod: Pod, answer: bool | Unknown) -> Fact[bool]:
    return WINDOWS if pod.windows else answer


def _runtime_socket(paths: tuple[str | Unknown, ...] | Unknown) -> bool | Unknown:
    if isinstance(paths, Unknown):
        return paths
    return any_true(*(path if isinstance(path, Unknown) else _leads_to_socket(path) for path in paths))


def _leads_to_socket(path: str) -> bool:
    return path.endswith(_SOCKETS) or (path.rstrip("/") or "/") in _ABOVE_SOCKETS


def _platform_token(manifest: Manifest, spec: Block) -> bool | Unknown:
    own = spec.flag("automountServiceAccountToken")
    if own is not None:
        return own
    account = _account(spec)
    return account if isinstance(account, Unknown) else hands_out_token(manifest, account)


def _account(spec: Block) -> str | Unknown:
    name = spec.text("serviceAccountName", spec.text("serviceAccount", PRESET_NAMESPACE))
    return name or PRESET_NAMESPACE


def _shared_identity(manifest: Manifest, spec: Block) -> bool | Unknown:
    account = _account(spec)
    if not isinstance(account, Unknown):
        return account == PRESET_NAMESPACE
    if any(_PRESET_ACCOUNT not in name and _OWN_ACCOUNT in name for name in _accounts_named(manifest)):
        return False
    return account


def _accounts_named(manifest: Manifest) -> list[str]:
    """Addresses that the name of the account comes from."""
    document, path = manifest.document, TERRAFORM_POD_PATHS.get(manifest.kind, TEMPLATE)
    if isinstance(manifest.values, Unknown):
        return []
    at = f"{path}.service_account_name"
    found = [other.address for other in document.follow_all(at, *types_of("ServiceAccount"))]
    return found + document.surroundings.names(document, at)


def _labelled(labels: tuple[dict[str, Any] | Unknown, ...], wanted: dict[str, str]) -> bool | Unknown:
    return any_true(
        *(
            found if isinstance(found, Unknown) else any_true(*(_equal(found.get(k), v) for k, v in wanted.items()))
            for found in labels
        )
    )


def _equal(value: Any, wanted: str) -> bool | Unknown:
    return value if isinstance(value, Unknown) else value == wanted


def _runs_image(spec: Block, parts: tuple[str, ...]) -> bool | Unknown:
    blocks = _blocks(spec)
    if isinstance(blocks, Unknown):
        return blocks
    return any_true(*(Image(block).mentions(*parts) for block in blocks))
