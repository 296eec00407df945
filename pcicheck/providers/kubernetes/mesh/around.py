"""What the input says of a mesh as a whole: whether there is one, its own settings, and which namespaces it describes.

Istio documentation, "Global Mesh Options" (``MeshConfig``): ``rootNamespace`` is the namespace of the control plane,
``istio-system`` as it is installed. The settings stand in the config map ``istio`` (``istio-REVISION``) under ``mesh``,
in ``spec.meshConfig`` of an ``IstioOperator`` and in ``spec.values.meshConfig`` of the Sail operator's ``Istio``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.mesh.names import ISTIO, LINKERD, OPERATORS, PRESET_ROOT
from pcicheck.yamltext import Parsed, yaml_documents

_NO_MAPPING = Unknown("its spec holds something other than a mapping, which no cluster takes")
Selector = tuple[tuple[str, Any], ...] | None | Unknown
"""Labels that a workload must have; ``None`` for every workload."""
Labels = dict[str, Any] | Unknown


class Mesh(Struct, frozen=True):
    """The mesh as the input describes it."""

    root: str | Unknown = PRESET_ROOT
    """Namespace whose policies hold for the whole mesh."""
    settings: tuple[dict[str, Any] | Unknown, ...] = ()
    """Its own settings, of each place that has some."""
    installed: bool = False
    """Whether the installation of the control plane is in the input."""
    istio: bool = False
    """Whether there is any object that only Istio reads."""
    linkerd: bool = False
    placed: frozenset[str] = frozenset()
    """Namespaces that have such objects."""
    namespaces: frozenset[str] = frozenset()
    """Namespaces that are objects of the input themselves."""

    @property
    def described(self) -> bool:
        """Whether the mesh's own settings or namespace are in the input, so that what is not there is missing."""
        return self.installed or bool(self.settings) or self.root in self.namespaces

    def describes(self, namespace: str | Unknown) -> bool:
        """Whether the input describes a namespace, so that policies that are not there are missing."""
        return self.described or namespace in self.namespaces


def mesh(document: Document) -> Mesh:
    """The mesh of the input that a document is part of."""
    return beside(document, _mesh)


def _mesh(document: Document) -> Mesh:
    settings = tuple(found.values for found in _all_settings(document))
    roots = [Block(found).text("rootNamespace") for found in settings]
    root = next((name for name in roots if name), PRESET_ROOT)
    istio = [each for kind in ISTIO for each in objects(document, kind)]
    linkerd = [each for kind in LINKERD for each in objects(document, kind)]
    spaces = (each.namespace for each in (*istio, *linkerd))
    return Mesh(
        root=root,
        settings=settings,
        installed=any(each.kind in OPERATORS for each in istio),
        istio=bool(istio),
        linkerd=bool(linkerd),
        placed=frozenset(name for name in spaces if isinstance(name, str)),
        namespaces=frozenset(
            name for name in (each.name for each in objects(document, "Namespace")) if isinstance(name, str)
        ),
    )


def _all_settings(document: Document) -> Iterator[Block]:
    for kind in OPERATORS:
        for operator in objects(document, kind):
            found = settings_of_operator(operator)
            if found is not None:
                yield found
    for config in objects(document, "ConfigMap"):
        found = settings_of_config_map(config)
        if found is not None:
            yield found


def settings_of_operator(operator: Manifest) -> Block | None:
    """The mesh's settings that an installation asks for; ``None`` where it leaves all of them as they are."""
    path = "spec.meshConfig" if "IstioOperator" in operator.kind else "spec.values.meshConfig"
    found = operator.get(path)
    if found is None or isinstance(found, (dict, Unknown)):
        return None if found is None else Block(found)
    return Block(Unknown("meshConfig is no mapping"))


def settings_of_config_map(config: Manifest) -> Block | None:
    """The mesh's settings in a config map; ``None`` where it is another one."""
    name, text = config.name, config.get("data")
    if not isinstance(name, str) or not (name == "istio" or name.startswith("istio-")) or not isinstance(text, dict):
        return None
    written = text.get("mesh")
    if isinstance(written, Unknown):
        return Block(written)
    if not isinstance(written, str):
        return None
    for parsed in yaml_documents(written):
        if isinstance(parsed, Parsed) and isinstance(parsed.values, dict):
            return Block(parsed.values)
    return Block(Unknown("its entry 'mesh' is no readable YAML"))


def sound(manifest: Manifest) -> Manifest:
    """The object, its description unknown where that is of a kind that no cluster takes."""
    spec = None if isinstance(manifest.values, Unknown) else manifest.values.get("spec")
    if spec is None or isinstance(spec, (dict, Unknown)) or isinstance(manifest.values, Unknown):
        return manifest
    values = manifest.values | {"spec": _NO_MAPPING}
    return Manifest(values, manifest.kind, manifest.document, manifest.namespace_path)


def selector_of(block: Block, path: str = "spec.selector.matchLabels") -> Selector:
    """Whom a policy selects by labels."""
    found = block.get(path)
    if isinstance(found, Unknown):
        return found
    if not isinstance(found, dict) or not found:
        return None
    return tuple((str(name), value) for name, value in found.items())


def fits(selector: Selector, labels: Labels) -> bool | Unknown:
    """Whether a workload with some labels is selected."""
    if selector is None or isinstance(selector, Unknown):
        return True if selector is None else selector
    if isinstance(labels, Unknown):
        return labels
    unsure: Unknown | None = None
    for name, wanted in selector:
        value = labels.get(name)
        if isinstance(value, Unknown) or isinstance(wanted, Unknown):
            unsure = value if isinstance(value, Unknown) else wanted
        elif str(value) != str(wanted):
            return False
    return True if unsure is None else unsure
