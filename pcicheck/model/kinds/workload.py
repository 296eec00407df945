"""Machines, functions, applications and what builds them."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.kinds.base import Encryption, Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown

Names = Fact[tuple[str, ...]]
"""Names of variables that hold a secret in plain text; never what they hold."""


class AttachedVolume(Struct, frozen=True, kw_only=True):
    """A disk that is made together with its machine."""

    name: Fact[str] = NOT_STATED
    """Device name; ``root`` for the disk it boots from."""
    encryption: Encryption = Encryption()
    """Encryption at rest. Unknown where nothing is written and a snapshot or an image of the customer decides."""


class Compute(Kind, frozen=True, kw_only=True):
    """A machine, or the template from which machines are made: EC2, Compute Engine, Azure virtual machines."""

    template: Fact[bool] = NOT_STATED
    """Whether it is only a template."""
    public_address: Fact[bool] = NOT_STATED
    """Whether it is given an address on the internet when it starts; one that is attached later is a thing of its
    own. Unknown where the subnet decides and is not in the input."""
    metadata_tokens: Fact[bool] = NOT_STATED
    """Whether its own settings make the metadata service ask for session tokens (version 2 on AWS), or turn the
    service off. False where they leave it open: nothing in them makes sure of it, whatever the image prefers."""
    metadata_hops: Fact[int] = NOT_STATED
    """Network hops that an answer of the metadata service may take. Inapplicable where the service is off."""
    volumes: Fact[tuple[AttachedVolume | Unknown, ...]] = NOT_STATED
    """Disks that are made with it, the one it boots from included."""
    boot_secrets: Names = NOT_STATED
    """Secrets that stand in plain text in its start-up script or data, by the names they are assigned to. Unknown
    where the data is hidden, hashed or compressed."""
    shared_identity: Fact[bool] = NOT_STATED
    """Whether it acts as the account that the platform makes for every machine alike. Inapplicable where it acts as
    nobody, or where the platform makes no such account."""
    has_identity: Fact[bool] = NOT_STATED
    """Whether its own settings give it an account or role to act as. Unknown where a template that is not in the input
    may."""
    shared_identity_unlimited: Fact[bool] = NOT_STATED
    """Whether that account, as this machine uses it, reaches every interface of the cloud."""
    refuses_central_logins: Fact[bool] = NOT_STATED
    """Whether it withdraws from the project's rule that the cloud's identity service decides about logins."""
    shared_ssh_keys: Fact[bool] = NOT_STATED
    """Whether it takes the SSH keys that are stored for a whole project."""
    serial_console: Fact[bool] = NOT_STATED
    """Whether its serial port can be used from the network."""
    forwards: Fact[bool] = NOT_STATED
    """Whether it may send packets under addresses that are not its own."""
    measured_boot: Fact[bool] = NOT_STATED
    """Whether a virtual trusted platform module measures how it starts, and deviations are noticed."""
    secure_boot: Fact[bool] = NOT_STATED
    """Whether it starts only signed boot loaders and kernels."""
    memory_encrypted: Fact[bool] = NOT_STATED
    """Whether its memory is encrypted with a key that the host cannot read (confidential computing)."""
    disk_key_in_code: Fact[bool] = NOT_STATED
    """Whether a key of one of its disks itself, rather than the name of one, is written where it is described."""
    password_login: Fact[bool] = NOT_STATED
    """Whether a password is enough to log in over SSH. Inapplicable to Windows."""
    ssh_key: Fact[bool] = NOT_STATED
    """Whether an SSH key is set for its administrator. Inapplicable to Windows."""
    host_encryption: Fact[bool] = NOT_STATED
    """Whether temporary disks and caches are encrypted on the host too. Inapplicable where the platform always does."""
    automatic_patches: Fact[bool] = NOT_STATED
    """Whether the operating system is patched by itself. Unknown where another service may do it."""
    extensions: Fact[bool] = NOT_STATED
    """Whether whoever administers it in the cloud can run programs inside it through extensions."""
    agent: Fact[bool] = NOT_STATED
    """Whether the platform's agent runs in it, on which patching and monitoring build."""
    malware_protection: Fact[bool] = NOT_STATED
    """Whether the platform's protection against malware is installed and updates itself. Unknown where another
    product may do it."""


