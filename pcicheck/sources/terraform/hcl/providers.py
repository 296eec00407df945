"""What a provider block says of the resources that use it: region and default tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from pcicheck.sources.terraform.hcl.resource import evaluated
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block

if TYPE_CHECKING:
    from pcicheck.sources.terraform.hcl.instance import ModuleInstance


def region(instance: ModuleInstance, block: Block) -> str | None:
    """The region of the provider that a resource uses; ``None`` where the configuration does not tell."""
    value = _setting(instance, block, "region")
    return value if isinstance(value, str) else None


def default_tags(instance: ModuleInstance, block: Block) -> dict[str, Any]:
    """The tags that the AWS provider gives everything."""
    found = _provider(instance, _provider_name(block))
    if found is None:
        return {}
    owner, provider = found
    for inner in provider.of("default_tags"):
        tags = evaluated(inner.attributes["tags"], owner.scope()) if "tags" in inner.attributes else None
        return tags if isinstance(tags, dict) else {}
    return {}


LABELLED = frozenset(
    f"google_{name}"
    for name in (
        *("artifact_registry_repository", "bigquery_dataset", "bigquery_table", "bigtable_instance"),
        *("cloud_run_v2_job", "cloud_run_v2_service", "cloudfunctions_function", "cloudfunctions2_function"),
        *("compute_disk", "compute_image", "compute_instance", "compute_instance_template", "compute_snapshot"),
        *(
            "dataproc_cluster",
            "filestore_instance",
            "kms_crypto_key",
            "memcache_instance",
            "project",
            "pubsub_subscription",
        ),
        *("pubsub_topic", "redis_instance", "secret_manager_secret", "spanner_instance", "storage_bucket"),
    )
)
"""Types of Google whose ``labels`` the provider's ``default_labels`` are laid under (provider reference, 5.16)."""


def default_labels(instance: ModuleInstance, block: Block) -> dict[str, Any]:
    """The labels that the Google provider gives everything that has labels."""
    labels = _setting(instance, block, "default_labels")
    return labels if isinstance(labels, dict) else {}


def _setting(instance: ModuleInstance, block: Block, name: str) -> Any:
    found = _provider(instance, _provider_name(block))
    if found is None or name not in found[1].attributes:
        return None
    return evaluated(found[1].attributes[name], found[0].scope())


def _provider_name(block: Block) -> str:
    """``aws`` or ``aws.west``."""
    written = block.attributes.get("provider")
    return _words(written) if written else block.labels[0].partition("_")[0]


def _provider(instance: ModuleInstance, name: str) -> tuple[ModuleInstance, Block] | None:
    """The provider block of a name, in the instance or in what called it."""
    kind, _, alias = name.partition(".")
    for block in instance.module.providers:
        written = block.attributes.get("alias")
        own = evaluated(written, instance.scope()) if written else ""
        if block.labels == (kind,) and own == alias:
            return instance, block
    if instance.parent is None:
        return None
    return _provider(instance.parent, _passed(instance.call, name))


def _passed(call: Block | None, name: str) -> str:
    """The name that a provider has in the calling module."""
    written = call.attributes.get("providers") if call else None
    syntax = written.syntax if written else None
    if isinstance(syntax, dict):
        return str(syntax.get(name, name)).strip("${}")
    if isinstance(syntax, Node):
        for line in (syntax.text or b"").decode().strip("{} \n").replace(",", "\n").splitlines():
            inner, _, outer = line.partition("=")
            if inner.strip() == name and outer.strip():
                return outer.strip()
    return name


def _words(written: Attribute) -> str:
    syntax = written.syntax
    text = syntax if isinstance(syntax, str) else (syntax.text or b"").decode()
    return text.strip('"')
