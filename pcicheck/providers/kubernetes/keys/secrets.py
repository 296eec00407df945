"""Secrets and config maps.

Kubernetes API reference, ``Secret`` v1: ``data`` in Base64 and ``stringData`` in plain text are both readable by
whoever reads the manifest, plan or state; ``kubernetes.io/service-account-token`` and bootstrap secrets are filled by
the cluster, and tokens in the first kind do not expire ("Service account token Secrets"). ingress-nginx
("ConfigMaps"): ``allow-snippet-annotations`` lets ingresses write configuration of their own. Terraform, registry
hashicorp/kubernetes: ``data_wo`` and ``binary_data_wo`` of ``kubernetes_secret_v1`` are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.edge import IngressRules
from pcicheck.model.kinds.keys import Secret
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.settings import of_config_map
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.workload import read_settings
from pcicheck.providers.plain_secrets import in_text, in_variables
from pcicheck.providers.reading import only

_LASTING = "kubernetes.io/service-account-token"
_SNIPPETS = "allow-snippet-annotations"
_NO_WAY_IN = "it is the settings of a controller, and no way in itself"
_LINE = re.compile(r"\s*[A-Za-z_][\w.-]*\s*[=:]\s*[^\s/]")
_FROM_CLUSTER = Unknown("it was read from a cluster, which says nothing of how its values came there")


def secret(document: Document) -> Iterator[Resource]:
    """A secret."""
    manifest = manifest_of(document)
    facts = only(
        Secret,
        "that is a matter of the cluster and not of the secret",
        value_in_code=any_true(_written(manifest, "data"), _written(manifest, "stringData")),
        lasting_token=_is_token(manifest.text("type", "Opaque")),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _is_token(kind: str | None | Unknown) -> bool | Unknown:
    return kind if isinstance(kind, Unknown) else kind == _LASTING


def kept_elsewhere(document: Document) -> Iterator[Resource]:
    """A secret whose value comes from a store of secrets, or stands sealed for the cluster alone."""
    manifest = manifest_of(document)
    facts = only(Secret, "that is a matter of the store that it comes from", value_in_code=False)
    if isinstance(manifest.get("spec"), Unknown):
        facts = only(Secret, "that is a matter of the store that it comes from", value_in_code=manifest.get("spec"))
    yield from made(manifest, facts)
    yield from placed(manifest)


def _written(manifest: Manifest, path: str) -> bool | Unknown:
    """Whether values are written. What is hidden, or comes from another resource, ends in the state all the same."""
    value = manifest.get(path)
    if value is None or isinstance(value, dict):
        return _FROM_CLUSTER if value and manifest.has("metadata.uid") is True else bool(value)
    document = manifest.document
    names = document.surroundings.names(document, {"stringData": "data", "data": "binary_data"}[path])
    return True if value is SENSITIVE or names else value if isinstance(value, Unknown) else True


def config_map(document: Document) -> Iterator[Resource]:
    """A config map."""
    manifest = manifest_of(document)
    yield from made(manifest, ConfigurationData(plain_secrets=_plain_secrets(manifest.get("data"))))
    yield from of_config_map(manifest)
    yield from _of_controller(manifest)
    yield from read_settings.of_config_map(manifest)
    yield from placed(manifest)


def _of_controller(manifest: Manifest) -> Iterator[Resource]:
    """Whether a controller of ingresses takes their own configuration, where its settings say it."""
    data = manifest.get("data")
    if isinstance(data, dict) and _SNIPPETS in data:
        allowed = Block(data).flag(_SNIPPETS, False)
        yield from made(manifest, only(IngressRules, _NO_WAY_IN, own_code=allowed), "rules")


def _plain_secrets(data: Any) -> tuple[str, ...] | Unknown:
    """Entries that are secrets, and names inside entries that are files of settings."""
    if not isinstance(data, dict):
        return in_variables(data)
    single = {name: value for name, value in data.items() if not _is_file(value)}
    inside = [name for value in data.values() if _is_file(value) or _is_line(value) for name in in_text(value)]
    found = in_variables(single)
    if isinstance(found, Unknown):
        return tuple(dict.fromkeys(inside)) or found
    return tuple(dict.fromkeys((*found, *inside)))


def _is_file(value: Any) -> bool:
    return isinstance(value, str) and "\n" in value.strip()


def _is_line(value: Any) -> bool:
    """Whether it is a line of a file of settings."""
    return isinstance(value, str) and _LINE.match(value) is not None
