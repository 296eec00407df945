"""Containers, what runs and keeps them, and their images."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.kinds.base import Encryption, Kind
from pcicheck.model.kinds.workload import Names
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class Container(Struct, frozen=True, kw_only=True):
    """One container of a workload."""

    name: Fact[str] = NOT_STATED
    """Its name."""
    privileged: Fact[bool] = NOT_STATED
    """Whether it has the rights of the host's administrator."""
    read_only_root: Fact[bool] = NOT_STATED
    """Whether it cannot write to its own root file system. Inapplicable on Windows."""
    root: Fact[bool] = NOT_STATED
    """Whether it runs as the superuser. Unknown where nothing is written, as the image decides. Inapplicable on
    Windows."""
    logged: Fact[bool] = NOT_STATED
    """Whether what it prints is sent to a log service or driver."""
    plain_secrets: Names = NOT_STATED
    """Environment variables that hold a secret in plain text."""
    root_refused: Fact[bool] = NOT_STATED
    """Whether its own settings keep it from running as the superuser: they name another user, or have the platform
    refuse to start an image that wants to be root. False where they leave it to the image. Inapplicable on Windows."""
    hardened: Fact[bool] = NOT_STATED
    """Whether some security setting is written for it by itself."""
    escalates: Fact[bool] = NOT_STATED
    """Whether a program in it can gain more rights than the one that started it. Inapplicable on Windows."""
    added_capabilities: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Rights of the superuser that it is given beyond the usual ones, without ``CAP_``; ``ALL`` for every one.
    Inapplicable on Windows."""
    dropped_capabilities: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Usual rights that are taken from it; ``ALL`` for every one. Inapplicable on Windows."""
    calls_filtered: Fact[bool] = NOT_STATED
    """Whether its own settings limit which calls it can make to the kernel (seccomp), by the runtime's list or one of
    the customer's. False where they leave it to the machine. Inapplicable on Windows."""
    host_ports: Fact[tuple[int | Unknown, ...]] = NOT_STATED
    """Ports of the host that lead to it."""
    secret_variables: Fact[bool] = NOT_STATED
    """Whether secrets of the platform's store are handed to it as environment variables instead of files."""
    image_tag_fixed: Fact[bool] = NOT_STATED
    """Whether its image has a tag other than ``latest``, or a digest."""
    image_digest: Fact[bool] = NOT_STATED
    """Whether its image is named by the digest of its content, which nobody can move."""
    image_checked: Fact[bool] = NOT_STATED
    """Whether the store of images is asked at every start, with the workload's own rights, or a digest names the
    image."""
    runs_given_commands: Fact[bool] = NOT_STATED
    """Whether a variable names the program that a synchronising helper runs (``GITSYNC_GIT``)."""
    root_named: Fact[bool] = NOT_STATED
    """Whether its settings name the superuser as the one that it runs as. False where they name nobody. Inapplicable
    on Windows."""
    non_root_checked: Fact[bool] = NOT_STATED
    """Whether the platform is told to refuse it where its image wants to be root. Inapplicable on Windows."""
    calls_open: Fact[bool] = NOT_STATED
    """Whether its settings switch the filter of calls to the kernel off. False where they leave it to the machine.
    Inapplicable on Windows."""
    proc_unmasked: Fact[bool] = NOT_STATED
    """Whether it sees the parts of ``/proc`` that runtimes hide from containers. Inapplicable on Windows."""
    host_process: Fact[bool] = NOT_STATED
    """Whether it runs as a process of a Windows machine itself, with the machine's rights."""
    low_ports: Fact[tuple[int, ...]] = NOT_STATED
    """Ports below 1024, which are for the superuser, among those that its definition names as its own."""
    ssh: Fact[bool] = NOT_STATED
    """Whether its definition names the port of SSH as its own."""
    added_as_written: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """The same rights as they are written: Kubernetes knows none whose name begins with ``CAP_``, and its checks of
    pods refuse them. Inapplicable on Windows."""
    image_name: Fact[str] = NOT_STATED
    """Its image with registry and path, without tag and digest: ``docker.io/library/nginx``."""
    root_group: Fact[bool] = NOT_STATED
    """Whether it runs with the superuser's group as its own or as one of its further ones. Inapplicable on Windows."""


