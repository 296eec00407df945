"""``azapi_resource`` of Terraform: any resource of Azure, written as Resource Manager has it.

Source: Terraform registry, Azure/azapi, ``azapi_resource``: ``type`` is ``Microsoft.X/y@version``; ``body`` is an
object, or JSON text before version 2; ``sensitive_body`` is laid over it and kept nowhere; ``name``, ``parent_id``,
``location``, ``tags`` and ``identity`` stand beside it. ``azapi_update_resource`` changes what is written elsewhere
or nowhere in Terraform, and is not read.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.origin import Gap
from pcicheck.model.value import Unknown
from pcicheck.sources.shapes import Values, unstate

RESOURCE = "azapi_resource"
UPDATE = "azapi_update_resource"
_BESIDE = ("name", "location", "tags", "identity")
BODY = "body"
MAY_BE_INSIDE = frozenset({"azurerm_redis_enterprise_database"})
"""Types whose things are parts of others where their parent is of a certain type."""
_WRITE_ONLY = Unknown("it stands in the sensitive body, which is kept nowhere")
_SECRETS = ("administrator_login_password", "administrator_password", "value")
_REFERENCE = re.compile(r"\$\{((?:module\.[^{}]+?\.)?(?:data\.)?[a-z]\w*_\w+\.[\w-]+(?:\[[^\]{}]*\])?)[.\w-]*\}")
"""A resource in place of what will come from it."""
_NO_TYPE = Unknown("its type is not known")
_NO_OBJECT = Unknown("its body is not an object")


class Written(Struct, frozen=True):
    """What stands in a resource block, under the type whose adapter reads it."""

    type: str
    values: Values | Unknown
    parents: tuple[str, ...] | None = None
    """Attributes that come from ``parent_id``; ``None`` where nothing was translated."""
    owner: str = ""
    """The type that must be wanted, where it is not ``type``."""

    def source_of(self, path: str) -> str:
        """The attribute of the block that a path was taken from."""
        head = path.partition(".")[0]
        if self.parents is None or head in _BESIDE:
            return path
        return "parent_id" if head in self.parents else BODY


def written(native_type: str, values: Values | Unknown) -> Written:
    """The values of a resource block in the form that adapters read: ``azurerm``'s, for what ``azapi`` writes."""
    if native_type != RESOURCE:
        return Written(native_type, values, owner=native_type)
    kind = values.get("type") if isinstance(values, dict) else _NO_TYPE
    if not isinstance(values, dict) or not isinstance(kind, str):
        return _untold(f"{RESOURCE} of a type that is not known yet")
    from pcicheck.sources.azure.shapes import native  # most plans write nothing with azapi and need no tables

    arm_type, _, version = kind.partition("@")
    found = native(arm_type, version, _resource(values), values.get("parent_id"))
    if isinstance(found, str):
        return _untold(f"{RESOURCE} of {arm_type}" + (f" ({found})" if found else ""))
    for name in _SECRETS:
        if found.values.get(name) is _WRITE_ONLY:
            found.values[f"{name}_wo"] = found.values.pop(name)
    return Written(found.type, found.values, found.parents, found.owner)


def joined(documents: list[Document]) -> tuple[list[Document], list[Gap]]:
    """Documents without those that are only parts of others, and what could not be put where it belongs."""
    if not any("/" in document.type or document.type in MAY_BE_INSIDE for document in documents):
        return documents, []
    from pcicheck.sources.azure.parts import join  # as above

    return join(documents)


def _untold(what: str) -> Written:
    return Written(what, _NO_TYPE, owner=what)


def _resource(values: Values) -> Values:
    """The resource as ARM has it: its body, and what stands beside the body."""
    body = _body(values)
    beside = {name: values[name] for name in (*_BESIDE, "id") if values.get(name) not in (None, [], {})}
    if isinstance(body, Unknown):
        return {**beside, "kind": Unknown(body.reason), "properties": Unknown(body.reason)}
    return {**body, **beside}


def _body(values: Values) -> Values | Unknown:
    written_body = values.get(BODY)
    if isinstance(written_body, dict) and written_body.keys() == {"type", "value"}:
        written_body = written_body["value"]  # as a raw state keeps values of any type
    if isinstance(written_body, Unknown) and written_body.draft:
        body = _decoded(written_body)
    else:
        body = Block({BODY: written_body}).json(BODY)
    if body is None:
        body = {}
    if isinstance(body, Unknown) or not isinstance(body, dict):
        return body if isinstance(body, Unknown) else _NO_OBJECT
    hidden = Block({BODY: values.get("sensitive_body")}).json(BODY)
    if hidden is not None:
        body = _laid_over(body, hidden)
    versions = values.get("sensitive_body_version")  # of a body that a plan does not show, it still names the parts
    if isinstance(versions, dict) and isinstance(body, dict):
        body = copy.deepcopy(body)
        unstate(body, versions, _WRITE_ONLY)
    return body if isinstance(body, dict) else _WRITE_ONLY


def _decoded(text: Unknown) -> Any:
    """JSON that is known in part: its texts with something open are unknown, with what they refer to."""
    try:
        return _opened(json.loads(text.draft), text.reason)
    except (ValueError, RecursionError):
        return Unknown(text.reason)


def _opened(value: Any, why: str) -> Any:
    if isinstance(value, str) and "${" in value:
        refers = tuple(dict.fromkeys(_REFERENCE.findall(value)))
        return Unknown(why, refers if len(refers) == 1 else (), value)
    if isinstance(value, list):
        return [_opened(item, why) for item in value]
    if isinstance(value, dict):
        return {name: _opened(item, why) for name, item in value.items()}
    return value


def _laid_over(body: Any, hidden: Any) -> Any:
    """A body with what the sensitive body adds, of which only the names are kept."""
    if not isinstance(hidden, dict):
        return _WRITE_ONLY
    known = body if isinstance(body, dict) else {}
    return {**known, **{name: _laid_over(known.get(name), value) for name, value in hidden.items()}}


def holds_unknown(values: Any, path: str) -> bool:
    """Whether what is written just at ``path`` is not known, or a list in which something is not."""
    for step in path.split("."):
        if isinstance(values, list) and values:
            values = values[0]
        if not isinstance(values, dict) or step not in values:
            return False
        values = values[step]
    return any(isinstance(item, Unknown) for item in (values if isinstance(values, list) else [values]))
