"""Kubeconfig files: how people and programs reach clusters.

Kubernetes documentation, "kubeconfig (v1)": ``insecure-skip-tls-verify`` leaves certificates of servers unchecked;
``token``, ``password`` and ``client-key-data`` hold secrets, ``tokenFile``, ``client-key`` and ``exec`` say where
they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.cluster import ClusterClient
from pcicheck.model.logic import all_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource

_SECRETS = (
    "token",
    "password",
    "client-key-data",
    "auth-provider.config.access-token",
    "auth-provider.config.id-token",
)
_PLACEHOLDERS = ("redacted", "data+omitted", "omitted")
"""What ``kubectl config view`` prints instead of secrets, in lower case."""


def kubeconfig(document: Document) -> Iterator[Resource]:
    """A kubeconfig file."""
    if document.get("clusters") is None and document.get("users") is None:
        return
    clusters, users = document.blocks("clusters"), document.blocks("users")
    servers = (Block(clusters),) if isinstance(clusters, Unknown) else clusters
    facts = ClusterClient(
        servers_verified=all_true(*(negated(c.flag("cluster.insecure-skip-tls-verify", False)) for c in servers)),
        encrypted=all_true(*(_over_tls(c) for c in servers)),
        embedded_secrets=users if isinstance(users, Unknown) else _all_secrets(users),
    )
    yield resource(document, facts)


def _all_secrets(users: tuple[Block, ...]) -> tuple[str, ...] | Unknown:
    found = [secret for user in users for secret in _secrets(user)]
    known = tuple(secret for secret in found if isinstance(secret, str))
    return known or next((secret for secret in found if isinstance(secret, Unknown)), ())


def _over_tls(cluster: Block) -> bool | Unknown:
    server = cluster.text("cluster.server", Unknown("no server is written"))
    return server if isinstance(server, Unknown) else not str(server).lower().startswith("http://")


def _secrets(user: Block) -> Iterator[str | Unknown]:
    name = user.text("name")
    for path in _SECRETS:
        value = user.get(f"user.{path}")
        if isinstance(value, Unknown):
            yield value
        elif isinstance(value, str) and value.strip() and value.strip().lower() not in _PLACEHOLDERS:
            yield f"{path.rpartition('.')[2]} of {name}"