class NetworkVolume(Struct, frozen=True, kw_only=True):
    """A volume of a workload that lies on a file server."""

    name: Fact[str] = NOT_STATED
    """Its name."""
    encrypted_in_transit: Fact[bool] = NOT_STATED
    """Whether the traffic to the file server is encrypted."""


class ContainerWorkload(Kind, frozen=True, kw_only=True):
    """Containers that run together: ECS task definitions, Batch jobs, pods and what makes them."""

    containers: Fact[tuple[Container | Unknown, ...]] = NOT_STATED
    """Its containers. Unknown where the definition is known only after apply."""
    host_processes: Fact[bool] = NOT_STATED
    """Whether it sees the processes of the host."""
    host_network: Fact[bool] = NOT_STATED
    """Whether it uses the network of the host."""
    network_volumes: Fact[tuple[NetworkVolume | Unknown, ...]] = NOT_STATED
    """Its volumes on file servers."""
    shares_platform_role: Fact[bool] = NOT_STATED
    """Whether it runs with the same role that the platform uses to fetch its image and secrets."""
    plain_variables: Fact[bool] = NOT_STATED
    """Whether some container has environment variables that everyone may read who may look at it. Inapplicable where
    the platform has no protected variables to use instead."""
    private_network: Fact[bool] = NOT_STATED
    """Whether it is attached to the customer's own network."""
    own_identity: Fact[bool] = NOT_STATED
    """Whether the platform gives it an identity of its own choosing, so that it needs no stored password."""
    hardened: Fact[bool] = NOT_STATED
    """Whether security settings are written for the workload as a whole, so that they also hold for containers that
    come later; where Terraform writes the workload, settings in each of its containers count as well."""
    host_memory: Fact[bool] = NOT_STATED
    """Whether it shares memory segments, queues and semaphores with the processes of the host."""
    host_paths: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Folders and files of the host that it can read or write."""
    runtime_socket: Fact[bool] = NOT_STATED
    """Whether it can reach the socket of the host's container runtime, by itself or in a folder of the host."""
    platform_token: Fact[bool] = NOT_STATED
    """Whether it is handed a token that opens the interface of the cluster."""
    shared_identity: Fact[bool] = NOT_STATED
    """Whether it acts as the account that the platform makes for every workload of a place alike."""
    retired_installer: Fact[bool] = NOT_STATED
    """Whether it is Tiller, the server part of Helm 2: unsupported since 2020, and open to everyone in the cluster."""
    console: Fact[bool] = NOT_STATED
    """Whether it is a web console that administers the cluster, such as the Kubernetes dashboard."""
    writable_host_paths: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Folders and files of the host that some container of it can write to."""
    volume_types: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """What its volumes are, in the platform's own words, each once: ``secret``, ``hostPath``, ``nfs``."""
    kernel_settings: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Settings of the kernel that it changes: ``net.ipv4.tcp_syncookies``."""
    apparmor_off: Fact[bool] = NOT_STATED
    """Whether some container of it runs without AppArmor's list of what programs may touch. False where nothing is
    written, as the runtime then uses its own."""
    selinux_changed: Fact[bool] = NOT_STATED
    """Whether it asks for a user or role of SELinux, or a type that is not one of those for containers."""


class ContainerService(Kind, frozen=True, kw_only=True):
    """Something that keeps copies of a container workload running: ECS services, Cloud Run, Container Apps."""

    public_address: Fact[bool] = NOT_STATED
    """Whether each copy gets an address on the internet."""
    current_platform: Fact[bool] = NOT_STATED
    """Whether it follows the newest version of the provider's serverless platform. Inapplicable on machines of the
    customer."""

    internal_only: Fact[bool] = NOT_STATED
    """Whether only callers inside the customer's networks, or through a load balancer, reach it."""
    authenticated: Fact[bool] = NOT_STATED
    """Whether the platform checks who calls. Inapplicable where that is left to the workload."""
    shared_identity: Fact[bool] = NOT_STATED
    """Whether it acts as the account that the platform makes for every service alike."""


