"""Stores of bytes: objects, blocks, files and their copies."""

from __future__ import annotations

from pcicheck.model.kinds.base import Encryption, Kind, StoreLink
from pcicheck.model.value import NOT_STATED, Fact


class ObjectStore(Kind, frozen=True, kw_only=True):
    """A bucket or blob container: S3, Google Cloud Storage, Azure Storage."""

    encryption: Encryption = Encryption()
    """Encryption at rest that new objects get by default."""
    public: Fact[bool] = NOT_STATED
    """Whether anyone on the internet can read or write, by access list or policy, after public access blocks.
    Unknown where a policy or list is."""
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
    lock_mode: Fact[str] = NOT_STATED
    """Default retention lock: ``compliance`` (nobody can shorten it), ``governance`` (the privileged can), or
    ``None`` for no default lock."""
    lock_days: Fact[int] = NOT_STATED
    """Days of the default retention lock; ``None`` for none."""
    access_logging: Fact[bool] = NOT_STATED
    """Whether accesses are logged by the store's own server log."""
    log_target: StoreLink = NOT_STATED
    """Store that receives the access log; ``None`` for none."""
    expires: Fact[bool] = NOT_STATED
    """Whether a lifecycle rule deletes objects after some time."""
    account_lists: Fact[bool] = NOT_STATED
    """Whether access lists (ACLs) are in force beside policies."""
