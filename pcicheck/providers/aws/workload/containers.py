"""ECS task definitions and Batch jobs: containers written as JSON.

Defaults, Amazon ECS API Reference, "ContainerDefinition" and "TaskDefinition": ``privileged`` and
``readonlyRootFilesystem`` false, ``user`` from the image, no ``logConfiguration`` leaves output with the Docker daemon
of the host, and nowhere on Fargate; ``pidMode`` its own, ``networkMode`` bridge or awsvpc;
``efsVolumeConfiguration.transitEncryption`` disabled. AWS Batch sends output to CloudWatch Logs by itself (AWS Batch
User Guide, "Use the awslogs log driver"). Keys of the JSON are read without regard to case, as the provider does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import Container, ContainerWorkload, NetworkVolume
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import made
from pcicheck.providers.aws.workload.container_connections import connections_of
from pcicheck.providers.plain_secrets import in_variables

Containers = tuple[Container | Unknown, ...] | Unknown

_WINDOWS = Inapplicable("Windows containers have no such setting")
_NO_CHOICE = Inapplicable("App Runner has no such setting")
_IMAGE_DECIDES = Unknown("no user is written, so the image decides")
_NONE = Unknown("no container is described here")
_NOT_JSON = Unknown("the container definitions are not valid JSON")
_SUPERUSER = ("root", "0")


def task_definition(document: Document) -> Iterator[Resource]:
    """An ECS task definition."""
    raw = _listed(_decoded(document.json("container_definitions")))
    facts = ContainerWorkload(
        containers=_containers(raw, windows=_is_windows(document), logged=False),
        host_processes=_is(document, "pid_mode", "host"),
        host_network=_is(document, "network_mode", "host"),
        network_volumes=_network_volumes(document),
        shares_platform_role=_shares_role(document),
    )
    yield from made(document, facts, "family", "arn_without_revision")
    items = [_lower(item) for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []
    told = ((str(item.get("image")), _environment(item.get("environment"))) for item in items)
    yield from connections_of(document, [(image, found) for image, found in told if isinstance(found, dict)])


def batch_job(document: Document) -> Iterator[Resource]:
    """A Batch job definition that is written as container or node properties."""
    raw = _decoded(document.json("container_properties"))
    if raw is None:
        raw = _of_nodes(_decoded(document.json("node_properties")))
    facts = ContainerWorkload(
        containers=_containers([raw] if isinstance(raw, dict) else raw, windows=False, logged=True),
        host_processes=False,
        host_network=Inapplicable("the compute environment decides"),
        network_volumes=Inapplicable("volumes of jobs are not read"),
        shares_platform_role=Inapplicable("roles of jobs are not read"),
    )
    yield from made(document, facts, "name", "arn_prefix")


def app_runner(document: Document) -> Iterator[Resource]:
    """An App Runner service, whose one container AWS runs and logs."""
    source = "source_configuration"
    blocks = (
        f"{source}.image_repository.image_configuration",
        f"{source}.code_repository.code_configuration.code_configuration_values",
    )
    path = next((path for path in blocks if document.has(path) is not False), blocks[0])
    container = Container(
        name="service",
        privileged=False,
        read_only_root=_NO_CHOICE,
        root=_NO_CHOICE,
        logged=True,
        plain_secrets=in_variables(document.get(f"{path}.runtime_environment_variables")),
        added_capabilities=(),
    )
    facts = ContainerWorkload(
        containers=(container,),
        host_processes=False,
        host_network=_NO_CHOICE,
        network_volumes=_NO_CHOICE,
        shares_platform_role=False,
    )
    yield from made(document, facts, "service_name")


def _decoded(text: Any) -> Any:
    return None if isinstance(text, str) and not text.strip() else text


def _listed(raw: Any) -> Any:
    """The containers of a task definition that stands whole where the list of its containers belongs."""
    return _lower(raw).get("containerdefinitions", raw) if isinstance(raw, dict) else raw


def _of_nodes(raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    ranges = _lower(raw).get("noderangeproperties")
    items = ranges if isinstance(ranges, list) else []
    found = [_lower(item).get("container") for item in items if isinstance(item, dict)]
    return [item for item in found if item is not None]


def _containers(raw: Any, *, windows: bool | Unknown, logged: bool) -> Containers:
    if isinstance(raw, Unknown):
        return raw
    if not isinstance(raw, list) or not raw:
        return _NONE
    return tuple(
        _container(Block(_lower(item)), windows, logged) if isinstance(item, dict) else _NOT_JSON for item in raw
    )


def _container(block: Block, windows: bool | Unknown, logged: bool) -> Container:
    driver = block.get("logconfiguration")
    return Container(
        name=block.text("name"),
        privileged=block.flag("privileged", False),
        read_only_root=_WINDOWS if windows is True else _unless(windows, block.flag("readonlyrootfilesystem", False)),
        root=_WINDOWS if windows is True else _is_root(block),
        logged=logged if driver is None else _has_driver(driver),
        plain_secrets=in_variables(_environment(block.get("environment"))),
        added_capabilities=_WINDOWS if windows is True else _added_capabilities(block),
    )


def _added_capabilities(block: Block) -> tuple[str | Unknown, ...] | Unknown:
    """Rights that are asked for; Docker gives none beyond its usual ones by itself."""
    value: Any = block.get("linuxparameters")
    for name in ("capabilities", "add"):
        value = _lower(value).get(name) if isinstance(value, dict) else value
    if isinstance(value, Unknown):
        return value
    added = value if isinstance(value, list) else []
    return tuple(name if isinstance(name, Unknown) else str(name).upper().removeprefix("CAP_") for name in added)


def _unless(windows: bool | Unknown, answer: Fact[bool]) -> Fact[bool]:
    return windows if isinstance(windows, Unknown) else answer


def _is_root(block: Block) -> bool | Unknown:
    user = block.text("user")
    if user is None or isinstance(user, Unknown):
        return user or _IMAGE_DECIDES
    return user.partition(":")[0].strip().lower() in _SUPERUSER


def _has_driver(raw: Any) -> bool | Unknown:
    if not isinstance(raw, dict):
        return raw if isinstance(raw, Unknown) else False
    driver = _lower(raw).get("logdriver")
    return driver if isinstance(driver, Unknown) else driver not in (None, "", "none")


def _environment(raw: Any) -> Any:
    """The variables of a container as a mapping from a list of names and values."""
    if not isinstance(raw, list):
        return raw if isinstance(raw, Unknown) else None
    pairs = [_lower(item) for item in raw if isinstance(item, dict)]
    return {str(pair.get("name")): pair.get("value") for pair in pairs}


def _lower(raw: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in raw.items()}


def _is_windows(document: Document) -> bool | Unknown:
    family = document.text("runtime_platform.operating_system_family", "LINUX")
    return family if isinstance(family, Unknown) else str(family).upper().startswith("WINDOWS")


def _is(document: Document, path: str, wanted: str) -> bool | Unknown:
    value = document.text(path)
    return value if isinstance(value, Unknown) else value == wanted


def _network_volumes(document: Document) -> Fact[tuple[NetworkVolume | Unknown, ...]]:
    volumes = document.blocks("volume")
    if isinstance(volumes, Unknown):
        return volumes
    found: list[NetworkVolume | Unknown] = []
    for volume in volumes:
        efs = volume.block("efs_volume_configuration")
        if isinstance(efs, Unknown):
            found.append(efs)
        elif efs is not None:
            mode = efs.text("transit_encryption", "DISABLED")
            encrypted = mode if isinstance(mode, Unknown) else str(mode).upper() == "ENABLED"
            found.append(NetworkVolume(name=volume.text("name"), encrypted_in_transit=encrypted))
    return tuple(found)


def _shares_role(document: Document) -> bool | Unknown:
    execution, own = document.link("execution_role_arn"), document.link("task_role_arn")
    if execution is None or own is None:
        return False
    unknown = next((link for link in (execution, own) if isinstance(link, Unknown)), None)
    return unknown or execution == own
