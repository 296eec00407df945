"""Database Migration Service: replication instances and endpoints.

Defaults (Terraform registry, ``aws_dms_replication_instance`` and ``aws_dms_endpoint``): ``publicly_accessible`` and
``auto_minor_version_upgrade`` false, ``ssl_mode`` ``none``, keys of AWS where ``kms_key_arn`` is not given. Both always
encrypt what they store. Endpoints of AWS's own HTTPS services have no ``ssl_mode`` (AWS DMS User Guide, "Using SSL
with AWS Database Migration Service"); Redis and Kafka endpoints say it in their own settings blocks, where
``redis_settings.ssl_security_protocol`` is ``ssl-encryption`` by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import ReplicationEndpoint, ReplicationServer
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.data.common import encryption, lowered, made

_ALWAYS_HTTPS = (
    "s3",
    "dynamodb",
    "kinesis",
    "neptune",
    "elasticsearch",
    "opensearch",
    "azuredb",
)
_REDIS = {"plaintext": "none", "ssl-encryption": "require"}
_KAFKA = {"plaintext": "none", "ssl-authentication": "verify-full", "ssl-encryption": "require", "sasl-ssl": "require"}


def server(document: Document) -> Iterator[Resource]:
    """A replication instance."""
    facts = ReplicationServer(
        encryption=encryption(document, True, "kms_key_arn"),
        public=document.flag("publicly_accessible", False),
        auto_minor_upgrade=document.flag("auto_minor_version_upgrade", False),
    )
    yield from made(document, facts, "replication_instance_id", "replication_instance_arn")


def endpoint(document: Document) -> Iterator[Resource]:
    """An endpoint. What an S3 endpoint stores is encrypted with the key of its own settings."""
    engine = lowered(document.text("engine_name"))
    path = "s3_settings.server_side_encryption_kms_key_id" if engine == "s3" else "kms_key_arn"
    facts = ReplicationEndpoint(engine=engine, encryption=encryption(document, True, path), tls=_tls(document, engine))
    yield from made(document, facts, "endpoint_id", "endpoint_arn")


def object_endpoint(document: Document) -> Iterator[Resource]:
    """An endpoint for S3, as a type of its own."""
    facts = ReplicationEndpoint(engine="s3", encryption=encryption(document, True, "kms_key_arn"), tls="https")
    yield from made(document, facts, "endpoint_id", "endpoint_arn")


def _tls(document: Document, engine: Fact[str]) -> Fact[str]:
    if engine in _ALWAYS_HTTPS or (engine == "redshift" and document.text("endpoint_type") == "target"):
        return "https"
    if engine == "redis":
        return _named(document, "redis_settings.ssl_security_protocol", "ssl-encryption", _REDIS)
    if engine == "kafka" and document.block("kafka_settings") is None:
        return Unknown("the endpoint states no Kafka settings")
    if engine == "kafka":
        return _named(document, "kafka_settings.security_protocol", "plaintext", _KAFKA)
    mode: Fact[str] = lowered(document.text("ssl_mode", "none"))
    return mode


def _named(document: Document, path: str, default: str, names: dict[str, str]) -> Fact[str]:
    word = document.text(path, default)
    if isinstance(word, Unknown):
        return word
    return names.get(str(word).lower(), Unknown(f"{word} is no protocol that is known here"))