class Function(Kind, frozen=True, kw_only=True):
    """Code that runs on demand: Lambda, Cloud Functions. An Azure function app is an application."""

    runtime: Fact[str] = NOT_STATED
    """Language runtime as the provider names it. Inapplicable for a container image, which brings its own."""
    private_network: Fact[bool] = NOT_STATED
    """Whether it is attached to the customer's own network."""
    code_signed: Fact[bool] = NOT_STATED
    """Whether a rule about the signatures of its code is attached. Inapplicable for container images."""
    environment: Fact[bool] = NOT_STATED
    """Whether it has environment variables."""
    environment_encryption: Encryption = Encryption()
    """Encryption of its environment variables at rest."""
    plain_secrets: Names = NOT_STATED
    """Environment variables that hold a secret in plain text. Unknown where a value is hidden, or where one that is
    known only after apply has the name of a secret."""

    internal_only: Fact[bool] = NOT_STATED
    """Whether only callers inside the customer's networks, or through a load balancer, reach it. Inapplicable where
    it has no address of its own."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether its own address refuses or redirects plain HTTP. Inapplicable where it has none, or where the platform
    redirects by itself."""
    shared_identity: Fact[bool] = NOT_STATED
    """Whether it acts as the account that the platform makes for every function alike."""


class FunctionEndpoint(Kind, frozen=True, kw_only=True):
    """An address on the internet that calls a function directly."""

    authenticated: Fact[bool] = NOT_STATED
    """Whether the platform checks who calls."""
    any_origin: Fact[bool] = NOT_STATED
    """Whether it lets scripts of every website call it and read its answers."""


class Application(Kind, frozen=True, kw_only=True):
    """An application on a platform that runs its code: App Service, Azure function apps, App Engine versions."""

    own_identity: Fact[bool] = NOT_STATED
    """Whether the platform gives it an identity, so that it needs no stored password to use other services."""
    remote_debugging: Fact[bool] = NOT_STATED
    """Whether a debugger can be attached over the network."""
    runtimes: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Language runtimes with their version, such as ``python 3.12``, ``dotnet 8`` and ``netframework 4``. Inapplicable
    where none is stated."""
    plain_secrets: Names = NOT_STATED
    """Settings and connection strings that hold a secret in plain text."""
    private_network: Fact[bool] = NOT_STATED
    """Whether what it calls is reached through the customer's own network."""
    storage_by_identity: Fact[bool] = NOT_STATED
    """Whether it opens its own storage with its identity and not with a shared key. Inapplicable where it has none."""
    logged: Fact[bool] = NOT_STATED
    """Whether the platform logs what it runs. Inapplicable where that is not a setting of the application."""
    errors_logged: Fact[bool] = NOT_STATED
    """Whether the details of its error answers are kept."""
    failures_traced: Fact[bool] = NOT_STATED
    """Whether traces of failed requests are kept."""


class Build(Kind, frozen=True, kw_only=True):
    """A project that builds software: CodeBuild, Cloud Build."""

    output_encrypted: Fact[bool] = NOT_STATED
    """Whether everything that it puts out is encrypted. Inapplicable where it puts out nothing."""
    encryption: Encryption = Encryption()
    """Encryption of what it puts out and caches."""
    plain_secrets: Names = NOT_STATED
    """Environment variables that hold a secret in plain text."""
    privileged: Fact[bool] = NOT_STATED
    """Whether builds have the rights of the host's administrator."""
    logged: Fact[bool] = NOT_STATED
    """Whether builds are logged somewhere."""
    stored_logs_encrypted: Fact[bool] = NOT_STATED
    """Whether build logs in an object store are encrypted. Inapplicable where none go to one."""


class BuildPool(Kind, frozen=True, kw_only=True):
    """Machines of one customer on which builds run."""

    public_addresses: Fact[bool] = NOT_STATED
    """Whether they have addresses on the internet."""


class AppPlatform(Kind, frozen=True, kw_only=True):
    """A platform that runs an application on machines that it manages: Elastic Beanstalk."""

    managed_updates: Fact[bool] = NOT_STATED
    """Whether it updates its machines by itself."""


