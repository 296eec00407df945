"""Notebooks, machine learning, document and dialogue services, Composer, and catalogues of tables.

Defaults, Terraform registry, hashicorp/google: ``google_notebooks_instance`` and ``google_workbench_instance`` get an
external address unless ``no_public_ip`` or ``gce_setup.disable_public_ip``, runtimes unless ``internal_ip_only``;
disks are encrypted with Google's key (``disk_encryption`` GMEK) unless a key is named, which the oldest sort of
notebook heeds only where ``disk_encryption`` is CMEK ("only applicable if diskEncryption is CMEK"); shielded settings
are as those of Compute Engine (``enable_secure_boot`` false, ``enable_vtpm`` and ``enable_integrity_monitoring``
true); users are root unless the metadata says ``notebook-disable-root`` (Vertex AI Workbench documentation, "Manage
access"). Vertex AI, Document AI, Composer and Dataproc Metastore (``encryption_config.kms_key``) encrypt with Google's
key where none is named; ``public_endpoint_enabled`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.workload import Notebook, PlatformService
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.workload.common import made
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only

_RUNTIME = "virtual_machine.virtual_machine_config"
_NOT_A_SETTING = "the service has no such setting"
_ACTS_AS_ACCOUNT = Inapplicable("it always acts as a service account")
_KEYS = ("encryption_spec.kms_key_name", "kms_key_name", "kms_key", "config.encryption_config.kms_key_name")


def notebook(document: Document) -> Iterator[Resource]:
    """A user-managed notebook, the oldest sort."""
    facts = Notebook(
        direct_internet=negated(document.flag("no_public_ip", False)),
        root_access=_root(document, "metadata"),
        encryption=_as_chosen(document),
        virtual_tpm=document.flag("shielded_instance_config.enable_vtpm", True),
        measured_boot=document.flag("shielded_instance_config.enable_integrity_monitoring", True),
        secure_boot=document.flag("shielded_instance_config.enable_secure_boot", False),
    )
    yield from made(document, facts)


def workbench(document: Document) -> Iterator[Resource]:
    """A Workbench instance."""
    setup = "gce_setup"
    facts = Notebook(
        direct_internet=negated(document.flag(f"{setup}.disable_public_ip", False)),
        root_access=_root(document, f"{setup}.metadata"),
        encryption=_every_disk(document),
        virtual_tpm=document.flag(f"{setup}.shielded_instance_config.enable_vtpm", True),
        measured_boot=document.flag(f"{setup}.shielded_instance_config.enable_integrity_monitoring", True),
        secure_boot=document.flag(f"{setup}.shielded_instance_config.enable_secure_boot", False),
    )
    yield from made(document, facts)


def runtime(document: Document) -> Iterator[Resource]:
    """A managed notebook runtime."""
    shielded = f"{_RUNTIME}.shielded_instance_config"
    facts = Notebook(
        direct_internet=negated(document.flag(f"{_RUNTIME}.internal_ip_only", False)),
        root_access=Unknown("the software settings of the runtime decide"),
        encryption=kms_encryption(document, f"{_RUNTIME}.encryption_config.kms_key"),
        virtual_tpm=document.flag(f"{shielded}.enable_vtpm", True),
        measured_boot=document.flag(f"{shielded}.enable_integrity_monitoring", True),
        secure_boot=document.flag(f"{shielded}.enable_secure_boot", False),
    )
    yield from made(document, facts)


def store(document: Document) -> Iterator[Resource]:
    """A data set, index or other store of a machine learning or document service."""
    yield from made(document, _service("machine_learning", encryption=_encryption(document)))


def endpoint(document: Document) -> Iterator[Resource]:
    """An endpoint of Vertex AI: private where it is joined to a network of the customer."""
    private = any_true(
        is_set(document, "network"),
        first_flag(document, "private_service_connect_config.enable_private_service_connect"),
    )
    facts = _service("machine_learning", encryption=_encryption(document), public_access=negated(private))
    yield from made(document, facts)


def index_endpoint(document: Document) -> Iterator[Resource]:
    """An index endpoint of Vertex AI, private unless it is told to be public."""
    public = document.flag("public_endpoint_enabled", False)
    yield from made(document, _service("machine_learning", encryption=_encryption(document), public_access=public))


def dialogue(document: Document) -> Iterator[Resource]:
    """An agent or webhook of Dialogflow."""
    logged = first_flag(
        document,
        "enable_logging",
        "enable_stackdriver_logging",
        "advanced_settings.logging_settings.enable_stackdriver_logging",
    )
    yield from made(document, _service("ai", logged=logged))


def composer(document: Document) -> Iterator[Resource]:
    """A Composer environment."""
    private = any_true(
        document.flag("config.private_environment_config.enable_private_endpoint", False),
        document.flag("config.enable_private_environment", False),
    )
    facts = _service("workflow", encryption=_encryption(document), public_access=negated(private))
    yield from made(document, facts)


def catalogue(document: Document) -> Iterator[Resource]:
    """A Dataproc Metastore: names, columns and places of an estate's tables."""
    yield from made(document, _service("catalogue", encryption=kms_encryption(document, "encryption_config.kms_key")))


def _service(category: str, **facts: object) -> PlatformService:
    return only(PlatformService, _NOT_A_SETTING, **({"category": category, "own_identity": _ACTS_AS_ACCOUNT} | facts))


def _encryption(document: Document) -> Encryption:
    path = next((path for path in _KEYS if is_set(document, path) is not False), _KEYS[0])
    return kms_encryption(document, path)


def _as_chosen(document: Document) -> Encryption:
    """With the key that is named, where ``disk_encryption`` says that the customer's is used."""
    keyed = kms_encryption(document, "kms_key")
    chosen = document.text("disk_encryption", "GMEK")
    if keyed.key_owner == "provider":
        return keyed
    if isinstance(chosen, Unknown):
        return Encryption(at_rest=True, key_owner=chosen, key=keyed.key)
    if str(chosen).upper() != "CMEK":
        return Encryption(at_rest=True, key_owner="provider", key=None)
    return Encryption(at_rest=True, key_owner="customer", key=keyed.key)


def _every_disk(document: Document) -> Encryption:
    """The weakest of the boot disk and the data disk, which is there whether it is written or not."""
    boot = kms_encryption(document, "gce_setup.boot_disk.kms_key")
    if is_set(document, "gce_setup.data_disks") is False or boot.key_owner != "customer":
        return boot
    return kms_encryption(document, "gce_setup.data_disks.kms_key")


def _root(document: Document, path: str) -> bool | Unknown:
    metadata = document.block(path)
    if isinstance(metadata, Unknown):
        return metadata
    if metadata is None:
        return True
    return negated(is_one_of(metadata, "notebook-disable-root", "false", "true"))
