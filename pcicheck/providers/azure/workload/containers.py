"""Container registries, container groups and container apps.

Defaults, Terraform registry, hashicorp/azurerm 3 and 4: ``azurerm_container_registry`` has ``admin_enabled`` and
``anonymous_pull_enabled`` false, ``public_network_access_enabled`` true, ``trust_policy_enabled`` (once
``trust_policy``), ``quarantine_policy_enabled`` and ``data_endpoint_enabled`` false and Microsoft's key; Defender scans
registries of the tiers Standard and Premium and not those of Basic (policy CKV_AZURE_163 and Microsoft Learn,
"Registry service tiers", content trust and private networks likewise). ``azurerm_container_group.ip_address_type`` is
Public; ``environment_variables`` are shown to everyone who may look at it, ``secure_environment_variables`` are not.
``azurerm_container_app.ingress.external_enabled`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import Container, ContainerService, ContainerWorkload, Registry
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.cmk import vault_encryption
from pcicheck.providers.azure.workload.common import has_identity, made
from pcicheck.providers.plain_secrets import in_variables
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only

_NO_TIER = Unknown("no tier is stated")
_IMAGE_DECIDES = Unknown("the image decides which user it runs as")
_PLATFORM = Inapplicable("the platform decides it for all containers alike")
_NOT_A_GROUP = "a container group has no such setting"
_NOT_AN_APP = "a container app has no such setting"
_NOT_A_REGISTRY = "Azure settles it outside the registry, or has no such setting"
_NO_INGRESS = Inapplicable("it takes no calls")


def registry(document: Document) -> Iterator[Resource]:
    """A container registry."""
    basic = is_one_of(document, "sku", _NO_TIER, "basic")
    open_tier = any_true(is_one_of(document, "sku", _NO_TIER, "standard", "premium"))
    anonymous = document.flag("anonymous_pull_enabled", False)
    facts = only(
        Registry,
        _NOT_A_REGISTRY,
        encryption=vault_encryption(document, "encryption.key_vault_key_id"),
        shared_admin=document.flag("admin_enabled", False),
        anonymous_pull=anonymous if open_tier is not False else False,
        public_access=document.flag("public_network_access_enabled", True),
        trusts_signatures=first_flag(document, "trust_policy_enabled", "trust_policy.enabled"),
        quarantine=document.flag("quarantine_policy_enabled", False),
        scannable=negated(basic) if document.get("sku") is not None else False,
        own_data_address=document.flag("data_endpoint_enabled", False),
    )
    yield from made(document, facts)


def container_group(document: Document) -> Iterator[Resource]:
    """A group of containers that run together in Container Instances."""
    service = only(
        ContainerService,
        _NOT_A_GROUP,
        public_address=is_one_of(document, "ip_address_type", "public", "public"),
    )
    yield from made(document, service)
    containers: list[Container | Unknown] = []
    answers: list[bool | Unknown] = []
    logged = is_set(document, "diagnostics.log_analytics")
    for path in ("container", "init_container"):
        blocks = document.blocks(path)
        if isinstance(blocks, Unknown):
            containers.append(blocks)
            answers.append(blocks)
            continue
        containers += [_group_container(block, logged) for block in blocks]
        answers += [block.has("environment_variables") for block in blocks]
    workload = only(
        ContainerWorkload,
        _NOT_A_GROUP,
        containers=tuple(containers),
        plain_variables=any_true(*answers),
        private_network=any_true(is_set(document, "subnet_ids"), is_set(document, "network_profile_id")),
        own_identity=has_identity(document),
    )
    yield from made(document, workload, "containers")


def container_app(document: Document) -> Iterator[Resource]:
    """A container app."""
    ingress = document.block("ingress")
    internal: Fact[bool] = _NO_INGRESS
    if ingress is not None:
        internal = negated(ingress if isinstance(ingress, Unknown) else ingress.flag("external_enabled", False))
    yield from made(document, only(ContainerService, _NOT_AN_APP, internal_only=internal))
    yield from made(document, _app_workload(document), "containers")


def container_job(document: Document) -> Iterator[Resource]:
    """A job that runs container apps' containers."""
    yield from made(document, _app_workload(document))


def _app_workload(document: Document) -> ContainerWorkload:
    containers: list[Container | Unknown] = []
    for path in ("template.container", "template.init_container"):
        blocks = document.blocks(path)
        containers += [blocks] if isinstance(blocks, Unknown) else [_app_container(block) for block in blocks]
    return only(ContainerWorkload, _NOT_AN_APP, containers=tuple(containers), own_identity=has_identity(document))


def _group_container(block: Block, logged: bool | Unknown) -> Container | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    return Container(
        name=block.text("name"),
        privileged=block.flag("security.privilege_enabled", False),
        read_only_root=_PLATFORM,
        root=_IMAGE_DECIDES,
        logged=logged,
        plain_secrets=in_variables(block.get("environment_variables")),
    )


def _app_container(block: Block) -> Container | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    variables = block.blocks("env")
    values: Any = variables
    if not isinstance(variables, Unknown):
        names = [variable.text("name") for variable in variables]
        unknown = next((name for name in names if isinstance(name, Unknown)), None)
        values = unknown or {str(name): variable.get("value") for name, variable in zip(names, variables, strict=True)}
    return Container(
        name=block.text("name"),
        privileged=_PLATFORM,
        read_only_root=_PLATFORM,
        root=_PLATFORM,
        logged=_PLATFORM,
        plain_secrets=in_variables(values),
    )
