"""Dataproc clusters, Dataflow jobs and Data Fusion instances.

Defaults (Terraform registry): ``internal_ip_only`` of ``google_dataproc_cluster`` is false, so machines get addresses
on the internet; ``ip_configuration`` of ``google_dataflow_job`` and ``google_dataflow_flex_template_job`` is
``WORKER_IP_PUBLIC`` (Dataflow documentation, "Configure internet access and firewall rules": public addresses unless
turned off); ``private_instance``, ``enable_stackdriver_logging`` and ``enable_stackdriver_monitoring`` of
``google_data_fusion_instance`` are false. A cluster on Kubernetes (``virtual_cluster_config``) has no machines of its
own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import DataProcessor
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import grants_of, is_public, read_grants
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import is_one_of, is_set, only

_API = "its interface is Google's API alone, and its logs go to Cloud Logging"
_ON_KUBERNETES = Inapplicable("it runs on a Kubernetes cluster that is judged itself")


def dataproc_cluster(document: Document) -> Iterator[Resource]:
    """A Dataproc cluster with its IAM grants."""
    virtual = is_set(document, "virtual_cluster_config") is True
    internal = document.flag("cluster_config.gce_cluster_config.internal_ip_only", False)
    facts = only(
        DataProcessor,
        _API,
        encryption=kms_encryption(document, "cluster_config.encryption_config.kms_key_name"),
        public_workers=_ON_KUBERNETES if virtual else negated(internal),
        open_to_anyone=is_public(grants_of(document)),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("name"), document.text("id")))


def dataproc_grant(document: Document) -> Iterator[Resource]:
    """An IAM grant on a Dataproc cluster."""
    open_to_anyone = is_public(read_grants(document))
    yield resource(document, only(DataProcessor, "the cluster has it", open_to_anyone=open_to_anyone))


def dataflow_job(document: Document) -> Iterator[Resource]:
    """A Dataflow job, classic or of a flex template."""
    private = is_one_of(document, "ip_configuration", "worker_ip_public", "worker_ip_private")
    facts = only(
        DataProcessor,
        _API,
        encryption=kms_encryption(document, "kms_key_name"),
        public_workers=negated(private),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("name"), document.text("id")))


def data_fusion_instance(document: Document) -> Iterator[Resource]:
    """A Data Fusion instance."""
    public = negated(document.flag("private_instance", False))
    facts = only(
        DataProcessor,
        "Data Fusion has no such setting",
        encryption=kms_encryption(document, "crypto_key_config.key_reference"),
        public=public,
        public_workers=public,
        logged=document.flag("enable_stackdriver_logging", False),
        monitored=document.flag("enable_stackdriver_monitoring", False),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("name"), document.text("id")))
