"""What the adapters of this theme share."""

from __future__ import annotations

from collections.abc import Callable

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.link import Link
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.transport.policies import Policy

AUDIENCE_LABEL = "pci:audience"
ASSOCIATIONS = ("aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association")
WEB_ACLS = ("aws_wafv2_web_acl", "aws_wafregional_web_acl", "aws_waf_web_acl")

LISTENERS_SAY = Inapplicable("its listeners say so, each for itself")
ONE_LISTENER = Inapplicable("it is no load balancer with several listeners")
BALANCER_SAYS = Inapplicable("its load balancer says so")
PASSED_THROUGH = Inapplicable("bytes are passed through unread, so encryption ends behind it")
NO_TLS_SETTING = Inapplicable("AWS sets it, the owner cannot")
NO_REQUESTS = Inapplicable("it does not read requests")
OTHERS_SAY = Inapplicable("another resource of the same API says so")
NO_SUCH = Inapplicable("the service has no such setting")

BALANCER = Endpoint(
    role="load_balancer",
    protocols=LISTENERS_SAY,
    encrypted=LISTENERS_SAY,
    redirects_to_tls=LISTENERS_SAY,
    min_tls=LISTENERS_SAY,
    weak_ciphers=LISTENERS_SAY,
    certificate=LISTENERS_SAY,
    client_certificates=LISTENERS_SAY,
    trust_anchor=LISTENERS_SAY,
    client_expiry_checked=LISTENERS_SAY,
    client_certificates_bypass=NO_SUCH,
    backend_certificate=NO_SUCH,
    execution_logging=NO_SUCH,
)
"""What is true of every load balancer itself, whatever its generation."""


def audience(labels: dict[str, str], document: Document) -> Fact[str]:
    """For whom the owner's label says that the endpoint is."""
    stated = labels.get(AUDIENCE_LABEL)
    if stated is not None:
        return stated.lower()
    return document.values if isinstance(document.values, Unknown) else None


def is_stub(document: Document) -> bool:
    """Whether this only stands in for an owner that is not in the input."""
    return isinstance(document.values, Unknown) and document.address in document.related


def is_set(document: Document, path: str) -> bool | Unknown:
    """Whether something is written at ``path``, a reference to be known only after apply included."""
    link = document.link(path)
    return link if isinstance(link, Unknown) else link is not None


def attached_waf(document: Document) -> Fact[Link]:
    """The web ACL that an association puts before this. An association whose ACL is not known still is one."""
    association = document.sidecar(*ASSOCIATIONS)
    if association is None:
        return document.values if isinstance(document.values, Unknown) else None
    if isinstance(association.values, Unknown):
        return association.values
    path = "web_acl_arn" if association.type == ASSOCIATIONS[0] else "web_acl_id"
    link = association.link(path, "waf", *WEB_ACLS)
    return link if isinstance(link, Link) else Link(association.address, "waf")


def policy_of(name: str | None | Unknown, table: Callable[[str], Policy], unset: str | Unknown) -> Policy:
    """The named policy, or the one that holds where none is named."""
    wanted = unset if name is None else name
    return (wanted, wanted) if isinstance(wanted, Unknown) else table(wanted)


def lowest(versions: tuple[float | Unknown, ...]) -> float | None | Unknown:
    """The lowest of several TLS versions; unknown ones matter only where nothing known is already below 1.2."""
    known = [version for version in versions if not isinstance(version, Unknown)]
    unknown = next((version for version in versions if isinstance(version, Unknown)), None)
    if unknown is not None and (not known or min(known) >= 1.2):
        return unknown
    return min(known) if known else None
