"""Mail records of Azure DNS, declared columns of Data Factory, and redirections of Azure Virtual Desktop.

Terraform registry, hashicorp/azurerm: ``azurerm_dns_txt_record.record.value``,
``azurerm_data_factory_dataset_*.schema_column``, ``azurerm_virtual_desktop_host_pool.custom_rdp_properties``
(``name:type:value`` with semicolons between). What a host pool does without a property changed for pools that were made
since 2025 (Azure Virtual Desktop, "Supported RDP properties"), so it is not known. ``azurerm_bastion_host``:
``copy_paste_enabled`` is true and ``file_copy_enabled`` false unless written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import DataSchema, RemoteDesktop
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.mail import mail_domain
from pcicheck.providers.schemas import named

_LEFT_OPEN = Unknown("the property is not written, and Azure's default has changed over time")
_NO_DISK = Inapplicable("its machines have disks that are things of their own")
_NO_PRINTING = Inapplicable("a bastion does not print on the user's device")


def record(document: Document) -> Iterator[Resource]:
    """A TXT record that speaks of mail; other records are no such thing."""
    blocks = document.blocks("record")
    texts = blocks if isinstance(blocks, Unknown) else tuple(block.text("value", "") or "" for block in blocks)
    for number, facts in enumerate(mail_domain(document.text("name"), texts)):
        yield resource(document, facts, part=str(number) if number else "", labels=tags_of(document))


def dataset(document: Document) -> Iterator[Resource]:
    """A dataset of Data Factory."""
    columns = document.blocks("schema_column")
    if isinstance(columns, Unknown):
        yield resource(document, DataSchema(fields=columns))
        return
    yield resource(document, DataSchema(fields=named(columns) or Unknown("no columns are written")))


def host_pool(document: Document) -> Iterator[Resource]:
    """A pool of desktops of Azure Virtual Desktop."""
    text = document.text("custom_rdp_properties", "")
    known = {} if isinstance(text, Unknown) or text is None else _properties(text)
    unset = text if isinstance(text, Unknown) else _LEFT_OPEN
    devices = [known.get(name) for name in ("drivestoredirect", "usbdevicestoredirect")]
    facts = RemoteDesktop(
        clipboard_out=_on(known.get("redirectclipboard"), unset),
        files_out=any_true(*(_on(value, unset) for value in devices)),
        printing=_on(known.get("redirectprinters"), unset),
        root_volume_encrypted=_NO_DISK,
        user_volume_encrypted=_NO_DISK,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def bastion_sessions(document: Document) -> Resource:
    """What can be taken out of the sessions of a bastion."""
    facts = RemoteDesktop(
        clipboard_out=document.flag("copy_paste_enabled", True),
        files_out=document.flag("file_copy_enabled", False),
        printing=_NO_PRINTING,
        root_volume_encrypted=_NO_DISK,
        user_volume_encrypted=_NO_DISK,
    )
    return resource(document, facts, part="sessions", labels=tags_of(document))


def _properties(text: str) -> dict[str, str]:
    parts = (part.strip().split(":", 2) for part in text.lower().split(";"))
    return {part[0]: part[2] for part in parts if len(part) == 3}


def _on(value: str | None, unset: Unknown) -> bool | Unknown:
    return unset if value is None else value not in ("0", "")
