"""VPC endpoints and the services behind them.

Defaults, Terraform registry, hashicorp/aws: ``aws_vpc_endpoint.policy`` defaults to full access for anyone,
``vpc_endpoint_type`` to Gateway; ``aws_vpc_endpoint_service.acceptance_required`` is required and
``allowed_principals`` empty, which lets in nobody but the owner's account. Service names are
``com.amazonaws.<region>.<service>`` or ``aws.<service>.<region>.<part>``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import PrivateLink, PrivateService
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import anyone, narrows
from pcicheck.providers.aws.policy import Policy, Statement, read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

Purpose = Literal["object_store", "keys", "secrets", "logs", "other"]
Form = Literal["gateway", "interface", "appliance"]

_PURPOSES: dict[str, Purpose] = {
    "s3": "object_store",
    "s3express": "object_store",
    "kms": "keys",
    "kms-fips": "keys",
    "payment-cryptography.controlplane": "keys",
    "payment-cryptography.dataplane": "keys",
    "secretsmanager": "secrets",
    "ssm": "secrets",
    "logs": "logs",
}
_FORMS: dict[str, Form] = {"gateway": "gateway", "interface": "interface", "gatewayloadbalancer": "appliance"}
_NO_POLICY = Inapplicable("endpoints of this type have no policy")
_SERVICE_PARTS = 3
_RESOURCE_KEYS = ("aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount")


def endpoint(document: Document) -> Iterator[Resource]:
    """A VPC endpoint."""
    service_name = _service_name(document)
    form = _form(document)
    facts = PrivateLink(
        service=service_name,
        purposes=service_name if isinstance(service_name, Unknown) else (_PURPOSES.get(service_name, "other"),),
        form=form,
        open_policy=_NO_POLICY if form == "appliance" else _open_policy(document),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def service(document: Document) -> Iterator[Resource]:
    """An endpoint service."""
    facts = PrivateService(
        acceptance_required=document.flag("acceptance_required", False),
        open_to_all=any_true(
            _star(document.texts("allowed_principals")),
            *(
                _star(item.texts("principal_arn"))
                for item in document.all_sidecars("aws_vpc_endpoint_service_allowed_principal")
            ),
        ),
    )
    names = (document.text("arn"), document.text("id"), document.text("service_name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _service_name(document: Document) -> str | Unknown:
    name = document.text("service_name")
    if name is None or isinstance(name, Unknown):
        return name or Unknown("the service is named by something other than its service name")
    parts = name.split(".")
    if name.startswith("com.amazonaws.") and len(parts) > _SERVICE_PARTS:
        return ".".join(parts[_SERVICE_PARTS:])
    return name


def _form(document: Document) -> Fact[Form]:
    kind = document.text("vpc_endpoint_type", "Gateway")
    if isinstance(kind, Unknown):
        return kind
    return _FORMS.get(str(kind).lower(), Unknown(f"{kind} is no known endpoint type"))


def _open_policy(document: Document) -> bool | Unknown:
    sidecar = document.sidecar("aws_vpc_endpoint_policy")
    policy = read_policy(sidecar or document)
    return True if policy is None else _opens(policy)


def _opens(policy: Policy | Unknown) -> bool | Unknown:
    if isinstance(policy, Unknown):
        return policy
    return any_true(*(item if isinstance(item, Unknown) else _opens_to_anyone(item) for item in policy))


def _opens_to_anyone(statement: Statement) -> bool | Unknown:
    """Whether anyone may do something with anybody's resources: no named caller, resource or owner."""
    if not statement.allow:
        return False
    caller = True if statement.not_principals else anyone(statement.principals)
    target = True if statement.not_resources else _star(statement.resources)
    narrowed = [c.key in _RESOURCE_KEYS or narrows(c) for c in statement.conditions]
    if caller is False or target is False or True in narrowed:
        return False
    return next((answer for answer in (caller, target, *narrowed) if isinstance(answer, Unknown)), True)


def _star(texts: tuple[str | Unknown, ...] | Unknown) -> bool | Unknown:
    if isinstance(texts, Unknown):
        return texts
    return any_true(*(text if isinstance(text, Unknown) else text == "*" for text in texts))
