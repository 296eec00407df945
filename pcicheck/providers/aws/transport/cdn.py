"""CloudFront distributions and their origins.

Defaults (Terraform registry, ``aws_cloudfront_distribution``): ``minimum_protocol_version`` TLSv1, which
CloudFront also sets when its own certificate is used; no web ACL; no log. A log is written by ``logging_config``, or
by a delivery of CloudWatch Logs from a source that names the distribution (Amazon CloudFront Developer Guide, "Standard
logging (v2)").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint, TrustStore
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import (
    NO_SUCH,
    ONE_LISTENER,
    WEB_ACLS,
    audience,
    is_set,
    policy_of,
)
from pcicheck.providers.aws.transport.origins import every, origin_facts, viewer_policies
from pcicheck.providers.aws.transport.policies import cloudfront_policy
from pcicheck.providers.base import resource

_NO_STORE = Inapplicable("no origin of it is a bucket")
_SOURCE = "aws_cloudwatch_log_delivery_source"
_TRUST = "viewer_mtls_config.trust_store_config"


def distribution(document: Document) -> Iterator[Resource]:
    """A distribution and each of its origins."""
    labels = tags_of(document)
    policies = viewer_policies(document, None)
    version, weak = _viewer_tls(document)
    facts = Endpoint(
        role="cdn",
        plain_listener=ONE_LISTENER,
        exposure="internet",
        audience=audience(labels, document),
        protocols=_protocols(policies),
        encrypted=every(policies, ("https-only",)),
        redirects_to_tls=all_true(
            every(policies, ("https-only", "redirect-to-https")), _some(policies, "redirect-to-https")
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
        access_logging=any_true(is_set(document, "logging_config.bucket"), _delivers_logs(document)),
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
        security_headers=_security_headers(document),
        signs_to_stores=_signs_to_stores(document),
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))
    origins = document.blocks("origin")
    for number, origin in enumerate(() if isinstance(origins, Unknown) else origins):
        name = origin.text("origin_id")
        part = f"origin-{name}" if isinstance(name, str) else f"origin-{number}"
        yield resource(document, origin_facts(document, origin), part=part, labels=labels)


def _delivers_logs(document: Document) -> bool:
    """Whether a delivery takes its access log somewhere."""
    sources = [
        source
        for source in document.surroundings.of_type(_SOURCE)
        if source.text("log_type") == "ACCESS_LOGS" and source.follow("resource_arn", document.type) is document
    ]
    if not sources:
        return False
    deliveries = document.surroundings.of_type("aws_cloudwatch_log_delivery")
    return any(delivery.follow("delivery_source_name", _SOURCE) in sources for delivery in deliveries)


def trust_store(document: Document) -> Iterator[Resource]:
    """The authorities that distributions check client certificates by. Revocation is left to connection functions."""
    source = document.block("ca_certificates_bundle_source")
    facts = TrustStore(
        authorities=source if isinstance(source, Unknown) else source is not None,
        revocation=Unknown("only a connection function can check for revocation"),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))


def _security_headers(document: Document) -> bool | Unknown:
    """Whether some behaviour adds headers by a policy; one that is known only after apply is one too."""
    further = document.blocks("ordered_cache_behavior")
    default = document.block("default_cache_behavior")
    if isinstance(further, Unknown) or isinstance(default, Unknown):
        return further if isinstance(further, Unknown) else document.has("default_cache_behavior")
    behaviours = (*further, *([default] if default else []))
    return any(behaviour.has("response_headers_policy_id") is not False for behaviour in behaviours)


def _signs_to_stores(document: Document) -> Fact[bool]:
    """Whether each origin that is a bucket has an access control or, the older way, an access identity."""
    origins = document.blocks("origin")
    if isinstance(origins, Unknown):
        return origins
    answers = [
        any_true(
            *(
                True if isinstance(written := origin.has(path), Unknown) else written
                for path in ("origin_access_control_id", "s3_origin_config.origin_access_identity")
            )
        )
        for origin in origins
        if _is_bucket(document, origin)
    ]
    return all_true(*answers) if answers else _NO_STORE


def _is_bucket(document: Document, origin: Block) -> bool:
    """By its name, or as the one origin that refers to a bucket; websites of buckets are reached as custom origins."""
    if origin.has("custom_origin_config") is True:
        return False
    name = origin.text("domain_name")
    if isinstance(name, str):
        return ".s3" in name and "amazonaws.com" in name
    if isinstance(name, Unknown) and any(address.startswith("aws_s3_bucket.") for address in name.refers):
        return True
    return origin.has("s3_origin_config") is True or document.follow("origin.domain_name", "aws_s3_bucket") is not None


def _some(policies: tuple[str | Unknown, ...], wanted: str) -> bool | Unknown:
    return any_true(*(policy if isinstance(policy, Unknown) else policy == wanted for policy in policies))


def _protocols(policies: tuple[str | Unknown, ...]) -> Fact[tuple[str, ...]]:
    plain = every(policies, ("https-only",))
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
