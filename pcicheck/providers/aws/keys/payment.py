"""Keys of AWS Payment Cryptography: PIN, card verification, EMV and data keys in PCI PTS certified modules.

Attributes: Terraform registry, ``aws_paymentcryptography_key`` (``exportable`` and ``key_attributes`` are required;
enabled unless it is written otherwise); modules: AWS Payment Cryptography User Guide, "Data protection". The service
neither rotates keys by itself nor attaches policies to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Key
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.keys.algorithms import algorithm
from pcicheck.providers.aws.keys.stub import only_named
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.tenants import tenant_of

_ALIAS = "aws_paymentcryptography_key_alias"
_NO_ROTATION = Inapplicable("Payment Cryptography does not rotate keys; they are replaced by hand")
_NO_POLICY = Inapplicable("a payment key has no policy of its own; identity policies decide")
_NO_EXPIRY = Inapplicable("a payment key has no date of expiry")
_FIXED_WINDOW = Inapplicable("the request to delete a payment key sets its waiting time")
_SHARED_HSM = Inapplicable("the key lives in the provider's shared modules")
_MODES = (
    ("encrypt", "encrypt"),
    ("wrap", "wrap"),
    ("generate", "mac"),
    ("sign", "sign"),
    ("derive_key", "derive"),
)


def key(document: Document) -> Iterator[Resource]:
    """A payment key."""
    if only_named(document, _ALIAS):
        return
    kind = algorithm(document.text("key_attributes.key_algorithm"))
    facts = Key(
        purpose=_purpose(document),
        enabled=document.flag("enabled", True),
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        rotation=_NO_ROTATION,
        rotation_days=_NO_ROTATION,
        protection_level="hsm",
        key_store=None,
        origin="generated",
        material_in_code=False,
        expires=_NO_EXPIRY,
        deletion_days=_FIXED_WINDOW,
        exportable=document.flag("exportable", Unknown("whether it can be exported is not written")),
        multi_region=False,
        policy_set=_NO_POLICY,
        public=_NO_POLICY,
        access=_NO_POLICY,
        tenant=tenant_of(document),
        own_tenant_hsm=_SHARED_HSM,
    )
    aliases = document.all_sidecars(_ALIAS)
    names = (document.text("arn"), document.text("id"), *(alias.text("alias_name") for alias in aliases))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _purpose(document: Document) -> Fact[str]:
    """The first mode of use that is on; keys without restriction encrypt."""
    modes = document.block("key_attributes.key_modes_of_use")
    if modes is None or isinstance(modes, Unknown):
        return modes if isinstance(modes, Unknown) else Unknown("no mode of use is written")
    for name, purpose in _MODES:
        answer = modes.flag(name, False)
        if isinstance(answer, Unknown):
            return answer
        if answer:
            return purpose
    return "encrypt"
