"""What Route 53 says about mail of a domain, and how SES sends.

Terraform registry, hashicorp/aws: ``aws_route53_record.records`` (long texts in pieces, ``"…" "…"``);
``aws_ses_configuration_set.delivery_options.tls_policy`` default Optional,
``aws_sesv2_configuration_set.delivery_options.tls_policy`` default OPTIONAL.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import MailDomain, MailSender
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.mail import mail_domain


def record(document: Document) -> Iterator[Resource]:
    """A TXT record that speaks of mail; other records are no such thing. One of which nothing is known may be one."""
    if isinstance(document.values, Unknown):
        yield resource(document, MailDomain(category=document.values, policy=document.values))
    if document.text("type") in ("TXT", "SPF"):
        for number, facts in enumerate(mail_domain(document.text("name"), document.texts("records"))):
            yield resource(document, facts, part=str(number) if number else "")


def sender(document: Document) -> Iterator[Resource]:
    """A configuration set of SES."""
    policy = document.text("delivery_options.tls_policy", "Optional")
    required = policy if isinstance(policy, Unknown) else str(policy).lower() == "require"
    yield resource(document, MailSender(tls_required=required), labels=tags_of(document))
