"""Elastic Beanstalk environments and SageMaker notebooks.

Defaults: managed updates of Elastic Beanstalk are off (AWS Elastic Beanstalk Developer Guide, "General options for
all environments", ``aws:elasticbeanstalk:managedactions``); a template or platform of the environment may turn them on,
which the environment itself does not show. Terraform registry, ``aws_sagemaker_notebook_instance``:
``direct_internet_access`` and ``root_access`` Enabled, ``kms_key_id`` unset is a key of AWS,
``instance_metadata_service_configuration.minimum_instance_metadata_service_version`` 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.workload import AppPlatform, Notebook
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.data.common import is_set, made
from pcicheck.providers.aws.kms import kms_encryption

_METADATA = "instance_metadata_service_configuration.minimum_instance_metadata_service_version"
_MANAGED = ("aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled")
_TEMPLATE_DECIDES = Unknown("the template that it is made from decides")


def beanstalk(document: Document) -> Iterator[Resource]:
    """An Elastic Beanstalk environment."""
    yield from made(document, AppPlatform(managed_updates=_managed_updates(document)), "name")


def notebook(document: Document) -> Iterator[Resource]:
    """A SageMaker notebook instance."""
    facts = Notebook(
        direct_internet=document.flag("direct_internet_access", True),
        root_access=document.flag("root_access", True),
        encryption=kms_encryption(document, "kms_key_id", without="provider"),
        private_network=is_set(document, "subnet_id"),
        metadata_tokens=_is_two(document.text(_METADATA, "1")),
    )
    yield from made(document, facts, "name")


def _is_two(version: str | None | Unknown) -> bool | Unknown:
    return version if isinstance(version, Unknown) else version == "2"


def _managed_updates(document: Document) -> bool | None | Unknown:
    settings = document.blocks("setting")
    if isinstance(settings, Unknown):
        return settings
    unsure: Unknown | None = None
    for setting in settings:
        if isinstance(setting.values, Unknown):
            unsure = unsure or setting.values
        elif (setting.get("namespace"), setting.get("name")) == _MANAGED:
            return setting.flag("value", False)
    if unsure is not None:
        return unsure
    return _TEMPLATE_DECIDES if is_set(document, "template_name") is not False else False
