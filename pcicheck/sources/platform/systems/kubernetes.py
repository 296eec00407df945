"""Objects of Kubernetes, as manifests and ``kubectl get`` print them, alone and in lists.

Entries of config maps and secrets whose names are those of files are read as the files that they are. Files of a
cluster's own programs, such as ``KubeletConfiguration``, have the form of objects but no metadata; they are called by
their file.
"""

from __future__ import annotations

import base64
from typing import Any

from pcicheck.model.kubernetes import PRESET_NAMESPACE, native_type
from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found
from pcicheck.yamltext import Span

_FILES = (".conf", ".cfg", ".properties", ".hcl", ".yaml", ".yml", ".json", ".acl", ".rules", ".toml")
_KNOWN_ENTRIES = ("ClusterConfiguration", "kubelet", "kubeconfig", "relay")
"""Entries of the config maps in which kubeadm, and the chart of the OpenTelemetry Collector, keep files."""


def read(document: Parsed, file: File) -> Found:
    """The objects of one document."""
    values = document.values
    if isinstance(values.get("items"), list) and str(values["kind"]).endswith("List"):
        kind = str(values["kind"]).removesuffix("List")
        whole = Span(document.line, document.end_line)
        for place, item in enumerate(values["items"]):
            if isinstance(item, dict):
                at = document.items[place] if place < len(document.items) else whole
                named = {"apiVersion": values["apiVersion"], "kind": kind} | item
                yield from read(Parsed(named, at.line, at.end_line, at.lines), file)
        return
    metadata = values.get("metadata")
    if metadata is not None and not isinstance(metadata, (dict, Unknown)):
        yield Trouble(
            f"the metadata of this {values['kind']} is no mapping, so no cluster would take it", document.line
        )
        return
    address = address_of(values) if metadata is not None else file.address(values["kind"])
    yield Part(
        native_type(values["apiVersion"], values["kind"]),
        address,
        values,
        document.line,
        document.end_line,
        document.lines,
    )
    if values["kind"] == "ConfigMap":
        yield from _entries(values.get("data"), address, document, file)
    elif values["kind"] == "Secret":
        yield from _entries(values.get("stringData"), address, document, file)
        yield from _entries(_decoded(values.get("data")), address, document, file)
    elif values["kind"] == "OpenTelemetryCollector" and isinstance(values.get("spec"), dict):
        yield from _entries({"config.yaml": values["spec"].get("config")}, address, document, file)


def address_of(values: dict[str, Any]) -> str:
    """``Kind/namespace/name``, with ``default`` where the object names no namespace."""
    metadata = values.get("metadata")
    found = metadata if isinstance(metadata, dict) else {}
    namespace, name = found.get("namespace") or PRESET_NAMESPACE, found.get("name") or found.get("generateName")
    return "/".join(str(part) if isinstance(part, (str, int)) else "?" for part in (values["kind"], namespace, name))


def _decoded(data: Any) -> dict[str, str]:
    """The entries of a secret that hold text."""
    found = {}
    for name, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, str) and str(name).lower().endswith(_FILES):
            try:
                found[str(name)] = base64.b64decode(value, validate=True).decode("utf-8")
            except ValueError:  # no Base64, or no text: nothing that a reader of files takes
                continue
    return found


def _entries(data: Any, address: str, document: Parsed, file: File) -> Found:
    """The files that an object holds."""
    for name, text in data.items() if isinstance(data, dict) else ():
        is_file = str(name).lower().endswith(_FILES) or name in _KNOWN_ENTRIES
        if isinstance(text, str) and is_file and "\n" in text:
            first = document.lines.get(str(name), document.line - 1) + 1
            yield File(file.path, text, f"{address}:{name}", first)