class Notebook(Kind, frozen=True, kw_only=True):
    """A machine with an interactive notebook: SageMaker, Vertex AI Workbench."""

    direct_internet: Fact[bool] = NOT_STATED
    """Whether it reaches the internet past the customer's own network."""
    root_access: Fact[bool] = NOT_STATED
    """Whether its users are administrators of the machine."""
    private_network: Fact[bool] = NOT_STATED
    """Whether it stands in the customer's own network."""
    metadata_tokens: Fact[bool] = NOT_STATED
    """Whether its metadata service asks for session tokens."""
    encryption: Encryption = Encryption()
    """Encryption of its disk."""
    virtual_tpm: Fact[bool] = NOT_STATED
    """Whether it has a virtual trusted platform module, which keeps what is measured and its keys."""
    measured_boot: Fact[bool] = NOT_STATED
    """Whether deviations in how it starts are noticed."""
    secure_boot: Fact[bool] = NOT_STATED
    """Whether it starts only signed boot loaders and kernels."""


class MachineBaseline(Kind, frozen=True, kw_only=True):
    """Settings that hold for every machine of a project or account: project metadata of Compute Engine."""

    central_logins: Fact[bool] = NOT_STATED
    """Whether logins to shells are decided by the cloud's identity service. Inapplicable where it speaks of something
    else."""
    second_factor: Fact[bool] = NOT_STATED
    """Whether such a login asks for a second factor. Inapplicable where it speaks of something else."""
    serial_console: Fact[bool] = NOT_STATED
    """Whether serial ports can be used from the network. Inapplicable where it speaks of something else."""


class PlatformService(Kind, frozen=True, kw_only=True):
    """A service of the cloud that keeps or works on the customer's data behind an address and a key of its own, and
    that has no kind of its own: batch, automation, application settings, machine learning, cognitive services."""

    category: Fact[str] = NOT_STATED
    """``batch``, ``automation``, ``settings``, ``machine_learning``, ``ai``, ``applications``, ``cluster``,
    ``workflow``, ``transfer``, ``backup``, ``artifacts``, ``review``, ``contact_centre``, ``images``, ``search``,
    ``messages``, ``schedule`` or ``catalogue``."""
    public_access: Fact[bool] = NOT_STATED
    """Whether it has an address on the internet, whoever may use that and log in then."""
    open_to_all: Fact[bool] = NOT_STATED
    """Whether that address answers to the whole internet, not only to named ranges."""
    shared_keys: Fact[bool] = NOT_STATED
    """Whether keys or accounts of its own open it past the central identity service. Inapplicable where there are
    none."""
    own_identity: Fact[bool] = NOT_STATED
    """Whether it has an identity of its own, so that it needs no stored password. Inapplicable where it always acts
    as a named account."""
    encryption: Encryption = Encryption()
    """Encryption of what it keeps. Inapplicable where it keeps nothing."""
    disk_key_owner: Fact[str] = NOT_STATED
    """Who governs the key of the disks of its machines: ``provider``, ``managed`` or ``customer``. Inapplicable where
    that is no setting."""
    tls_inside: Fact[bool] = NOT_STATED
    """Whether traffic between its own parts is encrypted. Inapplicable where that is no setting."""
    outbound_restricted: Fact[bool] = NOT_STATED
    """Whether it can be made to call only addresses that the customer names. Inapplicable where it calls none."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether its address refuses or redirects plain HTTP."""
    directory_logins: Fact[bool] = NOT_STATED
    """Whether administrators log in by the central directory."""
    logged: Fact[bool] = NOT_STATED
    """Whether its use is logged, by its own settings or by what sends its logs to a store."""


class StoredSetting(Kind, frozen=True, kw_only=True):
    """One value that the cloud keeps for programs, such as a variable of an automation account."""

    encrypted: Fact[bool] = NOT_STATED
    """Whether it is kept encrypted and hidden from those who only look at the account."""


class DeploymentPolicy(Kind, frozen=True, kw_only=True):
    """A policy that decides which images may run."""

    admits_all: Fact[bool] = NOT_STATED
    """Whether its general rule lets every image in."""
    enforced: Fact[bool] = NOT_STATED
    """Whether it blocks what it does not allow, and does not only record it."""


class ScanningService(Kind, frozen=True, kw_only=True):
    """The list of everything that a project turns on, and what that says about scanning."""

    scans_images: Fact[bool] = NOT_STATED
    """Whether container images are scanned."""
