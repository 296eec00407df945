"""Services: the addresses that lead to workloads.

Defaults, Kubernetes API reference, ``ServiceSpec`` v1: ``type`` ClusterIP; a LoadBalancer lets everyone in where
``loadBalancerSourceRanges`` is not written. Clouds make internal load balancers by annotation (documentation of the
AWS, Azure and Google cloud providers; Kubernetes documentation, "Service", "Internal load balancer", for these and for
IBM, OpenStack, Baidu, Tencent, Alibaba and Oracle); the AWS load balancer controller makes them internal unless
``scheme`` is ``internet-facing``, the older controller inside Kubernetes makes them public.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import ClusterService
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of

_INTERNAL = {
    "service.beta.kubernetes.io/aws-load-balancer-internal": ("true", "0.0.0.0/0"),
    "service.beta.kubernetes.io/aws-load-balancer-scheme": ("internal",),
    "service.beta.kubernetes.io/azure-load-balancer-internal": ("true",),
    "networking.gke.io/load-balancer-type": ("internal",),
    "cloud.google.com/load-balancer-type": ("internal",),
    "service.beta.kubernetes.io/oci-load-balancer-internal": ("true",),
    "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": ("private",),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": ("true",),
    "service.beta.kubernetes.io/cce-load-balancer-internal-vpc": ("true",),
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": ("intranet",),
}
_INTERNAL_SUBNET = "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid"
"""Names the subnet of a load balancer that is internal for that."""
_AWS_SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme"
_AWS_TYPE = "service.beta.kubernetes.io/aws-load-balancer-type"
_NEW_CONTROLLER = ("external", "nlb-ip")
_TILLER_LABELS = {"app": "helm", "name": "tiller"}


def service(document: Document) -> Iterator[Resource]:
    """A service."""
    manifest = manifest_of(document)
    form = manifest.text("spec.type", "ClusterIP")
    facts = ClusterService(
        public=_public(manifest, form),
        node_port=form if isinstance(form, Unknown) else form == "NodePort",
        load_balancer=form if isinstance(form, Unknown) else form == "LoadBalancer",
        outside=form if isinstance(form, Unknown) else form in ("NodePort", "LoadBalancer"),
        outside_addresses=manifest.texts("spec.externalIPs"),
        retired_installer=_leads_to_tiller(manifest),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def is_public(service: Manifest) -> bool | Unknown:
    """Whether the cloud gives a service an address on the internet that answers to everyone."""
    return _public(service, service.text("spec.type", "ClusterIP"))


def _public(manifest: Manifest, form: str | None | Unknown) -> bool | Unknown:
    if isinstance(form, Unknown):
        return form
    if form != "LoadBalancer":
        return False
    annotations = manifest.labels("metadata.annotations")
    if isinstance(annotations, Unknown):
        return annotations
    subnet = annotations.get(_INTERNAL_SUBNET)
    internal = any_true(
        *(_is_one(annotations.get(name), words) for name, words in _INTERNAL.items()),
        subnet if isinstance(subnet, Unknown) else bool(subnet),
    )
    made_internal = annotations.get(_AWS_TYPE) in _NEW_CONTROLLER and _AWS_SCHEME not in annotations
    if made_internal or internal is True:
        return False
    sources = manifest.texts("spec.loadBalancerSourceRanges")
    if isinstance(sources, Unknown):
        return sources
    wide = internet(sources) if sources else True
    return internal if isinstance(internal, Unknown) and wide is not False else wide


def _is_one(value: Any, words: tuple[str, ...]) -> bool | Unknown:
    return value if isinstance(value, Unknown) else str(value).lower() in words


def _leads_to_tiller(manifest: Manifest) -> bool | Unknown:
    labels, selector = manifest.labels(), manifest.labels("spec.selector")
    if isinstance(labels, Unknown):
        return labels
    by_label = any_true(*(_is_one(labels.get(name), (word,)) for name, word in _TILLER_LABELS.items()))
    if isinstance(selector, Unknown):
        return True if by_label is True else selector
    chosen = (value if isinstance(value, Unknown) else "tiller" in str(value).lower() for value in selector.values())
    return any_true(by_label, *chosen)
