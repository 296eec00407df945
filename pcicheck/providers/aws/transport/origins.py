"""Origins of CloudFront distributions, and the viewer protocol policies that lead to them.

CloudFront reaches S3 with the protocol that the viewer used ("Using HTTPS between CloudFront and an Amazon S3
origin") and checks the certificates of custom origins ("Requiring HTTPS for communication between CloudFront
and your custom origin").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import NO_SUCH, NO_TLS_SETTING, lowest
from pcicheck.providers.aws.transport.policies import tls_version
from pcicheck.providers.base import resource

_BEHAVIOURS = ("default_cache_behavior", "ordered_cache_behavior", "cache_behavior")


def vpc_origin(document: Document) -> Iterator[Resource]:
    """An origin inside a VPC, with its own settings."""
    config = document.block("vpc_origin_endpoint_config")
    block = config if isinstance(config, Block) else document
    facts = Upstream(
        encrypted=_by_policy(block, Unknown("the distributions that use it decide")),
        min_tls=_origin_tls(block, "origin_ssl_protocols.items"),
        verified=True,
        presents_certificate=NO_SUCH,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))


def origin_facts(document: Document, origin: Block) -> Upstream:
    """The hop from a distribution to one origin."""
    custom, inside = origin.block("custom_origin_config"), origin.block("vpc_origin_config")
    if isinstance(inside, Block):
        elsewhere = Inapplicable("its VPC origin says so")
        return Upstream(encrypted=elsewhere, min_tls=elsewhere, verified=True, presents_certificate=NO_SUCH)
    name = origin.text("origin_id")
    policies = viewer_policies(document, name if isinstance(name, str) else None) or viewer_policies(document, None)
    as_viewer = every(policies, ("https-only", "redirect-to-https"))
    if isinstance(custom, Unknown):
        return Upstream(encrypted=custom, min_tls=custom, verified=True, presents_certificate=NO_SUCH)
    if custom is None:
        return Upstream(encrypted=as_viewer, min_tls=NO_TLS_SETTING, verified=True, presents_certificate=NO_SUCH)
    return Upstream(
        encrypted=_by_policy(custom, as_viewer),
        min_tls=_origin_tls(custom, "origin_ssl_protocols"),
        verified=True,
        presents_certificate=NO_SUCH,
    )


def _by_policy(block: Block, as_viewer: bool | Unknown) -> bool | Unknown:
    policy = block.text("origin_protocol_policy")
    if policy is None or isinstance(policy, Unknown):
        return policy or Unknown("the origin names no protocol policy")
    return as_viewer if policy == "match-viewer" else policy == "https-only"


def _origin_tls(block: Block, path: str) -> Fact[float]:
    if block.text("origin_protocol_policy") == "http-only":
        return None
    names = block.texts(path)
    if isinstance(names, Unknown):
        return names
    versions = tuple(name if isinstance(name, Unknown) else tls_version(name) for name in names)
    return lowest(versions) if versions else Unknown("the origin names no TLS versions")


def viewer_policies(document: Document, origin: str | None) -> tuple[str | Unknown, ...]:
    """The viewer protocol policies of all behaviours, or of those that lead to one origin."""
    found: list[str | Unknown] = []
    for path in _BEHAVIOURS:
        blocks = document.blocks(path)
        if isinstance(blocks, Unknown):
            found.append(blocks)
            continue
        for block in blocks:
            target = block.text("target_origin_id")
            if origin is None or isinstance(target, Unknown) or target == origin:
                policy = block.text("viewer_protocol_policy", Unknown("a behaviour names no viewer protocol policy"))
                found.append(policy if policy is not None else Unknown("a behaviour names no viewer protocol policy"))
    return tuple(found)


def every(policies: tuple[str | Unknown, ...], good: tuple[str, ...]) -> bool | Unknown:
    """Whether all viewer protocol policies are among the good ones."""
    if not policies:
        return Unknown("no cache behaviour is written")
    return all_true(*(policy if isinstance(policy, Unknown) else policy in good for policy in policies))
