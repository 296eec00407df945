"""Authorities and roles of the PKI engine.

Terraform registry: ``vault_pki_secret_backend_root_cert`` and ``…_intermediate_cert_request`` (rsa; 2048 bits, 256
for ec; ``type`` exported hands the private key out), ``…_config_urls``, ``…_crl_config``,
``vault_pki_secret_backend_role`` (``allow_any_name`` false; rsa of 2048 bits; ``max_ttl`` in seconds, none for the
limit of the mount). Vault documentation, "PKI secrets engine API": signatures use SHA-256 unless ``signature_bits``
says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.keys import CertificateAuthority, CertificateProfile
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm
from pcicheck.providers.vault.reading import hours, mount_of, place_of

_ROOT = "vault_pki_secret_backend_root_cert"
_URLS = "vault_pki_secret_backend_config_urls"
_LISTS = "vault_pki_secret_backend_crl_config"
_DEFAULT_BITS = {"rsa": 2048, "ec": 256}
_DEFAULT_HASH = 256
_ANY = Unknown("the role takes any type of key; the server's own least lengths apply")
_NO_MOUNT = Unknown("the mount is not in this input")
_SERVER = Unknown("neither role nor mount sets a limit; the server's own applies")
_NO_URLS = Unknown("where revoked certificates are published is not in this input")
_BUILT_IN = Inapplicable("the signature scheme has its hash built in")
_SHORT_HOURS = 7 * 24


def authority(document: Document) -> Iterator[Resource]:
    """A root or intermediate authority."""
    kind = _algorithm(document)
    form = document.text("type")
    facts = CertificateAuthority(
        root=document.type == _ROOT,
        enabled=True,
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        signature_hash=_hash(document, kind),
        short_lived=_short_lived(document),
        revocation=_revocation(document),
        key_exportable=form if form is None or isinstance(form, Unknown) else form == "exported",
    )
    yield resource(document, facts, names=(document.text("id"),))


def role(document: Document) -> Iterator[Resource]:
    """A role by which certificates are issued."""
    kind = _algorithm(document)
    facts = CertificateProfile(
        any_name=_any_name(document),
        strength=_ANY if document.get("key_type") == "any" else kind.strength,
        max_days=_max_days(document),
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _algorithm(block: Block) -> Algorithm:
    family = block.text("key_type", "rsa")
    if isinstance(family, Unknown):
        return unknown_algorithm(family)
    if family == "ed25519":
        return ec(256)
    default = _DEFAULT_BITS.get(family or "")
    bits = block.number("key_bits", default) or default
    if isinstance(bits, Unknown):
        return Algorithm(family, bits, bits)
    if bits is None:
        return unknown_algorithm(Unknown(f"the key type {family} is not known to pcicheck"))
    return rsa(int(bits)) if family == "rsa" else ec(int(bits))


def _hash(document: Document, kind: Algorithm) -> Fact[int]:
    if document.get("key_type") == "ed25519":
        return _BUILT_IN
    bits = document.number("signature_bits", 0)
    if isinstance(bits, Unknown):
        return bits
    return int(bits) if bits else kind.size if kind.family == "ec" and isinstance(kind.size, int) else _DEFAULT_HASH


def _short_lived(document: Document) -> Fact[bool]:
    mount = mount_of(document)
    if mount is None:
        return _NO_MOUNT
    longest = hours(mount, "max_lease_ttl_seconds")
    return longest if isinstance(longest, Unknown) else longest is not None and longest <= _SHORT_HOURS


def _revocation(document: Document) -> Fact[bool]:
    """Whether certificates name a list or responder, and lists are made. Both are settings of the mount."""
    for config in _configs(document, _LISTS):
        if config.flag("disable", False) is True and config.flag("ocsp_disable", False) is True:
            return False
    answers = [
        any_true(config.has("crl_distribution_points"), config.has("ocsp_servers"))
        for config in _configs(document, _URLS)
    ]
    return all_true(*answers) if answers else _NO_URLS


def _configs(document: Document, native_type: str) -> Iterator[Document]:
    place = place_of(document)
    for config in document.surroundings.of_type(native_type) if place else ():
        if place_of(config) == place:
            yield config


def _any_name(document: Document) -> Fact[bool]:
    domains = document.texts("allowed_domains")
    if isinstance(domains, Unknown):
        wild: bool | Unknown = domains
    else:
        wild = any_true(*(name if isinstance(name, Unknown) else name.strip() == "*" for name in domains))
    globs = all_true(document.flag("allow_glob_domains", False), wild)
    return any_true(document.flag("allow_any_name", False), globs)


def _max_days(document: Document) -> Fact[float]:
    if document.has("not_after") is not False:
        return Unknown("the role sets a fixed end date")
    own = hours(document, "max_ttl")
    mount = mount_of(document) if own is None else None
    longest = hours(mount, "max_lease_ttl_seconds") if mount else own
    if longest is None:
        return _SERVER
    return longest if isinstance(longest, Unknown) else longest / 24
