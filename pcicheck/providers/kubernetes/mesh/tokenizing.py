"""Which workloads make or resolve tokens or keep keys: told by their names, as no setting says it."""

from __future__ import annotations

import re
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.mesh.around import Labels, Selector, fits
from pcicheck.providers.kubernetes.names import WORKLOADS
from pcicheck.providers.kubernetes.terraform import POD_PATHS, TEMPLATE

_NAME = re.compile(
    r"(?<![a-z])(?:de)?token(?![a-z])|(?:de)?toke?ni[sz](?:e|er|ation|ing)|(?<![a-z])vault(?![a-z])|(?<![a-z])hsm"
)
_LABELS = ("app", "app.kubernetes.io/name", "app.kubernetes.io/component", "k8s-app", "name", "service", "component")
_ROLES = ("pci/role", "pci.role", "pci-role", "pci_role", "pci/function", "pci-function")


def says_tokenization(name: str | Unknown, labels: Labels) -> bool | Unknown:
    """Whether a name or label is that of a service that makes or resolves tokens or keeps keys."""
    texts = [name] if isinstance(name, str) else []
    known = labels if isinstance(labels, dict) else {}
    texts += [str(known[label]) for label in (*_LABELS, *_ROLES) if isinstance(known.get(label), str)]
    if any(_NAME.search(text.lower()) for text in texts):
        return True
    return labels if isinstance(labels, Unknown) else False


def selects_tokenization(policy: Manifest, selector: Selector) -> bool | Unknown:
    """Whether a policy is for such a service: by the labels that it selects, or by a workload that it fits."""
    if isinstance(selector, Unknown):
        return selector
    if selector is None:
        return False
    if says_tokenization(Unknown("not asked"), dict(selector)) is True:
        return True
    place = policy.namespace
    found = beside(policy.document, _tokenizing)
    return any(space == place and fits(selector, labels) is True for space, labels in found)


def _tokenizing(document: Document) -> tuple[tuple[str | Unknown, dict[str, Any]], ...]:
    """Namespaces and labels of all such workloads of the input."""
    found = []
    for kind in WORKLOADS:
        for workload in objects(document, kind):
            labels = pod_labels(workload)
            if isinstance(labels, dict) and says_tokenization(workload.name, labels) is True:
                found.append((workload.namespace, labels))
    return tuple(found)


def pod_labels(workload: Manifest) -> Labels:
    """Labels of the pods of a workload."""
    if workload.kind == "Pod":
        return workload.labels()
    return workload.labels(f"{POD_PATHS.get(workload.kind, TEMPLATE).rpartition('spec')[0]}metadata.labels")


def pod_notes(workload: Manifest) -> Labels:
    """Annotations of the pods of a workload."""
    if workload.kind == "Pod":
        return workload.labels("metadata.annotations")
    return workload.labels(f"{POD_PATHS.get(workload.kind, TEMPLATE).rpartition('spec')[0]}metadata.annotations")


def pod_spec(workload: Manifest) -> Block:
    """The description of the pods of a workload."""
    found = workload.get(POD_PATHS.get(workload.kind, TEMPLATE))
    return Block(found if isinstance(found, (dict, Unknown)) else {})
