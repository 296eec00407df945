"""App Service and function apps of Azure as workloads; their addresses are the business of the transport theme.

Defaults, Terraform registry, hashicorp/azurerm 3 and 4, ``azurerm_linux_web_app``, ``azurerm_windows_web_app``,
``azurerm_*_function_app``, their slots, and the older ``azurerm_app_service`` and ``azurerm_function_app``: no
``identity``, ``site_config.remote_debugging_enabled`` false, no ``virtual_network_subnet_id``, no ``logs``
(``detailed_error_messages`` and ``failed_request_tracing`` false), ``builtin_logging_enabled`` (once
``enable_builtin_logging``) true, ``storage_uses_managed_identity`` false. ``dotnet_version`` v2.0 and v4.0 are the
.NET Framework, everything above is .NET (registry, ``azurerm_windows_web_app``, table of portal and API values).
``azurerm_logic_app_standard`` runs as a function app and always holds the key of its storage account
(``storage_account_access_key`` is required); it has neither ``builtin_logging_enabled`` nor ``logs``, so that only a
diagnostic setting sends its logs anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.workload import Application
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.workload.common import has_identity
from pcicheck.providers.base import resource
from pcicheck.providers.plain_secrets import in_variables
from pcicheck.providers.reading import first_flag, is_set
from pcicheck.providers.referrers import is_named_by

SWIFT = "azurerm_app_service_virtual_network_swift_connection"
_NO_STORAGE = Inapplicable("it has no storage of its own")
_NO_BUILTIN = Inapplicable("only function applications have built-in logging")
_NO_LOG_FILES = Inapplicable("function and logic applications write no such log files")
_ALWAYS_A_KEY = Inapplicable("a logic app reaches its storage account by a key only")
_LOGIC = "azurerm_logic_app_standard"
_NO_RUNTIME = Inapplicable("no language runtime is stated")
_LANGUAGES = ("php", "python", "java", "node", "ruby", "go", "powershell_core")
_VERSION = re.compile(r"\d+(?:\.\d+)?")
_IMAGES = re.compile(r"^(?:docker|compose|kube)\|", re.IGNORECASE)


def application(document: Document) -> Iterator[Resource]:
    """A web, function or logic app, or a deployment slot of one."""
    function = document.type == _LOGIC or "function" in document.type
    facts = Application(
        own_identity=has_identity(document),
        remote_debugging=document.flag("site_config.remote_debugging_enabled", False),
        runtimes=_runtimes(document, function=function),
        plain_secrets=_plain_secrets(document),
        private_network=_private_network(document),
        storage_by_identity=_storage_by_identity(document) if function else _NO_STORAGE,
        logged=_logged(document) if function else _NO_BUILTIN,
        errors_logged=_NO_LOG_FILES if function else _log_file(document, "detailed_error_messages"),
        failures_traced=_NO_LOG_FILES if function else _log_file(document, "failed_request_tracing"),
    )
    yield resource(document, facts, part="app", labels=tags_of(document), names=(document.text("id"),))


def _log_file(document: Document, name: str) -> bool | Unknown:
    return first_flag(document, f"logs.{name}", f"logs.{name}_enabled")


def _private_network(document: Document) -> bool | Unknown:
    if is_named_by(document, SWIFT, "app_service_id"):
        return True
    return is_set(document, "virtual_network_subnet_id")


def _logged(document: Document) -> bool | Unknown:
    if document.type == _LOGIC:
        return sends_logs(document)
    return first_flag(document, "builtin_logging_enabled", "enable_builtin_logging", default=True)


def _storage_by_identity(document: Document) -> Fact[bool]:
    if document.type == _LOGIC:
        return _ALWAYS_A_KEY
    if document.get("storage_key_vault_secret_id") is not None:
        return True
    return first_flag(document, "storage_uses_managed_identity")


def _runtimes(document: Document, *, function: bool) -> Fact[tuple[str | Unknown, ...]]:
    site = document.block("site_config")
    if site is None or isinstance(site, Unknown):
        return site or _NO_RUNTIME
    if isinstance(site.values, Unknown):
        return site.values
    found: list[str | Unknown] = []
    for language in _LANGUAGES:
        found += _named(language.partition("_")[0], site.text(f"application_stack.{language}_version"))
        found += _named(language, site.text(f"{language}_version"))
    for path in ("application_stack.dotnet_version", "dotnet_framework_version"):
        found += _dotnet(site.text(path), function=function)
    found += _from_image_name(site.text("linux_fx_version"))
    return tuple(found) if found else _NO_RUNTIME


def _named(language: str, version: str | None | Unknown) -> list[str | Unknown]:
    if version is None or isinstance(version, Unknown):
        return [] if version is None else [version]
    number = _VERSION.search(version)
    if number is None:
        return []
    if language in ("php", "python", "ruby", "go"):
        return [f"{language} {number[0]}"]
    major = number[0].removeprefix("1.") if language == "java" else number[0].partition(".")[0]
    return [f"{language} {major.partition('.')[0]}"]


def _dotnet(version: str | None | Unknown, *, function: bool) -> list[str | Unknown]:
    if version is None or isinstance(version, Unknown):
        return [] if version is None else [version]
    number = _VERSION.search(version)
    if number is None:
        return []
    major = int(number[0].partition(".")[0])
    if version.startswith("v") and major in (2, 4):
        return [] if function else [f"netframework {major}"]
    return [f"dotnet {major}"]


def _from_image_name(value: str | None | Unknown) -> list[str | Unknown]:
    """The runtime in the older ``linux_fx_version``, such as ``PYTHON|3.9``."""
    if value is None or isinstance(value, Unknown):
        return [] if value is None else [value]
    language, _, version = value.partition("|")
    if not version or _IMAGES.match(value):
        return []
    name = language.lower()
    return _dotnet(version, function=False) if name.startswith("dotnet") else _named(name, version.partition("-")[0])


def _plain_secrets(document: Document) -> tuple[str, ...] | Unknown:
    settings = in_variables(document.get("app_settings"))
    connections = document.blocks("connection_string")
    if isinstance(connections, Unknown):
        return settings if isinstance(settings, tuple) and settings else connections
    values: dict[str, Any] = {str(block.text("name")): block.get("value") for block in connections}
    found = in_variables(values)
    if isinstance(settings, Unknown) or isinstance(found, Unknown):
        known = tuple(name for part in (settings, found) if isinstance(part, tuple) for name in part)
        return known or next(part for part in (settings, found) if isinstance(part, Unknown))
    return settings + found
