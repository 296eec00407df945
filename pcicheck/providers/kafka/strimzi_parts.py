"""Users, topics and connectors that Strimzi's operators make (``KafkaUser``, ``KafkaTopic``, ``KafkaConnector``).

Strimzi documentation, "Custom resource API reference" (0.20 to 0.49): an entry of ``acls`` allows unless ``type`` is
deny, is for names as they stand unless ``patternType`` is prefix, and has ``operations`` (``operation`` before
``v1``). Without ``authorization`` a user is given nothing by name. Kafka documentation, "Topic configs":
``retention.ms`` and ``cleanup.policy`` of a topic fall back to those of the brokers, 7 days and delete.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.messaging import BrokerUser, Topic
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kafka.settings import Settings, days, retention
from pcicheck.providers.kafka.strimzi import config_of
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.plain_secrets import in_variables

_BELOW = Inapplicable("Kafka does not encrypt what it stores; the volume below it may")
_NO_LIST = Inapplicable("it has no access list of its own")
_COMPACTED = Inapplicable("the last message of each key is kept, whatever its age")
_CLUSTER_LABEL = "strimzi.io/cluster"
_CLUSTER = "kafka.strimzi.io/Kafka"
_ELSEWHERE = Unknown("the brokers' own retention holds, and their cluster is not among the files scanned")


def user(document: Document) -> Iterator[Resource]:
    """A user and what it may do."""
    manifest = manifest_of(document)
    entries = manifest.blocks("spec.authorization.acls")
    written = manifest.has("spec.authorization")
    if written is False:
        facts = BrokerUser(every_resource=_NO_LIST, every_operation=_NO_LIST)
    elif isinstance(entries, Unknown):
        facts = BrokerUser(every_resource=entries, every_operation=entries)
    else:
        allowed = [entry for entry in entries if entry.text("type", "allow") != "deny"]
        facts = BrokerUser(
            every_resource=any_true(*map(_everywhere, allowed)), every_operation=any_true(*map(_everything, allowed))
        )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _everywhere(entry: Block) -> bool | Unknown:
    """Whether an entry is for things of every name. A cluster has no name to give."""
    kind, name = entry.text("resource.type"), entry.text("resource.name", "")
    if kind == "cluster":
        return False
    return name if isinstance(name, Unknown) else name == "*"


def _everything(entry: Block) -> bool | Unknown:
    operations = entry.texts("operations", ()) or entry.texts("operation", ())
    if isinstance(operations, Unknown):
        return operations
    return any_true(*(one if isinstance(one, Unknown) else one.lower() == "all" for one in operations))


def topic(document: Document) -> Iterator[Resource]:
    """A topic and how long it keeps messages."""
    manifest = manifest_of(document)
    name = manifest.text("spec.topicName") or manifest.name
    facts = Topic(name=name, retention_days=_retention(manifest), encryption=Encryption(at_rest=_BELOW))
    yield from made(manifest, facts)
    yield from placed(manifest)


def connector(document: Document) -> Iterator[Resource]:
    """A connector, whose settings everyone reads who may look at the namespace."""
    manifest = manifest_of(document)
    yield from made(manifest, ConfigurationData(plain_secrets=in_variables(manifest.get("spec.config"))))
    yield from placed(manifest)


def other(document: Document) -> Iterator[Resource]:
    """What says nothing but where it stands: pools of nodes and orders to spread partitions anew."""
    yield from placed(manifest_of(document))


def _retention(manifest: Manifest) -> Fact[float]:
    written = manifest.get("spec.config", {})
    if isinstance(written, Unknown):
        return written
    own = Settings(written if isinstance(written, dict) else {})
    brokers = _brokers(manifest)
    policy = own.items("cleanup.policy") or _of_brokers(brokers, "log.cleanup.policy", "delete")
    if isinstance(policy, Unknown):
        return policy
    if "delete" not in policy:
        return _COMPACTED
    value = own.get("retention.ms")
    if value != "":
        return days(value, 1, "retention.ms")
    return retention(brokers) if isinstance(brokers, Settings) else brokers


def _of_brokers(brokers: Settings | Unknown, name: str, preset: str) -> tuple[str, ...] | Unknown:
    return brokers.items(name, preset) if isinstance(brokers, Settings) else (preset,)


def _brokers(manifest: Manifest) -> Settings | Unknown:
    """Settings of the brokers of the cluster that a label names, in the same namespace."""
    labels = manifest.labels()
    wanted = labels.get(_CLUSTER_LABEL) if isinstance(labels, dict) else labels
    for other in objects(manifest.document, _CLUSTER):
        if other.name == wanted and other.namespace == manifest.namespace:
            return config_of(other)
    return _ELSEWHERE
