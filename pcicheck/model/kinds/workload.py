"""Machines, functions, containers and images."""

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


class Function(Kind, frozen=True, kw_only=True):
    """Code that runs on demand: Lambda, Cloud Functions, Azure Functions."""

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


class FunctionEndpoint(Kind, frozen=True, kw_only=True):
    """An address on the internet that calls a function directly."""

    authenticated: Fact[bool] = NOT_STATED
    """Whether the platform checks who calls."""


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


class ContainerService(Kind, frozen=True, kw_only=True):
    """Something that keeps copies of a container workload running: ECS services, Cloud Run, Container Apps."""

    public_address: Fact[bool] = NOT_STATED
    """Whether each copy gets an address on the internet."""
    current_platform: Fact[bool] = NOT_STATED
    """Whether it follows the newest version of the provider's serverless platform. Inapplicable on machines of the
    customer."""


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


class NodePool(Kind, frozen=True, kw_only=True):
    """A group of machines that work for a cluster."""

    ssh_open: Fact[bool] = NOT_STATED
    """Whether the platform opens SSH to the whole internet on its machines."""


class Registry(Kind, frozen=True, kw_only=True):
    """A store of container images: ECR, Artifact Registry, Azure Container Registry."""

    immutable_tags: Fact[bool] = NOT_STATED
    """Whether no tag can be moved to another image."""
    scan_on_push: Fact[bool] = NOT_STATED
    """Whether the store's own settings have each new image scanned; a scan that is set for a whole account is a
    thing of its own."""
    encryption: Encryption = Encryption()
    """Encryption of the images."""


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


class AppPlatform(Kind, frozen=True, kw_only=True):
    """A platform that runs an application on machines that it manages: Elastic Beanstalk, App Engine."""

    managed_updates: Fact[bool] = NOT_STATED
    """Whether it updates its machines by itself."""


class Notebook(Kind, frozen=True, kw_only=True):
    """A machine with an interactive notebook: SageMaker, Vertex AI Workbench."""

    direct_internet: Fact[bool] = NOT_STATED
    """Whether it reaches the internet past the customer's own network."""
    root_access: Fact[bool] = NOT_STATED
    """Whether its users are administrators of the machine."""
    encryption: Encryption = Encryption()
    """Encryption of its disk."""
