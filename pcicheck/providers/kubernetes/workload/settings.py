"""Security settings of containers, and of the pods whose settings hold for what a container leaves out.

Defaults, Kubernetes API reference, ``SecurityContext`` and ``PodSecurityContext`` v1: ``privileged`` and
``readOnlyRootFilesystem`` false; ``allowPrivilegeEscalation`` true, and always so for privileged containers and those
with CAP_SYS_ADMIN; capabilities those of the container runtime; ``seccompProfile`` of the pod, else the node's, which
is Unconfined unless the kubelet says otherwise ("Restrict a Container's Syscalls with seccomp"); only the types
RuntimeDefault and Localhost filter, and no cluster takes others than these and Unconfined. Clusters before 1.27
take the profile from annotations as well; later ones no longer look at them. Objects of an API that was gone by then
("Deprecated API Migration Guide": extensions/v1beta1, apps/v1beta1 and v1beta2 until 1.15, batch/v1beta1 until 1.24)
are for clusters that do. ``procMount`` is Default,
``windowsOptions.hostProcess`` false. "Configure a Security Context for a Pod or Container": the primary group is root's
(0) where ``runAsGroup`` is left out.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Unknown

Words = tuple[str | Unknown, ...] | Unknown

_SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
_SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
_FILTERED = ("RuntimeDefault", "Localhost")
_FILTERED_NOTES = ("runtime/default", "docker/default", "localhost/")
_OLD_NOTE = Unknown("only an annotation asks for the filter, and clusters from Kubernetes 1.27 on no longer read it")
_OS_LABELS = ("kubernetes.io/os", "beta.kubernetes.io/os")
_ADMINISTRATOR = ("SYS_ADMIN", "ALL")
_IMAGE_DECIDES = Unknown("no user is written, so the image decides")


class Pod:
    """What the pod says for all its containers."""

    def __init__(self, spec: Block, annotations: dict[str, Any] | Unknown, reads_notes: bool = False) -> None:
        self.security = section(spec, "securityContext")
        self.annotations = annotations
        self.reads_notes = reads_notes
        """Whether the cluster must be one that takes seccomp profiles from annotations."""
        self.windows = spec.text("os.name") == "windows" or _picks_windows(spec)


def _picks_windows(spec: Block) -> bool:
    nodes = spec.get("nodeSelector")
    return isinstance(nodes, dict) and any(nodes.get(name) == "windows" for name in _OS_LABELS)


class Settings:
    """The security settings of one container."""

    def __init__(self, container: Block, pod: Pod) -> None:
        self.own = section(container, "securityContext")
        self.pod = pod
        self.name = container.text("name")

    def hardened(self) -> bool | Unknown:
        """Whether any of them is written for the container itself."""
        return is_written(self.own)

    def privileged(self) -> Fact[bool]:
        """Whether it has the rights of the host's administrator."""
        return self.own.flag("privileged", False)

    def read_only_root(self) -> Fact[bool]:
        """Whether it cannot write to its own root file system."""
        return self.own.flag("readOnlyRootFilesystem", False)

    def root(self) -> bool | Unknown:
        """Whether it runs as the superuser."""
        user = self._user()
        if user is not None:
            return user if isinstance(user, Unknown) else user == 0
        refused = self._non_root()
        return refused if isinstance(refused, Unknown) else False if refused else _IMAGE_DECIDES

    def root_refused(self) -> Fact[bool]:
        """Whether it is kept from running as the superuser, whatever its image says."""
        if self.pod.windows:
            name = self._inherited("windowsOptions.runAsUserName")
            return name if isinstance(name, Unknown) else name is not None and "Administrator" not in str(name)
        user = self._user()
        if user is not None:
            return user if isinstance(user, Unknown) else user != 0
        return self._non_root()

    def capabilities(self, name: str) -> Words:
        """Rights under ``add`` or ``drop``, without ``CAP_``."""
        written = self.own.texts(f"capabilities.{name}")
        if isinstance(written, Unknown):
            return written
        return tuple(word if isinstance(word, Unknown) else word.upper().removeprefix("CAP_") for word in written)

    def escalates(self, added: Words) -> bool | Unknown:
        """Whether a program in it can gain rights."""
        words = (added,) if isinstance(added, Unknown) else added
        admin = (word if isinstance(word, Unknown) else word in _ADMINISTRATOR for word in words)
        return any_true(self.own.flag("allowPrivilegeEscalation", True), self.privileged(), *admin)

    def calls_filtered(self) -> bool | Unknown:
        """Whether a profile limits its calls to the kernel."""
        profile = self._inherited("seccompProfile.type")
        if profile is None:
            noted = self._noted_profile()
            filtered = noted if isinstance(noted, Unknown) else str(noted).startswith(_FILTERED_NOTES)
            return _OLD_NOTE if filtered is True and not self.pod.reads_notes else filtered
        return profile if isinstance(profile, Unknown) else str(profile) in _FILTERED

    def calls_open(self) -> bool | Unknown:
        """Whether the filter of calls to the kernel is switched off."""
        profile = self._inherited("seccompProfile.type")
        profile = self._noted_profile() if profile is None else profile
        return profile if isinstance(profile, Unknown) else profile is not None and _is_open(profile)

    def _noted_profile(self) -> Any:
        notes = self.pod.annotations
        if isinstance(notes, Unknown):
            return notes
        own = notes.get(f"{_SECCOMP_CONTAINER}{self.name}")
        return own if own is not None else notes.get(_SECCOMP_POD)

    def proc_unmasked(self) -> bool | Unknown:
        """Whether nothing of ``/proc`` is hidden from it."""
        form = self.own.text("procMount", "Default")
        return form if isinstance(form, Unknown) else form == "Unmasked"

    def host_process(self) -> bool | Unknown:
        """Whether it is a process of a Windows machine itself."""
        return Block({"flag": self._inherited("windowsOptions.hostProcess")}).flag("flag", False) or False

    def root_named(self) -> bool | Unknown:
        """Whether the superuser is named as its user."""
        user = self._user()
        return user if isinstance(user, Unknown) else user == 0

    def root_group(self) -> bool | Unknown:
        """Whether one of its groups is the superuser's, which is so where no group is written."""
        own = Block({"group": self._inherited("runAsGroup")}).number("group", 0)
        return any_true(_is_zero(own), _is_zero(self.pod.security.number("fsGroup")), _holds_zero(self.pod.security))

    def non_root_checked(self) -> bool | Unknown:
        """Whether it is refused where its image wants to be root."""
        return self._non_root()

    def _inherited(self, path: str) -> Any:
        value = self.own.get(path)
        return self.pod.security.get(path) if value is None else value

    def _user(self) -> float | None | Unknown:
        return Block({"user": self._inherited("runAsUser")}).number("user")

    def _non_root(self) -> bool | Unknown:
        return Block({"flag": self._inherited("runAsNonRoot")}).flag("flag", False) or False


