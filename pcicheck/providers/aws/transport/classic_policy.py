"""Policies of classic load balancers, and which one holds for a port.

Terraform registry, ``aws_load_balancer_policy``, ``aws_load_balancer_listener_policy``,
``aws_lb_ssl_negotiation_policy``: policies say by ``policy_attribute`` blocks either
``Reference-Security-Policy`` or ``Protocol-…`` and cipher names with ``true``. A secure listener without a
policy gets ELBSecurityPolicy-2016-08 (Elastic Load Balancing, "SSL negotiation configurations").
"""

from __future__ import annotations

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

_OTHER_POLICY = Inapplicable("the policy is not about TLS")
_TLS_POLICY_TYPE = "SSLNegotiationPolicyType"


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
    weak: list[str] = []
    for block in blocks:
        name, value = block.text("name"), block.text("value")
        if isinstance(name, Unknown):
            return name, name
        if name == "Reference-Security-Policy":
            return (value, value) if isinstance(value, Unknown) else load_balancer_policy(str(value))
        if isinstance(value, Unknown):
            versions.append(value)
        elif name is not None and str(value).lower() == "true":
            if name.startswith("Protocol-"):
                versions.append(tls_version(name.removeprefix("Protocol-")))
            else:
                weak.extend(_flaws(name))
    if not versions:
        unknown = Unknown("the policy names no protocol")
        return unknown, unknown
    found = lowest(tuple(versions))
    return (Unknown("the policy names no protocol") if found is None else found), tuple(dict.fromkeys(weak))


def _flaws(cipher: str) -> Iterator[str]:
    """What is poor about a cipher by its OpenSSL name."""
    if cipher.startswith(("NULL", "ADH", "AECDH")):
        yield "anonymous" if cipher.startswith("A") else "null"
    if cipher.startswith("EXP"):
        yield "export"
    if "RC4" in cipher:
        yield "rc4"
    if "DES-CBC3" in cipher:
        yield "3des"
    elif "DES-CBC" in cipher:
        yield "des"
    if cipher.endswith("-MD5"):
        yield "md5"
    if cipher.endswith("-SHA") and "RC4" not in cipher:
        yield "cbc_sha1"
    if cipher.startswith(("AES", "CAMELLIA", "RC4", "DES")):
        yield "rsa_key_exchange"
