"""Containers of pods: their settings, variables, ports and images."""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.kinds.containers import Container
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.workload.images import Image
from pcicheck.providers.kubernetes.workload.settings import Pod, Settings, listed
from pcicheck.providers.plain_secrets import in_variables

Variables = tuple[Block, ...] | Unknown

_FREE_PORTS = 1024
WINDOWS = Inapplicable("Windows containers have no such setting")
"""What is said of settings that only Linux has."""


def container(block: Block, pod: Pod) -> Container | Unknown:
    """One container."""
    if isinstance(block.values, Unknown):
        return block.values
    settings, image, variables = Settings(block, pod), Image(block), listed(block, "env")
    return Container(
        name=settings.name,
        privileged=settings.privileged(),
        root_refused=settings.root_refused(),
        hardened=settings.hardened(),
        plain_secrets=_plain_secrets(variables),
        secret_variables=_secret_variables(variables, listed(block, "envFrom")),
        host_ports=_host_ports(block),
        host_process=settings.host_process(),
        low_ports=_low_ports(block),
        ssh=_listens_for_ssh(block),
        image_tag_fixed=image.has_fixed_tag(),
        image_digest=image.by_digest(),
        image_name=image.name(),
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
        "added_as_written": settings.own.texts("capabilities.add"),
        "dropped_capabilities": settings.capabilities("drop"),
        "calls_filtered": settings.calls_filtered(),
        "calls_open": settings.calls_open(),
        "proc_unmasked": settings.proc_unmasked(),
        "root_named": settings.root_named(),
        "root_group": settings.root_group(),
        "non_root_checked": settings.non_root_checked(),
    }
    return dict.fromkeys(facts, WINDOWS) if settings.pod.windows else facts


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
    return _numbers(block, "hostPort")


def _low_ports(block: Block) -> tuple[int, ...] | Unknown:
    numbers = _numbers(block, "containerPort")
    if isinstance(numbers, Unknown):
        return numbers
    low = tuple(number for number in numbers if not isinstance(number, Unknown) and number < _FREE_PORTS)
    return low or next((number for number in numbers if isinstance(number, Unknown)), ())


def _numbers(block: Block, name: str) -> tuple[int | Unknown, ...] | Unknown:
    """Numbers under a name; one that is not known stands for a port, a port that is not known makes all unknown."""
    ports = listed(block, "ports")
    if isinstance(ports, Unknown):
        return ports
    numbers = [port.number(name) for port in ports if not isinstance(port.values, Unknown)]
    found = tuple(n if isinstance(n, Unknown) else int(n) for n in numbers if n)
    return found or next((port.values for port in ports if isinstance(port.values, Unknown)), ())


def _listens_for_ssh(block: Block) -> bool | Unknown:
    """Whether port 22 of TCP is named, which is the protocol where none is written."""
    ports = listed(block, "ports")
    if isinstance(ports, Unknown):
        return ports
    return any_true(*(all_true(_equals(p.number("containerPort"), 22), _is_tcp(p)) for p in ports))


def _is_tcp(port: Block) -> bool | Unknown:
    protocol = port.text("protocol", "TCP")
    return protocol if isinstance(protocol, Unknown) else str(protocol).upper() == "TCP"


def _equals(value: float | None | Unknown, wanted: int) -> bool | Unknown:
    return value if isinstance(value, Unknown) else value == wanted
