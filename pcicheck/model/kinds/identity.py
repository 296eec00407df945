"""Users, credentials, grants, trust and passwords."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class Identity(Kind, frozen=True, kw_only=True):
    """A person's or a program's account with the cloud: IAM users, directory users, service accounts."""

    category: Fact[str] = NOT_STATED
    """``user``, ``service`` (an account that only programs use) or ``root``. Unknown where both kinds look alike."""
    local: Fact[bool] = NOT_STATED
    """Whether it exists only in this cloud account, with credentials of its own, instead of in the directory from
    which everyone signs in."""
    console: Fact[bool] = NOT_STATED
    """Whether it has a password for the web console. Unknown where a source does not list passwords."""
    lasting_keys: Fact[bool] = NOT_STATED
    """Whether it has keys or passwords that stay valid until somebody takes them away or for months, instead of
    tokens that a platform hands out for minutes. Inapplicable to people."""
    preset: Fact[bool] = NOT_STATED
    """Whether it is the account that the platform makes for every program alike."""
    hands_out_token: Fact[bool] = NOT_STATED
    """Whether programs that use it are handed a token for the interface of the cluster without asking."""


class Credential(Kind, frozen=True, kw_only=True):
    """A password, access key or service account key of an identity."""

    category: Fact[str] = NOT_STATED
    """``password`` or ``access_key``."""
    of_root: Fact[bool] = NOT_STATED
    """Whether it belongs to the account's root or owner identity."""
    active: Fact[bool] = NOT_STATED
    """Whether it can be used."""
    secret_encrypted: Fact[bool] = NOT_STATED
    """Whether its secret is kept only in encrypted form where it was made, such as in Terraform's state. Inapplicable
    where the source never sees the secret."""
    must_change: Fact[bool] = NOT_STATED
    """Whether the first sign-in forces a new one. Inapplicable to keys."""
    strength_enforced: Fact[bool] = NOT_STATED
    """Whether the directory's rules for strong passwords hold for it. Inapplicable to keys."""
    brought: Fact[bool] = NOT_STATED
    """Whether it was made somewhere else and its public half brought along, instead of being made by the cloud.
    Inapplicable to passwords."""
    lifetime_days: Fact[float] = NOT_STATED
    """Days from its making until it expires or Terraform replaces it; ``None`` for never."""


