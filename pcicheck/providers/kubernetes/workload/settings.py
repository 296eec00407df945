"""Security settings of containers, and of the pods whose settings hold for what a container leaves out.

Defaults, Kubernetes API reference, ``SecurityContext`` and ``PodSecurityContext`` v1: ``privileged`` and
``readOnlyRootFilesystem`` false; ``allowPrivilegeEscalation`` true, and always so for privileged containers and those
with CAP_SYS_ADMIN; capabilities those of the container runtime; ``seccompProfile`` of the pod, else the node's, which
is Unconfined unless the kubelet says otherwise ("Restrict a Container's Syscalls with seccomp"). Clusters before 1.19
take the profile from annotations.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Unknown

Words = tuple[str | Unknown, ...] | Unknown

_SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
_SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
_ADMINISTRATOR = ("SYS_ADMIN", "ALL")
_IMAGE_DECIDES = Unknown("no user is written, so the image decides")


class Pod:
    """What the pod says for all its containers."""

    def __init__(self, spec: Block, annotations: dict[str, Any] | Unknown) -> None:
        self.security = section(spec, "securityContext")
        self.annotations = annotations
        self.windows = spec.text("os.name") == "windows"


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
        notes = self.pod.annotations
        if profile is None and isinstance(notes, dict):
            own = notes.get(f"{_SECCOMP_CONTAINER}{self.name}")
            profile = own if own is not None else notes.get(_SECCOMP_POD)
        if profile is None:
            return notes if isinstance(notes, Unknown) else False
        return profile if isinstance(profile, Unknown) else str(profile).lower() != "unconfined"

    def _inherited(self, path: str) -> Any:
        value = self.own.get(path)
        return self.pod.security.get(path) if value is None else value

    def _user(self) -> float | None | Unknown:
        return Block({"user": self._inherited("runAsUser")}).number("user")

    def _non_root(self) -> bool | Unknown:
        return Block({"flag": self._inherited("runAsNonRoot")}).flag("flag", False) or False


def section(block: Block, name: str) -> Block:
    """A nested object; one in which nothing is written where there is none."""
    value = block.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return Block(value if isinstance(value, (dict, Unknown)) else {})


def is_written(block: Block) -> bool | Unknown:
    """Whether anything stands in an object."""
    return block.values if isinstance(block.values, Unknown) else bool(block.values)
