"""Containers of pods: their settings, variables, ports and images."""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.kinds.containers import Container
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.workload.images import Image
from pcicheck.providers.kubernetes.workload.settings import Pod, Settings
from pcicheck.providers.plain_secrets import in_variables

Variables = tuple[Block, ...] | Unknown

_WINDOWS = Inapplicable("Windows containers have no such setting")


def container(block: Block, pod: Pod) -> Container | Unknown:
    """One container."""
    if isinstance(block.values, Unknown):
        return block.values
    settings, image, variables = Settings(block, pod), Image(block), block.blocks("env")
    return Container(
        name=settings.name,
        privileged=settings.privileged(),
        root_refused=settings.root_refused(),
        hardened=settings.hardened(),
        plain_secrets=_plain_secrets(variables),
        secret_variables=_secret_variables(variables, block.blocks("envFrom")),
        host_ports=_host_ports(block),
        image_tag_fixed=image.has_fixed_tag(),
        image_digest=image.by_digest(),
        image_checked=image.is_fetched_always(block.text("imagePullPolicy")),
        runs_given_commands=_has_variable(variables, "GITSYNC_GIT"),
        **_of_linux(settings),
    )


def _of_linux(settings: Settings) -> dict[str, Fact[Any]]:
    """Facts that only containers of Linux have."""
    added = settings.capabilities("add")
    facts: dict[str, Fact[Any]] = {
        "read_only_root": settings.read_only_root(),
        "root": settings.root(),
        "escalates": settings.escalates(added),
        "added_capabilities": added,
        "dropped_capabilities": settings.capabilities("drop"),
        "calls_filtered": settings.calls_filtered(),
    }
    return dict.fromkeys(facts, _WINDOWS) if settings.pod.windows else facts


def _plain_secrets(variables: Variables) -> tuple[str, ...] | Unknown:
    if isinstance(variables, Unknown):
        return variables
    named = {str(variable.text("name")): variable.get("value") for variable in variables}
    found = in_variables(named)
    unseen = next((v.values for v in variables if isinstance(v.values, Unknown)), None)
    return unseen if unseen is not None and not found else found


def _secret_variables(variables: Variables, bundles: Variables) -> bool | Unknown:
    answers: list[bool | Unknown] = []
    for blocks, reference in ((variables, "valueFrom.secretKeyRef"), (bundles, "secretRef")):
        if isinstance(blocks, Unknown):
            answers.append(blocks)
        else:
            answers += [_present(item.get(reference)) for item in blocks]
    return any_true(*answers)


def _present(value: Any) -> bool | Unknown:
    return value if isinstance(value, Unknown) else value is not None


def _has_variable(variables: Variables, name: str) -> bool | Unknown:
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
