"""Keys, modules, secrets and certificates."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from pcicheck.model.kinds.base import Encryption, KeyLink, Kind, To
from pcicheck.model.link import Link
from pcicheck.model.value import NOT_STATED, Fact, Unknown

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
    rotation_days: Fact[float] = NOT_STATED
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
    deletion_days: Fact[float] = NOT_STATED
    """Days between the order to delete it and its end, in which it can be kept."""
    deletable: Fact[bool] = NOT_STATED
    """Whether the service obeys an order to delete it at all."""
    kept_by_code: Fact[bool] = NOT_STATED
    """Whether the code that makes it refuses to destroy it. Unknown where the source does not show such orders."""
    exportable: Fact[bool] = NOT_STATED
    """Whether the service hands the key out, wrapped or not."""
    plain_backup: Fact[bool] = NOT_STATED
    """Whether the service gives out a backup of it in clear text."""
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


class KeyAssignment(Kind, frozen=True, kw_only=True):
    """A thing that hands one key to many stores, such as a disk encryption set of Azure."""

    key: KeyLink = NOT_STATED
    """The key."""
    follows_rotation: Fact[bool] = NOT_STATED
    """Whether the stores take a new version of the key by themselves."""


class KeyStore(Kind, frozen=True, kw_only=True):
    """A place for keys that one customer governs: a custom key store of AWS KMS, a vault, a key ring."""

    protection_level: Fact[str] = NOT_STATED
    """As for a key: ``software``, ``hsm``, ``dedicated_hsm`` or ``external``."""
    hardware: Fact[bool] = NOT_STATED
    """Whether hardware security modules hold the keys. Unknown for an external key manager, which shows only its
    address."""
    hsm: HsmLink = NOT_STATED
    """The cluster of modules behind it; Inapplicable where there is none of the customer's own."""
    connected: Fact[bool] = NOT_STATED
    """Whether the key service is signed in to what holds the keys, a cluster of modules or the proxy of an external key
    manager; a manager behind the proxy may still refuse. Unknown where the source tells only what shall be made, and
    while the connection is being made or ended."""
    private_path: Fact[bool] = NOT_STATED
    """Whether requests to it stay on private networks."""
    public: Fact[bool] = NOT_STATED
    """Whether its access policy lets anyone in."""
    central_access: Fact[bool] = NOT_STATED
    """Whether the cloud's own role assignments decide who gets in, instead of a list that is kept at the store."""
    public_network: Fact[bool] = NOT_STATED
    """Whether its address on public networks is in use at all."""
    default_deny: Fact[bool] = NOT_STATED
    """Whether requests from networks that nobody named are refused."""
    networks: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Networks and addresses that are named to be let in; empty for none."""
    private_endpoint: Fact[bool] = NOT_STATED
    """Whether an address for it in a private network is in the same source."""
    purge_protection: Fact[bool] = NOT_STATED
    """Whether deleted keys cannot be destroyed before their waiting time ends."""
    deletion_days: Fact[float] = NOT_STATED
    """Days that deleted keys are kept."""
    logged: Fact[bool] = NOT_STATED
    """Whether each use of what it holds is logged somewhere else, by a setting of its own."""
    admits_everyone: Fact[bool] = NOT_STATED
    """Whether the addresses that it lets in by name are the whole internet. Inapplicable where it answers on no public
    network, and where everyone is let in anyway."""


class Hsm(Kind, frozen=True, kw_only=True):
    """A cluster or pool of hardware security modules of one customer: CloudHSM, Managed HSM."""

    hsm_count: Fact[int] = NOT_STATED
    """Modules in it. Unknown where the source shows none of them, as they may be made elsewhere."""
    zones: Fact[tuple[str, ...]] = NOT_STATED
    """Zones that hold a module. A subnet whose zone is not known yet stands for its zone where the service allows
    one subnet a zone."""
    zone_count: Fact[int] = NOT_STATED
    """How many different zones hold a module."""
    quorum: Fact[int] = NOT_STATED
    """How many custodians must come together to recover its keys. Unknown where the module is set up by hand."""
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
    value_in_code: Fact[bool] = NOT_STATED
    """Whether its value passes through configuration, plan or state files. Inapplicable to what is no secret."""
    expires: Fact[bool] = NOT_STATED
    """Whether a date is set after which it is not valid any more."""
    lasting_token: Fact[bool] = NOT_STATED
    """Whether the platform fills it with a token of a system account that is valid until somebody deletes it."""


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
    lifetime_days: Fact[float] = NOT_STATED
    """Days from its issue to its end. Inapplicable where only the issuer decides."""
    key_renewed: Fact[bool] = NOT_STATED
    """Whether each renewal makes a new key. Inapplicable where the service does not say."""


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
    key_exportable: Fact[bool] = NOT_STATED
    """Whether its private key was handed out when it was made."""


class CertificateProfile(Kind, frozen=True, kw_only=True):
    """What certificates an authority issues on request: roles of Vault's PKI, issuance policies and templates of
    Certificate Authority Service."""

    any_name: Fact[bool] = NOT_STATED
    """Whether it issues for whatever name is asked for."""
    strength: Fact[int] = NOT_STATED
    """Security strength in bits of the weakest key that it certifies, as for a key; ``None`` where it sets no least
    length."""
    max_days: Fact[float] = NOT_STATED
    """Longest lifetime of a certificate in days; ``None`` where only the authority's own end limits it."""


