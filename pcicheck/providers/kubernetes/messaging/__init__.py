"""Messaging on Kubernetes: which native types there are and who reads them. The objects of Strimzi."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_GROUP = "k8s:kafka.strimzi.io/"
_CLIENT = Row("kafka.strimzi_clients:client", ("upstream", "cluster_object"))
_PLACED = Row("kafka.strimzi_parts:other", ("cluster_object",))

THEME = Theme(
    adapters={
        f"{_GROUP}Kafka": Row("kafka.strimzi:cluster", ("broker", "endpoint", "cluster_object")),
        f"{_GROUP}KafkaUser": Row("kafka.strimzi_parts:user", ("broker_user", "cluster_object")),
        f"{_GROUP}KafkaTopic": Row("kafka.strimzi_parts:topic", ("topic", "cluster_object")),
        f"{_GROUP}KafkaConnector": Row("kafka.strimzi_parts:connector", ("configuration_data", "cluster_object")),
        f"{_GROUP}KafkaNodePool": _PLACED,
        f"{_GROUP}KafkaRebalance": _PLACED,
        f"{_GROUP}KafkaConnect": _CLIENT,
        f"{_GROUP}KafkaBridge": _CLIENT,
        f"{_GROUP}KafkaMirrorMaker2": Row("kafka.strimzi_clients:mirror", ("upstream", "cluster_object")),
    },
)
