"""Containers of pods.

Defaults, Kubernetes API reference, ``Container`` and ``SecurityContext`` v1: ``privileged`` and
``readOnlyRootFilesystem`` false; ``allowPrivilegeEscalation`` true, and always so for privileged containers and those
with CAP_SYS_ADMIN; capabilities those of the container runtime; ``seccompProfile`` of the pod, else the node's, which is
Unconfined unless the kubelet says otherwise ("Restrict a Container's Syscalls with seccomp"). What a container sets
goes before what its pod sets.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.kinds.workload import Container
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.workload.images import Image
from pcicheck.providers.plain_secrets import in_variables

Words = tuple[str | Unknown, ...] | Unknown

_WINDOWS = Inapplicable("Windows containers have no such setting")
_SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
_SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"


class Pod:
    """What the pod says for all its containers."""

    def __init__(self, spec: Block, annotations: dict[str, Any] | Unknown) -> None:
        self.spec = spec
        self.annotations = annotations
        self.windows = spec.text("os.name") == "windows"


def container(block: Block, pod: Pod) -> Container | Unknown:
    """One container."""
    if isinstance(block.values, Unknown):
        return block.values
    added, dropped = _capabilities(block, "add"), _capabilities(block, "drop")
    privileged = block.flag("securityContext.privileged", False)
    image = Image(block)
    facts: dict[str, Fact[Any]] = {
        "read_only_root": block.flag("securityContext.readOnlyRootFilesystem", False),
        "root": _root(block, pod),
        "escalates": _escalates(block, privileged, added),
        "added_capabilities": added,
        "dropped_capabilities": dropped,
        "calls_filtered": _calls_filtered(block, pod),
    }
    return Container(
        name=block.text("name"),
        privileged=privileged,
        root_refused=_root_refused(block, pod),
        hardened=is_hardened(block),
        plain_secrets=_plain_secrets(block),
        secret_variables=_secret_variables(block),
        host_ports=_host_ports(block),
        image_tag_fixed=image.has_fixed_tag(),
        image_digest=image.by_digest(),
        image_checked=image.is_fetched_always(block.text("imagePullPolicy")),
        runs_given_commands=_has_variable(block, "GITSYNC_GIT"),
        **(dict.fromkeys(facts, _WINDOWS) if pod.windows else facts),
    )


def is_hardened(block: Block) -> bool | Unknown:
    """Whether a container or pod has security settings of its own; a block in which nothing is written is none."""
    written = block.get("securityContext")
    return written if isinstance(written, Unknown) else bool(written)


def _inherited(block: Block, pod: Pod, path: str) -> Any:
    value = block.get(f"securityContext.{path}")
    return pod.spec.get(f"securityContext.{path}") if value is None else value


def _user(block: Block, pod: Pod) -> float | None | Unknown:
    return Block({"user": _inherited(block, pod, "runAsUser")}).number("user")


def _root(block: Block, pod: Pod) -> bool | Unknown:
    user = _user(block, pod)
    if user is not None:
        return user if isinstance(user, Unknown) else user == 0
    non_root = Block({"flag": _inherited(block, pod, "runAsNonRoot")}).flag("flag", False)
    if isinstance(non_root, Unknown):
        return non_root
    return False if non_root else Unknown("no user is written, so the image decides")


def _root_refused(block: Block, pod: Pod) -> Fact[bool]:
    if pod.windows:
        name = _inherited(block, pod, "windowsOptions.runAsUserName")
        return name if isinstance(name, Unknown) else name is not None and "Administrator" not in str(name)
    root = _root(block, pod)
    return root if isinstance(root, Unknown) and _user(block, pod) is not None else root is False


def _escalates(block: Block, privileged: Fact[bool], added: Words) -> bool | Unknown:
    admin = added if isinstance(added, Unknown) else "SYS_ADMIN" in added or "ALL" in added
    return any_true(block.flag("securityContext.allowPrivilegeEscalation", True), privileged, admin)


def _capabilities(block: Block, name: str) -> Words:
    written = block.texts(f"securityContext.capabilities.{name}")
    if isinstance(written, Unknown):
        return written
    return tuple(word if isinstance(word, Unknown) else word.upper().removeprefix("CAP_") for word in written)


def _calls_filtered(block: Block, pod: Pod) -> bool | Unknown:
    profile = _inherited(block, pod, "seccompProfile.type")
    if profile is None and isinstance(pod.annotations, dict):
        own = pod.annotations.get(f"{_SECCOMP_CONTAINER}{block.text('name')}")
        profile = own if own is not None else pod.annotations.get(_SECCOMP_POD)
    if profile is None:
        return pod.annotations if isinstance(pod.annotations, Unknown) else False
    return profile if isinstance(profile, Unknown) else str(profile).lower() != "unconfined"


def _variables(block: Block) -> tuple[Block, ...] | Unknown:
    return block.blocks("env")


def _plain_secrets(block: Block) -> tuple[str, ...] | Unknown:
    variables = _variables(block)
    if isinstance(variables, Unknown):
        return variables
    named = {str(variable.text("name")): variable.get("value") for variable in variables}
    found = in_variables(named)
    unseen = next((v.values for v in variables if isinstance(v.values, Unknown)), None)
    return unseen if unseen is not None and not found else found


def _secret_variables(block: Block) -> bool | Unknown:
    answers: list[bool | Unknown] = []
    for path, reference in (("env", "valueFrom.secretKeyRef"), ("envFrom", "secretRef")):
        blocks = block.blocks(path)
        if isinstance(blocks, Unknown):
            answers.append(blocks)
        else:
            answers += [_present(item.get(reference)) for item in blocks]
    return any_true(*answers)


def _present(value: Any) -> bool | Unknown:
    return value if isinstance(value, Unknown) else value is not None


def _has_variable(block: Block, name: str) -> bool | Unknown:
    variables = _variables(block)
    if isinstance(variables, Unknown):
        return variables
    names = [variable.text("name") for variable in variables]
    return any_true(*(found if isinstance(found, Unknown) else found == name for found in names))


def _host_ports(block: Block) -> tuple[int | Unknown, ...] | Unknown:
    ports = block.blocks("ports")
    if isinstance(ports, Unknown):
        return ports
    numbers = [port.number("hostPort") for port in ports]
    return tuple(n if isinstance(n, Unknown) else int(n) for n in numbers if n)
