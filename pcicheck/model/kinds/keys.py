"""Keys, modules, secrets and certificates."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from pcicheck.model.kinds.base import Encryption, Kind, To
from pcicheck.model.link import Link
from pcicheck.model.value import NOT_STATED, Fact

KeyStoreLink = Annotated[Fact[Link], To("key_store")]
HsmLink = Annotated[Fact[Link], To("hsm")]
SecretLink = Annotated[Fact[Link], To("secret")]
AuthorityLink = Annotated[Fact[Link], To("certificate_authority")]


class KeyAccess(Struct, frozen=True, kw_only=True):
    """What the key's own policy, bindings and grants let one principal do with it."""

    principal: Fact[str] = NOT_STATED
    """User, role, service or account as the provider writes it; ``*`` for everyone."""
    account: Fact[str] = NOT_STATED
    """Account, project or subscription of the principal; ``*`` for any. Inapplicable for the provider's services."""
    delegated: Fact[bool] = NOT_STATED
    """Whether this only leaves the decision to the identity policies of a whole account, as the root principal
    of an AWS key policy does."""
    administers: Fact[bool] = NOT_STATED
    """Whether it may change who has access, or delete the key."""
    uses: Fact[bool] = NOT_STATED
    """Whether it may encrypt, decrypt, sign or make data keys. Unknown where a name that is not known yet could be
    the same as that of an administrator."""


class Key(Kind, frozen=True, kw_only=True):
    """A cryptographic key held by a key service: AWS KMS, Payment Cryptography, Cloud KMS, Key Vault, Vault transit."""

    purpose: Fact[str] = NOT_STATED
    """What it is for: ``encrypt``, ``sign``, ``mac``, ``agree``, ``wrap`` or ``derive``."""
    enabled: Fact[bool] = NOT_STATED
    """Whether it can be used now."""
    algorithm: Fact[str] = NOT_STATED
    """Family: ``aes``, ``rsa``, ``ec``, ``hmac``, ``tdes``, ``ml-dsa``, ``sm2`` …"""
    size: Fact[int] = NOT_STATED
    """Length in bits as its name states it, such as 2048."""
    strength: Fact[int] = NOT_STATED
    """Security strength in bits after NIST SP 800-57 part 1: 112 for RSA 2048, 128 for P-256."""
    rotation: Fact[bool] = NOT_STATED
    """Whether the service replaces the key material by itself. Inapplicable where it cannot, such as for asymmetric
    keys in AWS KMS; such keys are replaced by hand."""
    rotation_days: Fact[int] = NOT_STATED
    """Days between automatic replacements; ``None`` where rotation is off."""
    protection_level: Fact[str] = NOT_STATED
    """Where the key material lives: ``software``, ``hsm`` (validated modules that the provider shares among
    customers), ``dedicated_hsm`` (modules of one customer) or ``external`` (a key manager outside the cloud)."""
    key_store: KeyStoreLink = NOT_STATED
    """The customer's own key store that holds it; ``None`` for the provider's shared one."""
    origin: Fact[str] = NOT_STATED
    """Where the material was made: ``generated`` (inside the service), ``imported`` (brought by the customer) or
    ``key_store`` (in the customer's own key store)."""
    material_in_code: Fact[bool] = NOT_STATED
    """Whether the key material itself passes through configuration, plan or state files."""
    expires: Fact[bool] = NOT_STATED
    """Whether a date is set after which the key cannot be used. Inapplicable where a key has no such date."""
    deletion_days: Fact[int] = NOT_STATED
    """Days between the order to delete it and its end, in which it can be kept."""
    exportable: Fact[bool] = NOT_STATED
    """Whether the service hands the key out, wrapped or not."""
    multi_region: Fact[bool] = NOT_STATED
    """Whether the same material is, or may be, held in several regions."""
    policy_set: Fact[bool] = NOT_STATED
    """Whether an access policy of its own is written, instead of the provider's default. One that is written and
    known only after apply counts."""
    public: Fact[bool] = NOT_STATED
    """Whether its policy lets anyone use or administer it. Unknown where the policy is."""
    access: Fact[tuple[KeyAccess, ...]] = NOT_STATED
    """What its policy and grants let each principal do; empty where only the default policy is in force."""
    tenant: Fact[str] = NOT_STATED
    """Customer that it belongs to, by its label; ``None`` without one."""
    own_tenant_hsm: Fact[bool] = NOT_STATED
    """Whether the module that holds it is labelled for the same customer. Inapplicable for a key without a label and
    for one in the provider's shared modules."""


