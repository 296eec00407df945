"""What keeps containers apart from their host besides users and capabilities: AppArmor, SELinux, sysctls, volumes.

Kubernetes documentation, "Pod Security Standards" (types of SELinux, kernel settings and kinds of volumes that are
harmless), "Restrict a Container's Access to Resources with AppArmor": the runtime's own profile holds where nothing
is written; the field ``appArmorProfile`` exists since 1.30, before it was an annotation for each container, which
clusters still take. API reference, ``VolumeMount`` v1: ``readOnly`` false; ``Volume``: an emptyDir where no kind is
written; ``SecurityContext``: ``procMount`` Default.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.workload.settings import Pod, listed, section

Words = tuple[str | Unknown, ...] | Unknown
Blocks = tuple[Block, ...] | Unknown

_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_APPARMOR_ON = ("runtime/default", "localhost/")
_SELINUX_TYPES = ("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t")
_SETTINGS = "securityContext"
_NO_PATH = Unknown("no path is written")


def apparmor_off(pod: Pod, containers: Blocks) -> bool | Unknown:
    """Whether some container runs without AppArmor."""
    if isinstance(containers, Unknown):
        return containers
    sections = (pod.security, *(section(block, _SETTINGS) for block in containers))
    answers: list[bool | Unknown] = [_is_unconfined(each.text("appArmorProfile.type")) for each in sections]
    notes = pod.annotations
    if isinstance(notes, Unknown):
        return any_true(*answers, notes)
    written = (value for name, value in notes.items() if str(name).startswith(_APPARMOR))
    return any_true(*answers, *(_is_off(value) for value in written))


def _is_unconfined(profile: str | None | Unknown) -> bool | Unknown:
    return profile if isinstance(profile, Unknown) else profile not in (None, "RuntimeDefault", "Localhost")


def _is_off(note: Any) -> bool | Unknown:
    return note if isinstance(note, Unknown) else bool(note) and not str(note).startswith(_APPARMOR_ON)


def selinux_changed(pod: Pod, containers: Blocks) -> bool | Unknown:
    """Whether the pod or a container asks for another SELinux user, role or type."""
    if isinstance(containers, Unknown):
        return containers
    sections = (pod.security, *(section(block, _SETTINGS) for block in containers))
    return any_true(*(answer for each in sections for answer in _changes(each)))


def _changes(security: Block) -> tuple[bool | Unknown, ...]:
    user, role = security.has("seLinuxOptions.user"), security.has("seLinuxOptions.role")
    form = security.text("seLinuxOptions.type", "")
    return (user, role, form if isinstance(form, Unknown) else (form or "") not in _SELINUX_TYPES)


def kernel_settings(pod: Pod) -> Words:
    """Names of the kernel settings that the pod changes."""
    return _texts(listed(pod.security, "sysctls"), "name")


def _texts(blocks: Blocks, path: str) -> Words:
    if isinstance(blocks, Unknown):
        return blocks
    return tuple(block.text(path) or Unknown(f"no {path} is written") for block in blocks)


def volume_types(spec: Block) -> Words:
    """What the volumes are, each kind once."""
    volumes = listed(spec, "volumes")
    if isinstance(volumes, Unknown):
        return volumes
    return tuple(dict.fromkeys(kind for volume in volumes for kind in _kinds(volume)))


def _kinds(volume: Block) -> tuple[str | Unknown, ...]:
    if isinstance(volume.values, Unknown):
        return (volume.values,)
    found = tuple(str(name) for name, value in volume.values.items() if name != "name" and value is not None)
    return found or ("emptyDir",)


def host_paths(spec: Block) -> Words:
    """Folders and files of the host among the volumes."""
    volumes = listed(spec, "volumes")
    return volumes if isinstance(volumes, Unknown) else tuple(path for _, path in _of_host(volumes))


def _of_host(volumes: tuple[Block, ...]) -> list[tuple[str | None | Unknown, str | Unknown]]:
    """Names and paths of the volumes that are of the host."""
    return [(v.text("name"), v.text("hostPath.path", _NO_PATH) or _NO_PATH) for v in volumes if _is_of_host(v)]


def _is_of_host(volume: Block) -> bool:
    return volume.get("hostPath") is not None


def writable_host_paths(spec: Block, containers: Blocks) -> Words:
    """Folders and files of the host that a container mounts to write to."""
    volumes = listed(spec, "volumes")
    if isinstance(volumes, Unknown):
        return volumes
    hosts = _of_host(volumes)
    if not hosts or isinstance(containers, Unknown):
        return containers if isinstance(containers, Unknown) else ()
    mounts = _mounts(containers)
    if isinstance(mounts, Unknown):
        return mounts
    answers = [(path, any_true(*(_writes(mount, name) for mount in mounts))) for name, path in hosts]
    writable = tuple(path for path, answer in answers if answer is True)
    return writable or next((answer for _, answer in answers if isinstance(answer, Unknown)), ())


def _mounts(containers: tuple[Block, ...]) -> Blocks:
    mounts: list[Block] = []
    for container in containers:
        found = listed(container, "volumeMounts")
        if isinstance(found, Unknown):
            return found
        mounts += found
    return tuple(mounts)


def _writes(mount: Block, volume: str | None | Unknown) -> bool | Unknown:
    name, read_only = mount.text("name"), mount.flag("readOnly", False)
    for part in (name, volume):
        if isinstance(part, Unknown):
            return part if read_only is not True else False
    if name != volume:
        return False
    return read_only if isinstance(read_only, Unknown) else not read_only
