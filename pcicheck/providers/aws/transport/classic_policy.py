"""Policies of classic load balancers, and which one holds for a port.

Terraform registry, ``aws_load_balancer_policy``, ``aws_load_balancer_listener_policy``,
``aws_lb_ssl_negotiation_policy``: policies say by ``policy_attribute`` blocks either
``Reference-Security-Policy`` or ``Protocol-…`` and cipher names with ``true``. A secure listener without a
policy gets ELBSecurityPolicy-2016-08 (Elastic Load Balancing, "SSL negotiation configurations").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import TlsPolicy
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.transport.common import lowest
from pcicheck.providers.aws.transport.policies import (
    LOAD_BALANCER_DEFAULT,
    Policy,
    load_balancer_policy,
    tls_version,
)
from pcicheck.providers.base import resource
from pcicheck.providers.ciphers import weak_classes

_OTHER_POLICY = Inapplicable("the policy is not about TLS")
_TLS_POLICY_TYPE = "SSLNegotiationPolicyType"
_NO_PROTOCOL = Unknown("the policy names no protocol")
_WORDS = {
    "NULL": "null",
    "ADH": "anonymous",
    "AECDH": "anonymous",
    "ANON": "anonymous",
    "EXP": "export",
    "EXPORT": "export",
    "DES": "des",
    "3DES": "3des",
    "CBC3": "3des",
    "RC4": "rc4",
    "ARCFOUR": "rc4",
    "MD5": "md5",
}


def tls_policy(document: Document) -> Iterator[Resource]:
    """A policy of a classic load balancer; those that are not about TLS have nothing to say."""
    kind = document.text("policy_type_name", _TLS_POLICY_TYPE)
    if isinstance(kind, str) and kind != _TLS_POLICY_TYPE:
        facts = TlsPolicy(min_tls=_OTHER_POLICY, weak_ciphers=_OTHER_POLICY)
    else:
        version, weak = _attributes(document, "policy_attribute")
        facts = TlsPolicy(min_tls=version, weak_ciphers=weak)
    yield resource(document, facts, names=(document.text("policy_name"), document.text("id")))


def policy_at(document: Document, block: Block) -> Policy:
    """The policy that some side-car attaches to the port of this listener."""
    port = block.number("lb_port")
    for sidecar in document.all_sidecars("aws_load_balancer_listener_policy", "aws_lb_ssl_negotiation_policy"):
        inline = sidecar.type == "aws_lb_ssl_negotiation_policy"
        at = sidecar.number("lb_port" if inline else "load_balancer_port")
        if isinstance(at, Unknown) or isinstance(port, Unknown):
            unknown = at if isinstance(at, Unknown) else Unknown("the port of the listener is not known")
            return unknown, unknown
        if at == port:
            return _attributes(sidecar, "attribute") if inline else _named(sidecar)
    return load_balancer_policy(LOAD_BALANCER_DEFAULT)


def _named(sidecar: Document) -> Policy:
    for policy in sidecar.follow_all("policy_names", "aws_load_balancer_policy"):
        if policy.text("policy_type_name", _TLS_POLICY_TYPE) == _TLS_POLICY_TYPE:
            return _attributes(policy, "policy_attribute")
    names = sidecar.texts("policy_names")
    if not isinstance(names, Unknown):
        for name in names:
            if isinstance(name, str) and name.startswith("ELBSecurityPolicy-"):
                return load_balancer_policy(name)
    unknown = Unknown("the policy of the listener is not in this input")
    return unknown, unknown


def _attributes(policy: Document, path: str) -> Policy:
    """What a policy's attributes allow: a predefined policy by reference, else protocols one by one."""
    blocks = policy.blocks(path)
    if isinstance(blocks, Unknown):
        return blocks, blocks
    versions: list[float | Unknown] = []
    weak: dict[str, None] = {}
    hidden: Unknown | None = None
    for block in blocks:
        name, value = block.text("name"), block.text("value")
        if isinstance(name, Unknown):
            return name, name
        if name == "Reference-Security-Policy":
            return (value, value) if isinstance(value, Unknown) else load_balancer_policy(str(value))
        if name is None or not (isinstance(value, Unknown) or str(value).lower() == "true"):
            continue
        if name.startswith("Protocol-"):
            versions.append(value if isinstance(value, Unknown) else tls_version(name.removeprefix("Protocol-")))
        elif isinstance(value, Unknown):
            hidden = value if _flaws(name) else hidden
        else:
            weak.update(dict.fromkeys(_flaws(name)))
    found = lowest(tuple(versions)) if versions else None
    return (_NO_PROTOCOL if found is None else found), hidden or tuple(weak)


def _flaws(cipher: str) -> tuple[str, ...]:
    """What is poor about a cipher; of a name that no list has, such as those with Kerberos, by the words in it."""
    known = weak_classes(cipher)
    if known is not None:
        return known
    words = set(re.split("[-_]", cipher.upper()))
    return tuple(dict.fromkeys(flaw for word, flaw in _WORDS.items() if word in words))
