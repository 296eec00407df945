"""CloudFront distributions and their origins.

Defaults (Terraform registry, ``aws_cloudfront_distribution``): ``minimum_protocol_version`` TLSv1, which
CloudFront also sets when its own certificate is used; no web ACL; no log. CloudFront reaches S3 with the
protocol that the viewer used ("Using HTTPS between CloudFront and an Amazon S3 origin") and checks the
certificates of custom origins ("Requiring HTTPS for communication between CloudFront and your custom
origin").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint, TrustStore, Upstream
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.transport.common import (
    NO_SUCH,
    NO_TLS_SETTING,
    WEB_ACLS,
    audience,
    is_set,
    labels_of,
    lowest,
    policy_of,
)
from pcicheck.providers.aws.transport.policies import cloudfront_policy, tls_version
from pcicheck.providers.base import resource

_BEHAVIOURS = ("default_cache_behavior", "ordered_cache_behavior", "cache_behavior")
_TRUST = "viewer_mtls_config.trust_store_config"


def distribution(document: Document) -> Iterator[Resource]:
    """A distribution and each of its origins."""
    labels = labels_of(document)
    policies = _viewer_policies(document, None)
    version, weak = _viewer_tls(document)
    facts = Endpoint(
        role="cdn",
        exposure="internet",
        audience=audience(labels, document),
        protocols=_protocols(policies),
        encrypted=_every(policies, ("https-only",)),
        redirects_to_tls=all_true(
            _every(policies, ("https-only", "redirect-to-https")), _some(policies, "redirect-to-https")
        ),
        min_tls=version,
        weak_ciphers=weak,
        certificate=_certificate(document),
        client_certificates=_client_certificates(document),
        trust_anchor=document.link(f"{_TRUST}.trust_store_id", "trust_store", "aws_cloudfront_trust_store"),
        client_expiry_checked=negated(document.flag(f"{_TRUST}.ignore_certificate_expiry", False)),
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=document.link("web_acl_id", "waf", *WEB_ACLS),
        access_logging=is_set(document, "logging_config.bucket"),
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))
    origins = document.blocks("origin")
    for number, origin in enumerate(() if isinstance(origins, Unknown) else origins):
        name = origin.text("origin_id")
        part = f"origin-{name}" if isinstance(name, str) else f"origin-{number}"
        yield resource(document, _origin(document, origin), part=part, labels=labels)


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
    yield resource(document, facts, labels=labels_of(document), names=(document.text("arn"), document.text("id")))


def trust_store(document: Document) -> Iterator[Resource]:
    """The authorities that distributions check client certificates by. Revocation is left to connection functions."""
    source = document.block("ca_certificates_bundle_source")
    facts = TrustStore(
        authorities=source if isinstance(source, Unknown) else source is not None,
        revocation=Unknown("only a connection function can check for revocation"),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("arn"), document.text("id")))


def _viewer_policies(document: Document, origin: str | None) -> tuple[str | Unknown, ...]:
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


def _every(policies: tuple[str | Unknown, ...], good: tuple[str, ...]) -> bool | Unknown:
    if not policies:
        return Unknown("no cache behaviour is written")
    return all_true(*(policy if isinstance(policy, Unknown) else policy in good for policy in policies))


def _some(policies: tuple[str | Unknown, ...], wanted: str) -> bool | Unknown:
    return any_true(*(policy if isinstance(policy, Unknown) else policy == wanted for policy in policies))


def _protocols(policies: tuple[str | Unknown, ...]) -> Fact[tuple[str, ...]]:
    plain = _every(policies, ("https-only",))
    return plain if isinstance(plain, Unknown) else ("https",) if plain else ("http", "https")


def _viewer_tls(document: Document) -> tuple[Fact[float], Fact[tuple[str, ...]]]:
    default = document.flag("viewer_certificate.cloudfront_default_certificate", False)
    if default is True:
        return cloudfront_policy("TLSv1")
    name = document.text("viewer_certificate.minimum_protocol_version")
    if isinstance(default, Unknown):
        return default, default
    return policy_of(name, cloudfront_policy, "TLSv1")


def _certificate(document: Document) -> Fact[Link]:
    links = [
        document.link(f"viewer_certificate.{path}", "certificate")
        for path in ("acm_certificate_arn", "iam_certificate_id")
    ]
    found = next((link for link in links if isinstance(link, Link)), None)
    return found or next((link for link in links if isinstance(link, Unknown)), None)


def _client_certificates(document: Document) -> Fact[ClientCertificates]:
    if document.block("viewer_mtls_config") is None:
        return "none"
    mode = document.text("viewer_mtls_config.mode", Unknown("the mode of viewer mTLS is not written"))
    return (
        mode if mode is None or isinstance(mode, Unknown) else "optional" if mode.lower() == "optional" else "required"
    )


def _origin(document: Document, origin: Block) -> Upstream:
    custom, inside = origin.block("custom_origin_config"), origin.block("vpc_origin_config")
    if isinstance(inside, Block):
        elsewhere = Inapplicable("its VPC origin says so")
        return Upstream(encrypted=elsewhere, min_tls=elsewhere, verified=True, presents_certificate=NO_SUCH)
    name = origin.text("origin_id")
    policies = _viewer_policies(document, name if isinstance(name, str) else None) or _viewer_policies(document, None)
    as_viewer = _every(policies, ("https-only", "redirect-to-https"))
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
