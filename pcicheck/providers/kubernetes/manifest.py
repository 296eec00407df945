"""Objects of Kubernetes in the form of manifests, whatever source they come from, and what adapters make of them.

Native types of manifests are ``k8s:`` and the kind, such as ``k8s:Deployment``; objects that a cluster does not bring
along carry the group of their API too, as several groups have a ``Gateway``: ``k8s:networking.istio.io/Gateway``.
A document of such a type holds the object as it is written (``apiVersion``, ``kind``, ``metadata``, ``spec``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds import Kind
from pcicheck.model.kinds.workload import ClusterObject
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import known_texts, resource

PREFIX = "k8s:"
PRESET_NAMESPACE = "default"
_OWN_GROUPS = frozenset(
    (
        "",
        "admissionregistration.k8s.io",
        "apps",
        "batch",
        "extensions",
        "networking.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "storage.k8s.io",
    )
)
"""Groups of APIs that every cluster has."""


def native_type(api_version: str, kind: str) -> str:
    """The native type of an object by its own ``apiVersion`` and ``kind``."""
    group = api_version.rpartition("/")[0]
    return f"{PREFIX}{kind}" if group in _OWN_GROUPS else f"{PREFIX}{group}/{kind}"


class Manifest(Block):
    """One object in the form of manifests, and the document that it comes from."""

    __slots__ = ("document", "kind", "namespace_path")

    def __init__(
        self, values: dict[str, Any] | Unknown, kind: str, document: Document, namespace_path: str = "metadata.namespace"
    ) -> None:
        super().__init__(values)
        self.kind = kind
        self.document = document
        self.namespace_path = namespace_path
        """Where the document itself has the namespace, for following references."""

    @property
    def name(self) -> str | Unknown:
        """Its name, or the address of the document where the name is not known."""
        name = self.text("metadata.name")
        return name if isinstance(name, str) else address_token(self.document)

    @property
    def namespace(self) -> str | Unknown:
        """The namespace that it stands in: its name, or the address of what makes it; ``default`` where none is named."""
        written = self.text("metadata.namespace", PRESET_NAMESPACE)
        if not isinstance(written, Unknown):
            return written or PRESET_NAMESPACE
        if isinstance(self.values, Unknown):
            return written
        found = self.document.follow(self.namespace_path, *NAMESPACE_TYPES)
        if found is None:
            return written
        name = Block(found.values).text("metadata.name")
        return name if isinstance(name, str) else address_token(found)

    def labels(self, path: str = "metadata.labels") -> dict[str, Any] | Unknown:
        """Labels or annotations, values as written."""
        found = self.get(path)
        return found if isinstance(found, (dict, Unknown)) else {}


NAMESPACE_TYPES = ("kubernetes_namespace", "kubernetes_namespace_v1", f"{PREFIX}Namespace")


def address_token(document: Document) -> str:
    """What stands for the unknown name of a document wherever it is referred to."""
    return f"@{document.address}"


def made(manifest: Manifest, facts: Kind, part: str = "") -> Iterator[Resource]:
    """A resource of an object, findable as ``k8s:Kind/namespace/name``."""
    name = f"{PREFIX}{manifest.kind}/{manifest.namespace}/{manifest.name}"
    labels = known_texts(manifest, "metadata.labels")
    yield resource(manifest.document, facts, part=part, labels=labels, names=(name,))


def placed(manifest: Manifest) -> Iterator[Resource]:
    """Where an object of a namespace stands."""
    namespace = manifest.namespace
    preset = namespace if isinstance(namespace, Unknown) else namespace == PRESET_NAMESPACE
    yield from made(manifest, ClusterObject(namespace=namespace, preset_namespace=preset), "namespace")