def _is_zero(number: float | None | Unknown) -> bool | Unknown:
    return number if isinstance(number, Unknown) else number == 0


def _holds_zero(security: Block) -> bool | Unknown:
    groups = security.get("supplementalGroups")
    if isinstance(groups, list):
        return any_true(*(group if isinstance(group, Unknown) else str(group) == "0" for group in groups))
    return groups if isinstance(groups, Unknown) else False


def _is_open(profile: Any) -> bool:
    return str(profile).lower() == "unconfined"


def section(block: Block, name: str) -> Block:
    """A nested object; one in which nothing is written where there is none."""
    value = block.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return Block({} if value is None else value if isinstance(value, (dict, Unknown)) else _no_object(name))


def listed(block: Block, name: str) -> tuple[Block, ...] | Unknown:
    """A list of nested objects; unknown where something else is written, or one of them is something else."""
    value = block.get(name)
    if value is None or isinstance(value, (dict, Unknown)):
        return block.blocks(name)
    if not isinstance(value, list):
        return Unknown(f"{name} is written as something other than a list")
    return tuple(Block(item if isinstance(item, (dict, Unknown)) else _no_object(name)) for item in value)


def _no_object(name: str) -> Unknown:
    return Unknown(f"{name} holds something other than an object, which no cluster takes")


def is_written(block: Block) -> bool | Unknown:
    """Whether anything stands in an object."""
    return block.values if isinstance(block.values, Unknown) else bool(block.values)