class SecretsMount(Kind, frozen=True, kw_only=True):
    """A place at which a secrets service keeps or makes secrets, or lets callers sign in: mounts and sign-in methods
    of Vault."""

    category: Fact[str] = NOT_STATED
    """``secrets`` or ``sign_in``."""
    engine: Fact[str] = NOT_STATED
    """What is mounted, as the service names it: ``kv``, ``transit``, ``pki``, ``approle`` …"""
    max_lease_hours: Fact[float] = NOT_STATED
    """Longest life of what it hands out, in hours; ``None`` where the server's own limit holds."""
    unmasked_audit_keys: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Fields that are written to the audit record in clear text; empty for none."""
    listed_openly: Fact[bool] = NOT_STATED
    """Whether callers who have not signed in are told that it is there."""


class SignInRole(Kind, frozen=True, kw_only=True):
    """A role by which programs sign in to a secrets service: AppRole, Kubernetes, token and other roles of Vault."""

    max_hours: Fact[float] = NOT_STATED
    """Longest life of a session in hours; ``None`` where only the mount or server limits it."""
    endless: Fact[bool] = NOT_STATED
    """Whether a session can be renewed for ever."""
    secret_asked: Fact[bool] = NOT_STATED
    """Whether the caller must present a secret beside its name. Inapplicable where something else vouches for it."""
    secret_hours: Fact[float] = NOT_STATED
    """Life of such a secret in hours; ``None`` for no end. Inapplicable where there is none."""
    sources_named: Fact[bool] = NOT_STATED
    """Whether it says from which networks callers may come."""
    any_caller: Fact[bool] = NOT_STATED
    """Whether a wildcard stands where the caller should be named."""
    all_powerful: Fact[bool] = NOT_STATED
    """Whether sessions get the policy that may do everything, such as ``root`` in Vault."""


class IssuingRole(Kind, frozen=True, kw_only=True):
    """A role by which a secrets service makes credentials for other systems: databases, clouds, SSH."""

    target: Fact[str] = NOT_STATED
    """What they are for: ``database``, ``cloud`` or ``ssh``."""
    max_hours: Fact[float] = NOT_STATED
    """Longest life of what it makes, in hours; ``None`` where only the mount or server limits it."""
    any_user: Fact[bool] = NOT_STATED
    """Whether it makes credentials for whatever user name is asked for. Inapplicable where it makes the user."""


class AuditDevice(Kind, frozen=True, kw_only=True):
    """A place to which a secrets service writes what each caller asked and got: audit devices of Vault."""

    category: Fact[str] = NOT_STATED
    """``file``, ``socket`` or ``syslog``."""
    raw: Fact[bool] = NOT_STATED
    """Whether secrets are written to it in clear text instead of as keyed hashes."""
    local: Fact[bool] = NOT_STATED
    """Whether it is left out when the set-up is copied to other clusters."""


class MfaEnforcement(Kind, frozen=True, kw_only=True):
    """A rule that asks for a second factor at sign-in to a secrets service: login enforcements of Vault."""

    methods: Fact[bool] = NOT_STATED
    """Whether it names at least one second factor."""
    covers: Fact[bool] = NOT_STATED
    """Whether it names the sign-in methods, people or groups that it holds for."""
