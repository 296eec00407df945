"""How long people stay signed in to Google Cloud.

Terraform registry, hashicorp/google: ``google_iap_settings`` (``access_settings.reauth_settings.max_age``, time until
a person must sign in again; none without the block), ``google_access_context_manager_gcp_user_access_binding``
(``session_settings``: ``max_inactivity``, ``session_length``, ``session_length_enabled``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.signin import Session
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.identity.durations import minutes

_NO_IDLE = Unknown("the service has no idle timeout; the application may have one")


def proxied(document: Document) -> Iterator[Resource]:
    """Sign-in at the identity-aware proxy."""
    settings = document.block("access_settings.reauth_settings")
    if isinstance(settings, Block):
        yield resource(document, Session(idle_minutes=_NO_IDLE, max_minutes=minutes(settings.text("max_age"))))
    elif settings is not None:
        yield resource(document, Session(idle_minutes=_NO_IDLE, max_minutes=settings))


def console(document: Document) -> Iterator[Resource]:
    """Sessions of a group's people with the console, the command line and other applications."""
    settings = document.block("session_settings")
    if isinstance(settings, Unknown):
        yield resource(document, Session(idle_minutes=settings, max_minutes=settings))
    elif settings is not None:
        on = settings.flag("session_length_enabled", True)
        idle, longest = minutes(settings.text("max_inactivity")), minutes(settings.text("session_length"))
        if on is not True:
            idle = longest = on if isinstance(on, Unknown) else None
        yield resource(document, Session(idle_minutes=idle, max_minutes=longest))
