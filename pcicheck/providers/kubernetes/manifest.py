"""Objects of Kubernetes in the form of manifests, whatever source they come from, and what adapters make of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds import Kind
from pcicheck.model.kinds.containers import ClusterObject
from pcicheck.model.kubernetes import PREFIX, PRESET_NAMESPACE
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import known_texts, resource
from pcicheck.providers.kubernetes.names import types_of

NAMESPACE_TYPES = types_of("Namespace")
_OF_THE_CLUSTER = (("ServiceAccount", PRESET_NAMESPACE), ("Service", "kubernetes"))
"""What every cluster makes in the namespace ``default`` and nobody can move."""


class Manifest(Block):
    """One object in the form of manifests, and the document that it comes from."""

    __slots__ = ("document", "kind", "namespace_path")

    def __init__(
        self,
        values: dict[str, Any] | Unknown,
        kind: str,
        document: Document,
        namespace_path: str = "metadata.namespace",
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
        """Its namespace: the name, or the address of what makes it; ``default`` where none is named."""
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

    @property
    def in_made_namespace(self) -> bool:
        """Whether its namespace is one that Terraform makes outside this input: never ``default``, which exists."""
        named = self.document.surroundings.names(self.document, self.namespace_path)
        parts = named[0].split(".") if len(named) == 1 else []
        return parts[-2:-1] != [] and parts[-2] in NAMESPACE_TYPES and parts[-3:-2] != ["data"]

    def labels(self, path: str = "metadata.labels") -> dict[str, Any] | Unknown:
        """Labels or annotations, values as written."""
        found = self.get(path)
        return found if isinstance(found, (dict, Unknown)) else {}


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
    if isinstance(preset, Unknown) and manifest.in_made_namespace:
        preset = False
    if preset is True and (manifest.kind, manifest.name) in _OF_THE_CLUSTER:
        preset = False
    yield from made(manifest, ClusterObject(namespace=namespace, preset_namespace=preset), "namespace")