class Cluster(Kind, frozen=True, kw_only=True):
    """An orchestrator of containers: EKS, GKE, AKS, ECS clusters."""

    api_public: Fact[bool] = NOT_STATED
    """Whether its control plane has an address on the internet. Inapplicable where the provider's own API is all
    there is."""
    api_open: Fact[bool] = NOT_STATED
    """Whether that address answers to the whole internet, not only to named ranges."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether the calls to its control plane are logged."""
    all_control_logs: Fact[bool] = NOT_STATED
    """Whether every log that the control plane can write is kept."""
    secrets_encryption: Encryption = Encryption()
    """Envelope encryption of the secrets that it stores. Inapplicable where it stores none."""
    kubernetes_minor: Fact[int] = NOT_STATED
    """Minor version of Kubernetes: 34 for 1.34; ``None`` where the provider takes its newest."""
    sessions_logged: Fact[bool] = NOT_STATED
    """Whether shell sessions into containers, opened through the provider, are logged as far as the cluster decides:
    it may leave it to the log settings of the workload."""
    sessions_encrypted: Fact[bool] = NOT_STATED
    """Whether such sessions and their logs are encrypted with a key of the customer. Inapplicable where the cluster
    has no settings for them, or does not log them."""
    api_list_open: Fact[bool] = NOT_STATED
    """Whether the list of the networks that may reach its control plane names everyone; false where no list is kept."""
    private_network: Fact[bool] = NOT_STATED
    """Whether its machines have only private addresses."""
    role_based: Fact[bool] = NOT_STATED
    """Whether its roles alone decide who may do what: role-based access control is on, and no older way beside it."""
    local_accounts: Fact[bool] = NOT_STATED
    """Whether it hands out a certificate or password of its own that opens it past the central identity service."""
    directory_groups: Fact[bool] = NOT_STATED
    """Whether rights inside it can be given to groups of the central directory."""
    workload_firewall: Fact[bool] = NOT_STATED
    """Whether network policies between its workloads are enforced."""
    known_addresses: Fact[bool] = NOT_STATED
    """Whether its own settings make sure that workloads have addresses of the network itself, so that firewalls, logs
    and checks against false senders know them. False where they leave it to a default that has changed over time."""
    traffic_visible: Fact[bool] = NOT_STATED
    """Whether traffic between workloads on one machine passes the network, where flow logs and filters see it."""
    logged: Fact[bool] = NOT_STATED
    """Whether what its system and workloads print is collected."""
    monitored: Fact[bool] = NOT_STATED
    """Whether its components are watched by the platform's monitoring."""
    admission_control: Fact[bool] = NOT_STATED
    """Whether a policy of the platform decides what may be deployed."""
    automatic_upgrades: Fact[bool] = NOT_STATED
    """Whether its control plane follows a channel of versions by itself."""
    verified_nodes: Fact[bool] = NOT_STATED
    """Whether machines must prove what they are before they join."""
    dashboard: Fact[bool] = NOT_STATED
    """Whether an administration console runs inside it."""
    experimental: Fact[bool] = NOT_STATED
    """Whether it runs features that are not ready, without fixes or upgrades."""
    demo_ingress: Fact[bool] = NOT_STATED
    """Whether an add-on publishes workloads on the internet by itself."""
    secrets_refreshed: Fact[bool] = NOT_STATED
    """Whether secrets from the platform's store are fetched again when they are rotated. Inapplicable where they are
    not fetched from it."""
    threats_watched: Fact[bool] = NOT_STATED
    """Whether the platform's threat detection looks into it, as far as its own settings say."""
    disk_key_owner: Fact[str] = NOT_STATED
    """Who governs the key of its machines' disks: ``provider`` or ``customer``."""


