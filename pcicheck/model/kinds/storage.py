"""Stores of bytes: objects, blocks, files and their copies."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.kinds.base import Encryption, Kind, StoreLink
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class OpenGrant(Struct, frozen=True):
    """A right that an access list gives to a group nobody governs."""

    who: str
    """``anyone`` on the internet, or ``any_account`` of the same cloud."""
    right: str
    """``read``, ``write``, ``read_acl``, ``write_acl`` or ``all``."""


class Share(Struct, frozen=True):
    """Somebody outside the account with whom a copy is shared."""

    who: str
    """``anyone``, an account id, or the name of an organisation or one of its units."""


class ObjectStore(Kind, frozen=True, kw_only=True):
    """A bucket, or an account with blob containers: S3, Google Cloud Storage, Azure Storage."""

    encryption: Encryption = Encryption()
    """Encryption at rest that new objects get by default."""
    public: Fact[bool] = NOT_STATED
    """Whether anyone on the internet can read or write, by access list or policy, after public access blocks.
    Unknown where a policy or list is."""
    public_grants: Fact[tuple[OpenGrant | Unknown, ...]] = NOT_STATED
    """What access lists give to everyone, whether or not a public access block takes it back."""
    public_policy: Fact[bool] = NOT_STATED
    """Whether the policy lets anyone do something, whether or not a public access block takes it back."""
    public_access_block: Fact[bool] = NOT_STATED
    """Whether a public access block is set on the store itself that refuses public lists and public policies."""
    block_public_acls: Fact[bool] = NOT_STATED
    """Whether new public access lists are refused. False where no block is set for the store itself; an
    account-wide block is a resource of its own."""
    ignore_public_acls: Fact[bool] = NOT_STATED
    """Whether existing public access lists have no effect."""
    block_public_policy: Fact[bool] = NOT_STATED
    """Whether new public policies are refused."""
    restrict_public_buckets: Fact[bool] = NOT_STATED
    """Whether a public policy reaches only the owner's account."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether requests without TLS are refused for everyone and everything in the store."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version that the store accepts, such as 1.2, where the owner can set it."""
    versioning: Fact[bool] = NOT_STATED
    """Whether overwritten and deleted objects are kept as versions."""
    mfa_delete: Fact[bool] = NOT_STATED
    """Whether deleting a version needs a second factor."""
    log_destination: Fact[bool] = NOT_STATED
    """Whether the source shows that audit or access logs are delivered here. Unknown where its policy is."""
    lock_mode: Fact[str] = NOT_STATED
    """Default retention lock: ``compliance`` (nobody can shorten it), ``governance`` (the privileged can), or
    ``None`` for no default lock."""
    lock_days: Fact[int] = NOT_STATED
    """Days of the default retention lock; ``None`` for none."""
    access_logging: Fact[bool] = NOT_STATED
    """Whether accesses are logged by the store's own server log."""
    log_target: StoreLink = NOT_STATED
    """Store that receives the access log; ``None`` for none."""
    logs_to_itself: Fact[bool] = NOT_STATED
    """Whether the access log of the store is written into the store itself. False where there is no such log."""
    queues_logged: Fact[bool] = NOT_STATED
    """Whether reads, writes and deletions in the message queues that belong to the store are logged."""
    lifecycle: Fact[bool] = NOT_STATED
    """Whether some lifecycle rule is in force."""
    kept_days: Fact[int] = NOT_STATED
    """Days after which a lifecycle rule deletes every object (its current version); ``None`` where some are kept
    for ever."""
    account_lists: Fact[bool] = NOT_STATED
    """Whether access lists (ACLs) are in force beside policies."""
    account_keys: Fact[bool] = NOT_STATED
    """Whether requests may be signed with a key that everyone shares instead of coming from an identity."""
    local_users: Fact[bool] = NOT_STATED
    """Whether users that only the store knows, with passwords or keys of their own, can be let in."""
    signed_links_expire: Fact[bool] = NOT_STATED
    """Whether a policy limits how long links that carry a signature open the store."""
    public_network: Fact[bool] = NOT_STATED
    """Whether the store answers on public networks at all, were it only to refuse."""
    default_deny: Fact[bool] = NOT_STATED
    """Whether the store's own firewall refuses networks that no rule of it names."""
    admits_everyone: Fact[bool] = NOT_STATED
    """Whether the addresses that its own firewall lets in are the whole internet. Inapplicable where it answers on no
    public network, and where the firewall refuses nobody anyway."""
    private_endpoint: Fact[bool] = NOT_STATED
    """Whether the source shows an address of the store in a private network of the customer."""


class BlockVolume(Kind, frozen=True, kw_only=True):
    """A disk of blocks that stands by itself: EBS, persistent disks, managed disks."""

    encryption: Encryption = Encryption()
    """Encryption at rest. Unknown where nothing is written and a default of the account decides."""
    public_network: Fact[bool] = NOT_STATED
    """Whether the content of the disk can be exported over public networks by somebody with a right to it."""
    key_in_code: Fact[bool] = NOT_STATED
    """Whether a key that the customer supplies stands in the configuration instead of the name of one."""


class FileStore(Kind, frozen=True, kw_only=True):
    """A shared file system: EFS, FSx, Filestore, Azure Files."""

    encryption: Encryption = Encryption()
    """Encryption at rest."""
    anonymous: Fact[bool] = NOT_STATED
    """Whether any client that reaches it over the network gets in without proving who it is."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether mounts without TLS are refused."""
    public_network: Fact[bool] = NOT_STATED
    """Whether it answers on public networks at all, were it only to refuse."""
    access_logging: Fact[bool] = NOT_STATED
    """Whether who reads and changes files in it is recorded somewhere else. Inapplicable where the service has no such
    log, or what it belongs to decides."""


class Snapshot(Kind, frozen=True, kw_only=True):
    """A copy of a volume, a database or a machine."""

    encryption: Encryption = Encryption()
    """Encryption at rest. A copy inherits it from its source, so it is unknown where the source is."""
    shared_with: Fact[tuple[Share | Unknown, ...]] = NOT_STATED
    """Everyone outside the account who may use the copy."""


class StoredObject(Kind, frozen=True, kw_only=True):
    """One object that configuration itself puts into an object store."""

    encryption: Encryption = Encryption()
    """Encryption of the object. Unknown where the store decides and is not in the source."""


class AccessPoint(Kind, frozen=True, kw_only=True):
    """A further way into a store, with rules of its own: access points of S3 and EFS."""

    public_access_block: Fact[bool] = NOT_STATED
    """Whether public lists and policies have no effect through it. Inapplicable to file systems."""
    own_directory: Fact[bool] = NOT_STATED
    """Whether it shows a directory of its own instead of the whole file system. Inapplicable to object stores."""
    own_user: Fact[bool] = NOT_STATED
    """Whether it acts as a user of its own whatever the client claims to be. Inapplicable to object stores."""


class StorageBaseline(Kind, frozen=True, kw_only=True):
    """A setting of a whole account or region that holds for every store in it."""

    public_objects_blocked: Fact[bool] = NOT_STATED
    """Whether no object store of the account can be public, whatever its own lists and policy say."""
    volumes_encrypted: Fact[bool] = NOT_STATED
    """Whether new block volumes are encrypted even where nobody asks for it."""
    snapshots_blocked: Fact[bool] = NOT_STATED
    """Whether copies of volumes cannot be shared with everyone."""
    images_blocked: Fact[bool] = NOT_STATED
    """Whether machine images cannot be shared with everyone."""
