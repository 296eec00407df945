"""The listeners of application gateways.

Terraform registry, ``azurerm_application_gateway``: a listener belongs to a frontend, takes its TLS policy and client
authorities from its ``ssl_profile_name`` if it has one, and answers as its ``request_routing_rule`` says, which can
lead to a ``redirect_configuration``, by itself or through a ``url_path_map``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint, Exposure
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.transport.common import written
from pcicheck.providers.azure.transport.gateway_tls import policy_of
from pcicheck.providers.endpoints import BARE, NO_TLS, ONLY_REDIRECTS, audience

_GATEWAY_SAYS = Inapplicable("its gateway says so")


def blocks_of(document: Block, path: str) -> tuple[Block, ...]:
    """Nested blocks; none where they are not known."""
    found = document.blocks(path)
    return () if isinstance(found, Unknown) else found


class Listeners:
    """The listeners of one gateway, with the parts that they refer to by name."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.frontends = blocks_of(document, "frontend_ip_configuration")
        listeners = document.blocks("http_listener")
        self.blocks = (Block(listeners),) if isinstance(listeners, Unknown) else listeners
        self.all = [self._read(number, block) for number, block in enumerate(self.blocks)]

    def endpoints(self, labels: dict[str, str]) -> Iterator[tuple[str, Endpoint]]:
        """Each listener by its name."""
        stated = audience(labels, self.document)
        for name, endpoint in self.all:
            yield name, structs.replace(endpoint, audience=stated)

    def _read(self, number: int, block: Block) -> tuple[str, Endpoint]:
        name = block.text("name")
        shown = name if isinstance(name, str) else f"{number}"
        protocol = block.text("protocol", Unknown("the listener names no protocol"))
        if isinstance(protocol, Unknown) or protocol is None:
            unknown = protocol or Unknown("the listener names no protocol")
            return shown, _unknown(self._exposure(block), unknown)
        base = structs.replace(
            BARE, role="listener", exposure=self._exposure(block), waf=_waf(block), access_logging=_GATEWAY_SAYS
        )
        if protocol.upper() != "HTTPS":
            redirects = self._redirects(name)
            plain = ONLY_REDIRECTS if redirects is True else redirects if isinstance(redirects, Unknown) else None
            return shown, structs.replace(
                base,
                protocols=("http",),
                encrypted=False,
                redirects_to_tls=redirects,
                min_tls=plain,
                weak_ciphers=NO_TLS,
                client_certificates=NO_TLS,
                trust_anchor=NO_TLS,
            )
        profile = self._named("ssl_profile", block.text("ssl_profile_name"))
        own = profile.block("ssl_policy") if isinstance(profile, Block) else profile
        version, weak = policy_of(own if own is not None else self.document.block("ssl_policy"))
        asked, anchor = self._clients(profile)
        return shown, structs.replace(
            base,
            protocols=("https",),
            encrypted=True,
            min_tls=version,
            weak_ciphers=weak,
            certificate=Link(f"{self.document.address}#{block.text('ssl_certificate_name')}", "certificate"),
            client_certificates=asked,
            trust_anchor=anchor,
        )

    def _named(self, path: str, name: str | None | Unknown) -> Block | None | Unknown:
        """The block of a kind that has a name; ``None`` where no name is given."""
        if name is None or isinstance(name, Unknown):
            return name
        found = self.document.blocks(path)
        if isinstance(found, Unknown):
            return found
        return next((block for block in found if block.get("name") == name), Unknown(f"{name} is not written here"))

    def _exposure(self, block: Block) -> Fact[Exposure]:
        front = self._named("frontend_ip_configuration", block.text("frontend_ip_configuration_name"))
        if not isinstance(front, Block) and len(self.frontends) == 1:
            front = self.frontends[0]
        if not isinstance(front, Block):
            return front or Unknown("the listener names no frontend")
        public = written(front, "public_ip_address_id")
        return public if isinstance(public, Unknown) else "internet" if public else "internal"

    def _clients(self, profile: Block | None | Unknown) -> tuple[Fact[ClientCertificates], Fact[Link]]:
        if not isinstance(profile, Block):
            return (profile, profile) if profile else ("none", None)
        asked = written(profile, "trusted_client_certificate_names")
        if isinstance(asked, Unknown):
            return asked, asked
        anchor = Link(f"{self.document.address}#clients-{profile.text('name')}", "trust_store")
        return ("required", anchor) if asked else ("none", None)

    def _redirects(self, name: str | None | Unknown) -> bool | Unknown:
        """Whether every routing rule of a listener redirects to HTTPS."""
        if self.document.blocks("redirect_configuration") == ():
            return self.document.values if isinstance(self.document.values, Unknown) else False
        if not isinstance(name, str):
            return name or Unknown("the listener has no name")
        rules = self.document.blocks("request_routing_rule")
        if isinstance(rules, Unknown):
            return rules
        answers = [self._rule_redirects(rule) for rule in rules if rule.get("http_listener_name") == name]
        unknown = next((rule.values for rule in rules if isinstance(rule.values, Unknown)), None)
        return all_true(*answers) if answers else unknown or False

    def _rule_redirects(self, rule: Block) -> bool | Unknown:
        if written(rule, "url_path_map_name") is not True:
            return self._redirect(rule.text("redirect_configuration_name"))
        paths = self._named("url_path_map", rule.text("url_path_map_name"))
        if not isinstance(paths, Block):
            return paths or False
        answers = [self._redirect(paths.text("default_redirect_configuration_name"))]
        answers += [self._redirect(one.text("redirect_configuration_name")) for one in blocks_of(paths, "path_rule")]
        return all_true(*answers)

    def _redirect(self, name: str | None | Unknown) -> bool | Unknown:
        redirect = self._named("redirect_configuration", name)
        if not isinstance(redirect, Block):
            return redirect or False
        url = redirect.text("target_url")
        if url is not None:
            return url if isinstance(url, Unknown) else url.lower().startswith("https://")
        target = redirect.text("target_listener_name")
        if not isinstance(target, str):
            return target or False
        protocols = [block.text("protocol") for block in self.blocks if block.get("name") == target]
        known = [protocol for protocol in protocols if isinstance(protocol, str)]
        return known[0].upper() == "HTTPS" if known else Unknown(f"{target} is not written here")


def _unknown(exposure: Fact[Exposure], why: Unknown) -> Endpoint:
    return structs.replace(
        BARE,
        role="listener",
        exposure=exposure,
        protocols=why,
        encrypted=why,
        redirects_to_tls=why,
        min_tls=why,
        weak_ciphers=why,
        client_certificates=why,
        trust_anchor=why,
        waf=_GATEWAY_SAYS,
        access_logging=_GATEWAY_SAYS,
    )


def _waf(block: Block) -> Fact[Link]:
    """A policy of the listener's own; what holds without one, the gateway says."""
    own = block.get("firewall_policy_id")
    if own is None or own == "":
        return _GATEWAY_SAYS
    return Link(own if isinstance(own, str) else f"the firewall policy of {block.text('name')}", "waf")