class NodePool(Kind, frozen=True, kw_only=True):
    """A group of machines that work for a cluster."""

    ssh_open: Fact[bool] = NOT_STATED
    """Whether the platform opens SSH to the whole internet on its machines."""
    public_addresses: Fact[bool] = NOT_STATED
    """Whether its machines have addresses on the internet."""
    automatic_upgrades: Fact[bool] = NOT_STATED
    """Whether its machines follow the version of the control plane by themselves."""
    shared_identity: Fact[bool] = NOT_STATED
    """Whether its machines act as the account that the platform makes for every machine alike."""
    metadata_concealed: Fact[bool] = NOT_STATED
    """Whether workloads cannot read the credentials of the machine from its metadata service."""
    legacy_metadata: Fact[bool] = NOT_STATED
    """Whether its machines answer the older metadata requests, which need no special header."""
    measured_boot: Fact[bool] = NOT_STATED
    """Whether deviations in how its machines start are noticed."""
    secure_boot: Fact[bool] = NOT_STATED
    """Whether its machines start only signed boot loaders and kernels."""
    hardened_image: Fact[bool] = NOT_STATED
    """Whether its machines run the provider's own hardened operating system for containers."""
    host_encryption: Fact[bool] = NOT_STATED
    """Whether temporary disks and caches are encrypted on the host too. Inapplicable where the platform always does."""
    system_only: Fact[bool] = NOT_STATED
    """Whether it is kept for the cluster's own components. Inapplicable to pools for workloads."""


class Registry(Kind, frozen=True, kw_only=True):
    """A store of container images: ECR, Artifact Registry, Azure Container Registry."""

    immutable_tags: Fact[bool] = NOT_STATED
    """Whether no tag can be moved to another image."""
    scan_on_push: Fact[bool] = NOT_STATED
    """Whether the store's own settings have each new image scanned; a scan that is set for a whole account is a
    thing of its own."""
    encryption: Encryption = Encryption()
    """Encryption of the images."""
    shared_admin: Fact[bool] = NOT_STATED
    """Whether it has an administrator account with a password that everybody shares. Inapplicable where there is no
    such thing."""
    anonymous_pull: Fact[bool] = NOT_STATED
    """Whether anyone may fetch images without an account, by its own settings."""
    public_access: Fact[bool] = NOT_STATED
    """Whether it answers to the internet at all, whoever may then log in."""
    trusts_signatures: Fact[bool] = NOT_STATED
    """Whether it keeps signatures of images and hands out signed ones. Inapplicable where signatures live elsewhere."""
    quarantine: Fact[bool] = NOT_STATED
    """Whether new images are held back until they are found good."""
    scannable: Fact[bool] = NOT_STATED
    """Whether its tier allows that images are scanned for weaknesses. Inapplicable where every tier does."""
    own_data_address: Fact[bool] = NOT_STATED
    """Whether images come from an address of its own, so that firewalls need not open all of the provider's storage."""