class Grant(Kind, frozen=True, kw_only=True):
    """A permission that is given: a policy, a binding, the attachment of a predefined policy or role, or the policy
    of a thing that others may use.

    "Anywhere" means on every resource and without any condition.
    """

    holders: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Kinds of identity that it is attached to: ``user``, ``group``, ``role``, ``permission_set``, ``service`` (the
    account of a program), ``default_service`` (one that the cloud made unasked), ``agent`` (one of the cloud's own),
    ``domain`` (everybody in one), ``federated`` and ``anyone``; ``personal`` beside ``user`` for addresses at providers
    of private mail. Inapplicable to a policy by itself and to the policy of a thing."""
    level: Fact[str] = NOT_STATED
    """What it is given for: ``organization``, ``folder`` (also a management group), ``account`` (also a project or
    subscription), ``group`` (a resource group) or ``resource``. ``account`` for policies of AWS identities, which name
    resources themselves. Inapplicable to other policies and roles by themselves."""
    full_admin: Fact[bool] = NOT_STATED
    """Whether it allows every action on everything."""
    every_action: Fact[bool] = NOT_STATED
    """Whether some statement allows every action, on whatever resource."""
    all_but: Fact[bool] = NOT_STATED
    """Whether some statement allows everything except what it lists, so that new services are allowed too."""
    whole_services: Fact[tuple[str, ...]] = NOT_STATED
    """Services of which every action is allowed, such as ``s3``; ``*`` for all services; empty for none. Unknown
    where none is found and some action is not known."""
    identity_admin: Fact[bool] = NOT_STATED
    """Whether it allows every action of the identity service."""
    escalates: Fact[bool] = NOT_STATED
    """Whether its holder can give itself more rights than it has, anywhere."""
    exposes_credentials: Fact[bool] = NOT_STATED
    """Whether it allows an action that hands out passwords, keys or session tokens, anywhere."""
    reads_any_data: Fact[bool] = NOT_STATED
    """Whether it allows reading objects, secrets or parameters, anywhere."""
    changes_access: Fact[bool] = NOT_STATED
    """Whether it allows changing who may use what (policies, sharing, keys' grants), anywhere."""
    writes_anywhere: Fact[bool] = NOT_STATED
    """Whether it allows, anywhere, changes that could have been limited to named resources. Unknown where an action
    is not in the table of actions."""
    any_resource: Fact[bool] = NOT_STATED
    """Whether it allows, anywhere, any action that could have been limited to named resources. Unknown where an
    action is not in the table of actions."""
    predefined: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names of the cloud's own policies or roles that it attaches; empty for none. Inapplicable to policies that are
    written out."""
    wide: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Those of ``predefined`` that it gives for a whole account, project, subscription or more, without a condition
    that narrows it to named things. Inapplicable where ``predefined`` is."""
    standing: Fact[bool] = NOT_STATED
    """Whether it holds all the time, instead of on request or until a date."""
    mixed_duties: Fact[tuple[str, ...]] = NOT_STATED
    """Pairs of duties that somebody whom it names holds together, by this and the other grants in the source:
    ``service_accounts`` (managing them and acting as them), ``keys`` (managing and using them); empty for none. Unknown
    where nobody known does and some holder is not known."""
    public: Fact[bool] = NOT_STATED
    """Whether anyone may use what it grants. Inapplicable to policies that name no principals."""
    source_bound: Fact[bool] = NOT_STATED
    """Whether a service that is let in must act for a named resource or account. Inapplicable where no service is
    let in."""
    outsiders: Fact[bool] = NOT_STATED
    """Whether accounts outside the organisation can be let in. Inapplicable where the setting does not exist."""
    wildcards: Fact[bool] = NOT_STATED
    """Whether a ``*`` stands for actions, resources or groups of them. Inapplicable to what only hands out a role."""
    exports_keys: Fact[bool] = NOT_STATED
    """Whether it lets its holder fetch key material out of the service that keeps it."""
    destroys_keys: Fact[bool] = NOT_STATED
    """Whether it lets its holder delete keys, or change the settings that forbid that."""
    powers: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """What it allows on the machinery of a cluster: ``bind`` (hand out roles), ``escalate`` (widen roles),
    ``impersonate`` (act as somebody else), ``admission`` (change what checks and rewrites new objects),
    ``certificates`` (approve certificates of identities), ``shell`` (run programs in workloads, or through nodes),
    ``port_forward`` (connect to ports of workloads through the cluster's interface), ``service_status`` (move addresses
    of services), ``impersonate_anyone`` and ``any_signer`` (act as somebody, approve for a signer, without names that
    limit it), ``role_verbs`` (bind, escalate or impersonate on roles), ``node_proxy`` (reach the interface of
    machines), ``workloads`` (start workloads), ``workload_changes`` (start, change or stop them), ``network_changes``
    (change network policies and what leads to workloads), ``access_changes`` (change roles and who has them); empty for
    none. What is not known stands for any of those that are not named."""
    every_resource: Fact[bool] = NOT_STATED
    """Whether some rule of a role stands for every kind of object by ``*``."""
    system_groups: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Groups of the cluster itself that it is given to: ``system:masters``, ``system:anonymous`` …; empty for none."""
    widens_preset: Fact[bool] = NOT_STATED
    """Whether it adds rights over secrets or roles to the roles that every cluster brings along."""


class Party(Struct, frozen=True, kw_only=True):
    """Someone whom a trust lets in."""

    kind: Fact[str] = NOT_STATED
    """``anyone``, ``guest`` (anyone who has not signed in), ``account`` (everybody in an account, domain or pool of
    identities), ``user``, ``group``, ``role`` (also a service account), ``service`` or ``provider`` (an identity
    provider)."""
    name: Fact[str] = NOT_STATED
    """Name as written."""
    account: Fact[str] = NOT_STATED
    """Account of an ``account``, ``user`` or ``role``; ``None`` for the others."""
    same_account: Fact[bool] = NOT_STATED
    """Whether that is the trusting account itself. Unknown where the source does not say which account that is."""
    narrowed: Fact[bool] = NOT_STATED
    """Whether a condition limits who may come to callers that the owner names."""
    external_id: Fact[bool] = NOT_STATED
    """Whether the party must present an agreed external id."""
    mfa: Fact[bool] = NOT_STATED
    """Whether a second factor is asked for."""
    source_bound: Fact[bool] = NOT_STATED
    """Whether a service must act for a named resource, account or organisation."""
    for_others: Fact[bool] = NOT_STATED
    """Whether this is a service that acts on behalf of resources of any customer, so that it could be misled."""
    shared_provider: Fact[bool] = NOT_STATED
    """Whether this is an identity provider that everybody shares, such as GitHub's for its build jobs."""
    subject_bound: Fact[bool] = NOT_STATED
    """Whether the subject that an identity provider vouches for is limited to an owner's own projects."""


class Trust(Kind, frozen=True, kw_only=True):
    """Who may act as a role or service account."""

    parties: Fact[tuple[Party | Unknown, ...]] = NOT_STATED
    """Everyone who is let in; empty for nobody. An element is unknown where its statement is."""
    guests: Fact[bool] = NOT_STATED
    """Whether people who have not signed in at all get credentials. Inapplicable to roles and service accounts."""


class PasswordPolicy(Kind, frozen=True, kw_only=True):
    """The rules for passwords of an account's or directory's own users."""

    directory: Fact[str] = NOT_STATED
    """Name of the directory; ``None`` for the account itself."""
    audience: Fact[str] = NOT_STATED
    """``workforce`` (staff, administrators, vendors) or ``customers``. Unknown for a directory that can hold either."""
    min_length: Fact[int] = NOT_STATED
    """Least number of characters."""
    lowercase: Fact[bool] = NOT_STATED
    """Whether a small letter is asked for."""
    uppercase: Fact[bool] = NOT_STATED
    """Whether a capital letter is asked for."""
    digits: Fact[bool] = NOT_STATED
    """Whether a digit is asked for."""
    history: Fact[int] = NOT_STATED
    """Number of earlier passwords that cannot be used again; 0 for none."""
    max_age_days: Fact[int] = NOT_STATED
    """Days after which a password must be changed; ``None`` for never."""
    self_service: Fact[bool] = NOT_STATED
    """Whether users may change their own password."""
    adaptive: Fact[bool] = NOT_STATED
    """Whether every sign-in is judged by its risk and acted upon, so that passwords need not expire."""
    second_factor: Fact[str] = NOT_STATED
    """``off``, ``optional`` or ``required`` beside the password."""
