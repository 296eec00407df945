"""Data sources whose values follow from the configuration alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pcicheck.sources.terraform.hcl.functions.files import render

if TYPE_CHECKING:
    from pcicheck.sources.terraform.hcl.resource import ResourceInstance
    from pcicheck.sources.terraform.hcl.scope import Scope

_PARTITIONS = {"cn-": ("aws-cn", "amazonaws.com.cn"), "us-gov-": ("aws-us-gov", "amazonaws.com")}


def known_attribute(resource: ResourceInstance, name: str, scope: Scope) -> Any:
    """The value of an attribute that is not written but follows; ``None`` where it does not."""
    from pcicheck.sources.terraform.hcl.providers import region  # which evaluates blocks itself

    kind = resource.block.labels[0] if resource.block.type == "data" else ""
    if kind == "aws_partition":
        where = region(resource.instance, resource.block) or ""
        found = next((v for p, v in _PARTITIONS.items() if where.startswith(p)), ("aws", "amazonaws.com"))
        return {"partition": found[0], "dns_suffix": found[1]}.get(name)
    if kind == "aws_region" and name in ("name", "region", "id"):
        return region(resource.instance, resource.block)
    if kind == "template_file" and name == "rendered":
        template, variables = resource.attribute("template"), resource.attribute("vars")
        if isinstance(template, str):
            return render(scope, template, variables if isinstance(variables, dict) else {})
    return None
