"""Objects of Kubernetes that are written as Terraform resources, put into the form of manifests.

Terraform, registry hashicorp/kubernetes 2.38: types come with and without the version of the API, ``data`` of a
secret is plain text where a manifest has Base64, and the provider states ``automount_service_account_token`` of pods
and service accounts as true where nobody writes it (``kubernetes_pod``, ``kubernetes_service_account``), so that the
service account's own setting never decides. ``kubernetes_manifest`` holds the object as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kubernetes import PREFIX, native_type
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, placed
from pcicheck.providers.kubernetes.names import INLINE, KIND_OF, WORKLOADS
from pcicheck.providers.kubernetes.shapes import manifest_shaped

POD_PATHS = {
    "Pod": "spec",
    "CronJob": "spec.jobTemplate.spec.template.spec",
    "PodTemplate": "template.spec",
    "serving.knative.dev/Revision": "spec",
}
"""Where a kind has the description of its pods; the others have it in a template."""
TERRAFORM_POD_PATHS = {"Pod": "spec", "CronJob": "spec.job_template.spec.template.spec"}
"""The same in Terraform's own form, for following references."""
TEMPLATE = "spec.template.spec"
_TOKEN = "automountServiceAccountToken"  # noqa: S105 - the name of a field


def manifest_of(document: Document) -> Manifest:
    """The object behind a document, in the form of manifests."""
    if document.type.startswith(PREFIX):
        return Manifest(document.values, document.type.removeprefix(PREFIX), document)
    if document.type == INLINE:
        values = document.get("manifest")
        known = values if isinstance(values, (dict, Unknown)) else Unknown("manifest is no object")
        return Manifest(known, _inline_kind(known), document, "manifest.metadata.namespace")
    kind = KIND_OF[document.type]
    if isinstance(document.values, Unknown):
        return Manifest(document.values, kind, document)
    shaped = manifest_shaped(document.values)
    _state_defaults(shaped, kind, document.type)
    return Manifest(shaped, kind, document)


def inline(document: Document) -> Iterator[Resource]:
    """An object that ``kubernetes_manifest`` holds, by the adapter of its own kind."""
    from pcicheck.providers.registry import ADAPTERS, adapter  # the registry's table of this module comes before it

    manifest = manifest_of(document)
    if not manifest.kind and isinstance(manifest.get("kind"), Unknown):
        yield from placed(manifest)  # what it is decides what else would be asked; something must show that it is there
    elif f"{PREFIX}{manifest.kind}" in ADAPTERS:
        yield from adapter(f"{PREFIX}{manifest.kind}")(document)


def _inline_kind(values: dict[str, Any] | Unknown) -> str:
    block = Block(values)
    version, kind = block.text("apiVersion"), block.text("kind")
    if not isinstance(version, str) or not isinstance(kind, str):
        return ""
    return native_type(version, kind).removeprefix(PREFIX)


def _state_defaults(shaped: dict[str, Any], kind: str, native: str) -> None:
    """Write out what the provider itself sets."""
    if kind == "ServiceAccount":
        shaped.setdefault(_TOKEN, True)
        if "default_service_account" in native and isinstance(shaped.get("metadata", {}), dict):
            shaped.setdefault("metadata", {})["name"] = "default"
    elif kind == "Secret":
        plain, encoded = shaped.pop("data", None), shaped.pop("binaryData", None)
        shaped |= {"stringData": plain} if plain is not None else {}
        shaped |= {"data": encoded} if encoded is not None else {}
    elif kind in WORKLOADS:
        spec = Block(shaped).get(POD_PATHS.get(kind, TEMPLATE))
        if isinstance(spec, dict):
            spec.setdefault(_TOKEN, True)
