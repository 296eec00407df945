"""Envoy: bootstrap files, files of the discovery services, single typed resources and what ``/config_dump`` prints.

Envoy's API reference, v3: ``config.bootstrap.v3.Bootstrap``, ``admin.v3.ConfigDump`` (which it writes the running
configuration as), "xDS configuration API overview" (files with ``resources``). The v2 API ended with release 1.18.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.envoy.dump import Found as Item
from pcicheck.sources.platform.systems.envoy.dump import found_in
from pcicheck.sources.platform.systems.envoy.places import Places
from pcicheck.sources.platform.systems.envoy.shape import Shaped, shaped
from pcicheck.sources.platform.systems.registry import Found

_SHOWN = 3


def read(document: Parsed, file: File) -> Found:
    """The listeners, clusters, routes, secrets and the administration address of one document."""
    try:
        shape = shaped(document.values)
    except RecursionError:
        yield Trouble("nested too deeply to be read", document.line)
        return
    places = Places(document, file)
    yield from _outdated(shape, document)
    names: dict[str, int] = {}
    for item in found_in(shape.values):
        if isinstance(item, str):
            yield Trouble(item, document.line)
        else:
            yield _part(item, file, places, names)


def _part(item: Item, file: File, places: Places, names: dict[str, int]) -> Part:
    """One object, under a name that no other of the file has."""
    what = item.type.partition(":")[2]
    name = what if item.name is None else f"{what}/{item.name}"
    names[name] = names.get(name, 0) + 1
    address = file.address(name if names[name] == 1 else f"{name}~{names[name]}")
    line, end_line, lines = places.of(item.path)
    return Part(item.type, address, item.values, line, end_line, lines)


def _outdated(shape: Shaped, document: Parsed) -> Iterator[Trouble]:
    """What no Envoy since 1.18 loads, in one sentence for each kind of it."""
    if shape.old_types:
        yield Trouble(
            f"it is written for the v2 API ({_some(shape.old_types)}), which Envoy has not loaded since 1.18; "
            "rewrite it for v3 and scan again",
            document.line,
        )
    if shape.old_fields:
        yield Trouble(
            f"{_some(shape.old_fields)} is of the v2 API, which Envoy has not loaded since 1.18; "
            "write transport_socket and typed_config with an '@type' of v3 instead",
            document.line,
        )


def _some(names: dict[str, Any]) -> str:
    shown = list(names)[:_SHOWN]
    return ", ".join(shown) + (" …" if len(names) > _SHOWN else "")
