"""Security groups of databases and warehouses outside a VPC, which hold ranges of client addresses.

``aws_db_security_group`` and ``aws_redshift_security_group`` (Terraform registry, provider aws before 5) have blocks
``ingress`` with ``cidr`` or the name of a security group; one without a block lets nobody in.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import AddressRule
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.access import EVERYWHERE
from pcicheck.providers.base import resource

_NO_CLOUD = Inapplicable("it has no rule for the whole cloud")


def address_group(document: Document) -> Iterator[Resource]:
    """A group and the addresses that it lets in."""
    facts = AddressRule(everyone=_everyone(document), whole_cloud=_NO_CLOUD)
    yield resource(document, facts, names=(document.text("arn"), document.text("id"), document.text("name")))


def _everyone(document: Document) -> bool | Unknown:
    blocks = document.blocks("ingress")
    if isinstance(blocks, Unknown):
        return blocks
    ranges = (block.text("cidr") for block in blocks)
    return any_true(*(cidr if isinstance(cidr, Unknown) else cidr in EVERYWHERE for cidr in ranges if cidr))
