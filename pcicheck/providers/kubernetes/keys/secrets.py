"""Secrets and config maps.

Kubernetes API reference, ``Secret`` v1: ``data`` in Base64 and ``stringData`` in plain text are both readable by
whoever reads the manifest, plan or state; ``kubernetes.io/service-account-token`` and bootstrap secrets are filled by
the cluster. Terraform, registry hashicorp/kubernetes: ``data_wo`` and ``binary_data_wo`` of ``kubernetes_secret_v1``
are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.keys import Secret
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.plain_secrets import in_text, in_variables
from pcicheck.providers.reading import only


def secret(document: Document) -> Iterator[Resource]:
    """A secret."""
    manifest = manifest_of(document)
    facts = only(
        Secret,
        "that is a matter of the cluster and not of the secret",
        value_in_code=any_true(_written(manifest, "data"), _written(manifest, "stringData")),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _written(manifest: Manifest, path: str) -> bool | Unknown:
    """Whether values are written. What is hidden, or comes from another resource, ends in the state all the same."""
    value = manifest.get(path)
    if value is None or isinstance(value, dict):
        return bool(value)
    document = manifest.document
    names = document.surroundings.names(document, {"stringData": "data", "data": "binary_data"}[path])
    return True if value is SENSITIVE or names else value if isinstance(value, Unknown) else True


def config_map(document: Document) -> Iterator[Resource]:
    """A config map."""
    manifest = manifest_of(document)
    yield from made(manifest, ConfigurationData(plain_secrets=_plain_secrets(manifest.get("data"))))
    yield from placed(manifest)


def _plain_secrets(data: Any) -> tuple[str, ...] | Unknown:
    """Entries that are secrets, and names inside entries that are files of several lines."""
    if not isinstance(data, dict):
        return in_variables(data)
    single = {name: value for name, value in data.items() if not _is_file(value)}
    inside = [name for value in data.values() if _is_file(value) for name in in_text(value)]
    found = in_variables(single)
    if isinstance(found, Unknown):
        return tuple(dict.fromkeys(inside)) or found
    return tuple(dict.fromkeys((*found, *inside)))


def _is_file(value: Any) -> bool:
    return isinstance(value, str) and "\n" in value.strip()
