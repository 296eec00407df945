"""The addresses of App Service and function apps: TLS, client certificates, log and sign-in. What runs behind them is
the business of the workload theme.

Defaults (Terraform registry, hashicorp/azurerm 3 and 4, ``azurerm_linux_web_app``, ``azurerm_windows_web_app``,
``azurerm_*_function_app``, their slots, ``azurerm_function_app_flex_consumption``, ``azurerm_logic_app_standard``, and
the older ``azurerm_app_service`` and ``azurerm_function_app``): ``https_only`` false, ``minimum_tls_version`` (once
``min_tls_version``) and ``scm_minimum_tls_version`` 1.2, ``client_certificate_enabled`` false with the mode Required on
web apps and Optional on function apps, ``public_network_access_enabled`` true, no ``logs``, no ``auth_settings``, whose
second version has ``require_https`` true; ``ftps_state`` Disabled, but AllAllowed on the older types and on logic apps.
With ``https_only`` plain requests are redirected; App Service hands client certificates on without checking who
issued them (Microsoft, "Set up TLS mutual authentication").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint, Exposure
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import IN_FRONT, diagnosed, names_of, version_of, written
from pcicheck.providers.azure.workload.apps import application
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_SUCH, audience, is_stub, lowest
from pcicheck.providers.reading import first_flag, word

_OLDER = ("azurerm_app_service", "azurerm_app_service_slot", "azurerm_function_app", "azurerm_function_app_slot")
_LOGIC = "azurerm_logic_app_standard"
_NO_CERTIFICATES = ("azurerm_app_service_slot", "azurerm_function_app_slot")
_APPLICATION_CHECKS = Unknown("the platform hands the certificate on; the application must check it")
_WORKLOAD_SAYS = Inapplicable("it is asked after as an application")


def app(document: Document) -> Iterator[Resource]:
    """A web, function or logic app, or a deployment slot: its address, and the application behind it."""
    if not is_stub(document):
        yield from logic_app(document)
    yield from application(document)


def logic_app(document: Document) -> Iterator[Resource]:
    """The address of an app."""
    labels = tags_of(document)
    function = "function" in document.type
    secure = _secure_only(document, function=function)
    asked = _client_certificates(document, function=function)
    facts = Endpoint(
        role="application",
        plain_listener=BARE.plain_listener,
        exposure=_exposure(document),
        audience=audience(labels, document),
        protocols=secure if isinstance(secure, Unknown) else ("http", "https"),
        encrypted=False if isinstance(secure, bool) else secure,
        redirects_to_tls=secure,
        min_tls=_min_tls(document),
        weak_ciphers=BARE.weak_ciphers,
        certificate=NO_SUCH,
        client_certificates=asked,
        trust_anchor=None if asked == "none" else NO_SUCH if asked == NO_SUCH else _APPLICATION_CHECKS,
        client_expiry_checked=NO_SUCH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=IN_FRONT,
        access_logging=_logs(document, function=function),
        execution_logging=_WORKLOAD_SAYS,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
        platform_sign_in=_signs_in(document),
        plain_ftp=_plain_ftp(document),
        cors_any_origin=any_origin(document, "site_config.cors.allowed_origins"),
        administration_public=NO_SUCH,
        private_network=_WORKLOAD_SAYS,
    )
    yield resource(document, facts, labels=labels, names=names_of(document))


def any_origin(document: Document, path: str) -> bool | Unknown:
    """Whether ``*`` is among the origins that scripts may come from."""
    origins = document.texts(path)
    if isinstance(origins, Unknown):
        return origins
    return any_true(*(origin if isinstance(origin, Unknown) else origin.strip() == "*" for origin in origins))


def _secure_only(document: Document, *, function: bool) -> bool | Unknown:
    only = document.flag("https_only", False)
    if function:  # the second version of sign-in can take HTTPS back
        return all_true(only, document.flag("auth_settings_v2.require_https", True))
    return only if isinstance(only, Unknown) else bool(only)


def _exposure(document: Document) -> Fact[Exposure]:
    if document.type == _LOGIC:
        access = word(document, "public_network_access", "enabled")
        public = access if isinstance(access, Unknown) else access != "disabled"
    else:
        public = first_flag(document, "public_network_access_enabled", default=True)
    return public if isinstance(public, Unknown) else "internet" if public else "internal"


def _min_tls(document: Document) -> Fact[float]:
    paths = (("minimum_tls_version", "min_tls_version"), ("scm_minimum_tls_version", "scm_min_tls_version"))
    versions = []
    for names in paths:
        found = next((value for name in names if (value := document.text(f"site_config.{name}")) is not None), "1.2")
        versions.append(version_of(found))
    return lowest(versions)


def _client_certificates(document: Document, *, function: bool) -> Fact[ClientCertificates]:
    if document.type in _NO_CERTIFICATES:
        return NO_SUCH
    mode = document.text("client_certificate_mode") or document.text("client_cert_mode")
    by_mode = document.type in (_LOGIC, "azurerm_function_app")
    asked = mode is not None if by_mode else first_flag(document, "client_certificate_enabled", "client_cert_enabled")
    if not isinstance(asked, bool):
        return asked
    if not asked:
        return "none"
    if isinstance(mode, Unknown):
        return mode
    return "passthrough" if (mode or ("Optional" if function else "Required")) == "Required" else "optional"


def _logs(document: Document, *, function: bool) -> Fact[bool]:
    """Web apps write an access log themselves or through a diagnostic setting."""
    if function or document.type == _LOGIC:
        return NO_SUCH
    return any_true(written(document, "logs.http_logs"), diagnosed(document, "appservicehttplogs"))


def _signs_in(document: Document) -> Fact[bool]:
    first, second = document.block("auth_settings"), document.block("auth_settings_v2")
    return any_true(
        _asks(first, "enabled", "unauthenticated_client_action"),
        _asks(second, "auth_enabled", "unauthenticated_action"),
    )


def _asks(block: Block | None | Unknown, enabled: str, action: str) -> bool | Unknown:
    """Whether sign-in is on, and not only for those who like."""
    if not isinstance(block, Block):
        return block or False
    anonymous = block.text(action)
    return all_true(
        block.flag(enabled, False), anonymous if isinstance(anonymous, Unknown) else anonymous != "AllowAnonymous"
    )


def _plain_ftp(document: Document) -> Fact[bool]:
    if document.type == "azurerm_function_app_flex_consumption":
        return NO_SUCH
    open_by_default = document.type in _OLDER or document.type == _LOGIC
    state = word(document, "site_config.ftps_state", "allallowed" if open_by_default else "disabled")
    return state if isinstance(state, Unknown) else state == "allallowed"