class KeyStore(Kind, frozen=True, kw_only=True):
    """A place for keys that one customer governs: a custom key store of AWS KMS, a vault, a key ring."""

    protection_level: Fact[str] = NOT_STATED
    """As for a key: ``software``, ``hsm``, ``dedicated_hsm`` or ``external``."""
    hardware: Fact[bool] = NOT_STATED
    """Whether hardware security modules hold the keys. Unknown for an external key manager, which shows only its
    address."""
    hsm: HsmLink = NOT_STATED
    """The cluster of modules behind it; Inapplicable where there is none of the customer's own."""
    private_path: Fact[bool] = NOT_STATED
    """Whether requests to it stay on private networks."""
    public: Fact[bool] = NOT_STATED
    """Whether its access policy lets anyone in."""
    purge_protection: Fact[bool] = NOT_STATED
    """Whether deleted keys cannot be destroyed before their waiting time ends."""
    deletion_days: Fact[int] = NOT_STATED
    """Days that deleted keys are kept."""


class Hsm(Kind, frozen=True, kw_only=True):
    """A cluster or pool of hardware security modules of one customer: CloudHSM, Managed HSM."""

    hsm_count: Fact[int] = NOT_STATED
    """Modules in it. Unknown where the source shows none of them, as they may be made elsewhere."""
    zones: Fact[tuple[str, ...]] = NOT_STATED
    """Zones that hold a module. A subnet whose zone is not known yet stands for its zone where the service allows
    one subnet a zone."""
    zone_count: Fact[int] = NOT_STATED
    """How many different zones hold a module."""
    model: Fact[str] = NOT_STATED
    """Hardware as the provider names it, such as ``hsm2m.medium``."""
    current: Fact[bool] = NOT_STATED
    """Whether that hardware is of the generation that the provider offers today."""
    validated_mode: Fact[bool] = NOT_STATED
    """Whether it runs in a mode in which only validated (FIPS) algorithms and keys work."""
    backup_days: Fact[int] = NOT_STATED
    """Days that backups of it are kept."""
    tenant: Fact[str] = NOT_STATED
    """Customer that it belongs to, by its label; ``None`` without one."""


class Secret(Kind, frozen=True, kw_only=True):
    """A stored password, token or parameter: Secrets Manager, Parameter Store, Secret Manager, Key Vault."""

    encryption: Encryption = Encryption()
    """Encryption of the stored value."""
    rotation: Fact[bool] = NOT_STATED
    """Whether it is replaced on a schedule. Inapplicable where the service cannot."""
    rotation_days: Fact[float] = NOT_STATED
    """Longest time between two replacements, in days; ``None`` where rotation is off."""
    public: Fact[bool] = NOT_STATED
    """Whether its own access policy lets anyone read it. Unknown where the policy is."""


class SecretRotation(Kind, frozen=True, kw_only=True):
    """A schedule by which a secret is replaced, where the platform keeps it as a thing of its own."""

    secret: SecretLink = NOT_STATED
    """The secret that it replaces."""
    interval_days: Fact[float] = NOT_STATED
    """Longest time between two replacements, in days."""


class Certificate(Kind, frozen=True, kw_only=True):
    """A certificate with its private key, kept by a service: ACM, IAM, Certificate Manager, Key Vault, cert-manager."""

    issuer: Fact[str] = NOT_STATED
    """Who issued it: ``public`` (a public authority, through the service), ``private`` (the customer's own) or
    ``imported`` (any, brought from outside)."""
    authority: AuthorityLink = NOT_STATED
    """The private authority that issues it; ``None`` for others."""
    algorithm: Fact[str] = NOT_STATED
    """Family of its key: ``rsa``, ``ec`` …"""
    size: Fact[int] = NOT_STATED
    """Length of its key in bits."""
    strength: Fact[int] = NOT_STATED
    """Security strength of its key in bits, as for a key."""
    transparency_logged: Fact[bool] = NOT_STATED
    """Whether its issue is written to public transparency logs. Inapplicable where the service has no say in it."""
    renewed: Fact[bool] = NOT_STATED
    """Whether the service renews it by itself."""
    exportable: Fact[bool] = NOT_STATED
    """Whether the service hands out its private key."""


class CertificateAuthority(Kind, frozen=True, kw_only=True):
    """A private certificate authority: AWS Private CA, Certificate Authority Service."""

    root: Fact[bool] = NOT_STATED
    """Whether it is a root, else it is subordinate to one."""
    enabled: Fact[bool] = NOT_STATED
    """Whether it can issue."""
    algorithm: Fact[str] = NOT_STATED
    """Family of its key: ``rsa``, ``ec`` …"""
    size: Fact[int] = NOT_STATED
    """Length of its key in bits."""
    strength: Fact[int] = NOT_STATED
    """Security strength of its key in bits, as for a key."""
    signature_hash: Fact[int] = NOT_STATED
    """Output length in bits of the hash in its signatures, such as 256. Inapplicable where the signature scheme has
    its hash built in."""
    short_lived: Fact[bool] = NOT_STATED
    """Whether it can only issue certificates that end within days."""
    revocation: Fact[bool] = NOT_STATED
    """Whether it publishes revoked certificates, by a list (CRL) or a responder (OCSP)."""
