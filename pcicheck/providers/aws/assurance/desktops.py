"""What people can take out of streamed desktops and browsers.

AppStream API, ``CreateStack``, ``UserSettings``: "By default, these actions are enabled". Terraform registry,
hashicorp/aws: ``aws_appstream_stack.user_settings`` (``action``, ``permission``) and ``storage_connectors``;
``aws_workspacesweb_user_settings`` (``copy_allowed``, ``download_allowed`` and ``print_allowed`` are required);
``aws_workspaces_workspace`` (``root_volume_encryption_enabled`` and ``user_volume_encryption_enabled`` default false).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import RemoteDesktop
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_NO_DISK = Inapplicable("a streamed session has no disk of the customer's")
_GROUP_POLICY = Unknown("the group policy of the directory decides about redirection")
_PRIVATE_DRIVES = ("GOOGLE_DRIVE", "ONE_DRIVE")


def stack(document: Document) -> Iterator[Resource]:
    """A stack of streamed applications."""
    facts = RemoteDesktop(
        clipboard_out=_allowed(document, "CLIPBOARD_COPY_TO_LOCAL_DEVICE"),
        files_out=any_true(_allowed(document, "FILE_DOWNLOAD"), _private_drives(document)),
        printing=_allowed(document, "PRINTING_TO_LOCAL_DEVICE"),
        root_volume_encrypted=_NO_DISK,
        user_volume_encrypted=_NO_DISK,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("name")))


def browser(document: Document) -> Resource:
    """The browsers of WorkSpaces Secure Browser."""
    facts = RemoteDesktop(
        clipboard_out=_enabled(document, "copy_allowed"),
        files_out=_enabled(document, "download_allowed"),
        printing=_enabled(document, "print_allowed"),
        root_volume_encrypted=_NO_DISK,
        user_volume_encrypted=_NO_DISK,
    )
    return resource(document, facts, part="desktop", labels=tags_of(document))


def workspace(document: Document) -> Iterator[Resource]:
    """A desktop of WorkSpaces. Both volumes are in clear unless it is written otherwise."""
    facts = RemoteDesktop(
        clipboard_out=_GROUP_POLICY,
        files_out=_GROUP_POLICY,
        printing=_GROUP_POLICY,
        root_volume_encrypted=document.flag("root_volume_encryption_enabled", False),
        user_volume_encrypted=document.flag("user_volume_encryption_enabled", False),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def _allowed(document: Document, action: str) -> bool | Unknown:
    settings = document.blocks("user_settings")
    if isinstance(document.values, Unknown) or isinstance(settings, Unknown):
        return document.values if isinstance(document.values, Unknown) else settings  # type: ignore[return-value]
    unsure: Unknown | None = None
    for setting in settings:
        name, permission = setting.text("action"), setting.text("permission")
        if isinstance(name, Unknown):
            unsure = name
        elif name == action:
            return permission if isinstance(permission, Unknown) else permission != "DISABLED"
    return unsure or True


def _private_drives(document: Document) -> bool | Unknown:
    connectors = document.blocks("storage_connectors")
    if isinstance(connectors, Unknown):
        return connectors
    kinds = (connector.text("connector_type") for connector in connectors)
    return any_true(*(kind if isinstance(kind, Unknown) else kind in _PRIVATE_DRIVES for kind in kinds))


def _enabled(document: Document, name: str) -> bool | Unknown:
    value = document.text(name)
    if value is None:
        return Unknown(f"{name} is not written")
    return value if isinstance(value, Unknown) else value.lower() != "disabled"
