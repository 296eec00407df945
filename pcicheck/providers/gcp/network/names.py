"""Cloud DNS: zones and the policies of networks.

Defaults, Terraform registry, hashicorp/google: ``google_dns_managed_zone.visibility`` is public, its
``cloud_logging_config`` logs nothing until it says so, DNSSEC is off until ``dnssec_config.state`` says so, and its
keys are RSASHA256 until ``default_key_specs`` says otherwise (Cloud DNS, "Advanced DNSSEC");
``google_dns_policy.enable_logging`` is false. Private zones are not signed, and queries to them are logged by the
policies of the networks that ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.logging import DnsZone
from pcicheck.model.kinds.network import NameResolver
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of

_RESOLVER = Inapplicable("queries to a private zone are logged by the DNS policy of the network that asks")
_NOT_SIGNED = Inapplicable("private zones cannot be signed")
_CLOUD_LOGGING = Inapplicable("queries go to Cloud Logging, where sinks sort them")


def zone(document: Document) -> Iterator[Resource]:
    """A managed zone."""
    visibility = document.text("visibility", "public")
    public = visibility if isinstance(visibility, Unknown) else str(visibility).lower() != "private"
    state = document.text("dnssec_config.state", "off")
    signed = state if isinstance(state, Unknown) else state in ("on", "transfer")
    facts = DnsZone(
        public=public,
        queries_logged=_RESOLVER
        if public is False
        else _of_public(document.flag("cloud_logging_config.enable_logging", False), public),
        log_store=_CLOUD_LOGGING,
        signed=_NOT_SIGNED if public is False else _of_public(signed, public),
        signing_algorithms=_algorithms(document),
    )
    names = (document.text("id"), document.text("name"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def policy(document: Document) -> Iterator[Resource]:
    """The DNS policy of networks."""
    facts = NameResolver(queries_logged=document.flag("enable_logging", False))
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _of_public(answer: Fact[bool], public: bool | Unknown) -> Fact[bool]:
    """A bad answer stands only where the zone is known to be public."""
    return public if isinstance(public, Unknown) and answer is False else answer


def _algorithms(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    specs = document.blocks("dnssec_config.default_key_specs")
    if isinstance(specs, Unknown):
        return specs
    texts = (spec.text("algorithm", "rsasha256") for spec in specs)
    return tuple(text if isinstance(text, Unknown) else str(text).lower() for text in texts)
