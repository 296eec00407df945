"""Clusters of Managed Service for Apache Kafka.

Without ``gcp_config.kms_key`` Google's keys encrypt (Terraform registry, ``google_managed_kafka_cluster``). Brokers
take TLS only, ask every client for an identity or a certificate, and have addresses in VPC networks only (Managed
Service for Apache Kafka documentation, "Authentication types for Kafka brokers" and "Networking").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.messaging import Broker
from pcicheck.model.resource import Resource
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import only


def cluster(document: Document) -> Iterator[Resource]:
    """A Kafka cluster."""
    facts = only(
        Broker,
        "the platform runs the brokers and has no such setting",
        encryption=kms_encryption(document, "gcp_config.kms_key"),
        client_tls="required",
        internal_tls=True,
        anonymous=False,
        public=False,
    )
    names = (document.text("id"), document.text("name"), document.text("cluster_id"))
    yield resource(document, facts, labels=labels_of(document), names=names)