class PodPolicy(Kind, frozen=True, kw_only=True):
    """A policy that decides what workloads of a cluster may ask for: pod security policies, up to Kubernetes 1.24."""

    privileged: Fact[bool] = NOT_STATED
    """Whether it lets containers be privileged."""
    host_processes: Fact[bool] = NOT_STATED
    """Whether it lets workloads see the processes of the host."""
    host_network: Fact[bool] = NOT_STATED
    """Whether it lets workloads use the network of the host."""
    host_memory: Fact[bool] = NOT_STATED
    """Whether it lets workloads share memory with processes of the host."""
    escalates: Fact[bool] = NOT_STATED
    """Whether it lets programs gain more rights than the one that started them."""
    root: Fact[bool] = NOT_STATED
    """Whether it lets containers run as the superuser."""
    added_capabilities: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Rights beyond the usual ones that containers may ask for or are given; ``*`` for every one."""
    dropped_capabilities: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Rights that containers must give up; ``ALL`` for every one."""
    calls_filtered: Fact[bool] = NOT_STATED
    """Whether it gives containers the runtime's filter of calls to the kernel unless they ask for another."""
    kernel_settings: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Settings of the kernel that workloads may change beyond the safe ones; a name may end in ``*``."""


class Namespace(Kind, frozen=True, kw_only=True):
    """A part of a cluster with names, rights and limits of its own."""

    pod_security: Fact[str] = NOT_STATED
    """The level of the Pod Security Standards that is enforced in it: ``privileged``, ``baseline`` or ``restricted``;
    ``None`` where no label names one, so that the cluster's own default holds, which is privileged."""
    ingress_denied: Fact[bool] = NOT_STATED
    """Whether a network policy beside it refuses all incoming traffic that no other policy lets in."""
    egress_denied: Fact[bool] = NOT_STATED
    """The same for outgoing traffic."""
    tenant: Fact[str] = NOT_STATED
    """Customer to whom it belongs, by its label ``tenant``, ``merchant-id`` …, or its own name where a label such as
    ``isolation`` says that it is kept apart; ``None`` where no label says either."""
    quota: Fact[bool] = NOT_STATED
    """Whether a quota beside it limits what its workloads may use of the machines."""
    mesh_member: Fact[bool] = NOT_STATED
    """Whether its workloads join the service mesh of the input. Inapplicable where the input speaks of none, and to
    namespaces of the platform itself."""


class ClusterObject(Kind, frozen=True, kw_only=True):
    """Anything that stands in a namespace of a cluster, whatever else it is: only where it stands."""

    namespace: Fact[str] = NOT_STATED
    """Name of the namespace, or address of what makes it."""
    preset_namespace: Fact[bool] = NOT_STATED
    """Whether that is the one which every cluster has from the start, and which takes in whatever names no other.
    False for what the cluster itself makes there."""


class ClusterService(Kind, frozen=True, kw_only=True):
    """An address that leads to workloads of a cluster: services of Kubernetes."""

    public: Fact[bool] = NOT_STATED
    """Whether the cloud gives it an address on the internet that answers to everyone."""
    node_port: Fact[bool] = NOT_STATED
    """Whether it is reached on a port of every machine."""
    outside_addresses: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Foreign addresses whose traffic it claims for itself (``externalIPs``)."""
    retired_installer: Fact[bool] = NOT_STATED
    """Whether it leads to Tiller, the server part of Helm 2."""
    load_balancer: Fact[bool] = NOT_STATED
    """Whether the cloud makes a load balancer of its own for it."""
    outside: Fact[bool] = NOT_STATED
    """Whether it is reached from outside the cluster without a gateway or ingress in front: on ports of the machines,
    or by a load balancer of its own."""


class ClusterVolume(Kind, frozen=True, kw_only=True):
    """A volume that a cluster has ready for workloads: persistent volumes of Kubernetes."""

    host_path: Fact[str] = NOT_STATED
    """Folder or disk of the machine that it is; ``None`` where it lies elsewhere."""
    shared_folder: Fact[bool] = NOT_STATED
    """Whether it is any folder of a machine, instead of a disk or folder that is kept for volumes there."""


class ConfigurationData(Kind, frozen=True, kw_only=True):
    """Settings that a cluster keeps for programs and shows to everyone who may look at it: config maps."""

    plain_secrets: Names = NOT_STATED
    """Entries that hold a secret in plain text, and names under which a file inside one holds it."""
