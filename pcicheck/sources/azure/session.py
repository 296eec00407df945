"""One connection to Azure for a whole collection: clients that share it, and an end that nobody waits for."""

from __future__ import annotations

import itertools
import logging
import threading
from types import TracebackType
from typing import Any, Self

from azure.core import exceptions as refused
from azure.core.pipeline.transport import RequestsTransport
from azure.identity import DefaultAzureCredential
from azure.mgmt.resource.subscriptions import SubscriptionClient
from azure.mgmt.resourcegraph import ResourceGraphClient
from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.azure.manager import PUBLIC, Manager
from pcicheck.sources.azure.principal import principal
from pcicheck.sources.azure.problems import check_reached, check_sign_in, sentence

GRAPH_VERSION = "2022-10-01"
"""First stable version of Resource Graph's API that has ``authorizationScopeFilter``."""
_RETRIES = {"retry_total": 8, "retry_status": 8, "retry_backoff_factor": 0.8}
_PATIENCE = {"connection_timeout": 10, "read_timeout": 120}
_TALKERS = ("azure", "msal", "urllib3")
"""Loggers of Azure's clients, whose warnings a terminal would show beside our own words."""


class Asked(Struct, frozen=True):
    """What the user names; every subscription that the identity can see where nothing is named."""

    subscriptions: tuple[str, ...] = ()
    management_groups: tuple[str, ...] = ()


class Connection(Struct, frozen=True):
    """With which credential and where."""

    credential: Any
    base_url: str = ""
    """Address of Resource Manager; empty for the public cloud."""
    options: dict[str, Any] = {}
    """Further options of Azure's clients."""


class Stopped(Exception):  # noqa: N818 - no error of Azure's, so that its clients do not try again
    """The collection has ended while something was under way."""


class Session:
    """Azure's clients over one pool of connections."""

    def __init__(self, connection: Connection) -> None:
        for name in _TALKERS:
            logging.getLogger(name).addHandler(logging.NullHandler())
        self.stop = threading.Event()
        self.credential = connection.credential
        self.scope = f"{(connection.base_url or PUBLIC).rstrip('/')}/.default"
        options = {**_RETRIES, **_PATIENCE, **connection.options}
        self._transport = _Transport(self.stop, **options)
        more: dict[str, Any] = {"transport": self._transport, **options}
        self.manager = Manager(self.credential, connection.base_url, **more)
        if connection.base_url:
            more |= {"base_url": connection.base_url, "credential_scopes": [self.scope]}
        self.graph: Any = ResourceGraphClient(self.credential, api_version=GRAPH_VERSION, **more)
        self.subscriptions: Any = SubscriptionClient(self.credential, **more)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let nothing go on any more, and close the connections."""
        self.stop.set()
        self._transport.close()

    @property
    def calls(self) -> int:
        """How many requests were sent."""
        return self._transport.sent

    def identity(self) -> str:
        """Who asks. Raises ``InputError`` where the credentials do not do."""
        try:
            return principal(self.credential.get_token(self.scope).token)
        except refused.AzureError as problem:
            check_sign_in(problem)
            check_reached(problem)
            raise InputError(f"azure: no access token was given ({sentence(problem)})") from problem


def of_the_user() -> Connection:
    """A connection with whatever credentials are there. Raises ``InputError`` where the environment is wrong."""
    try:
        return Connection(DefaultAzureCredential())
    except ValueError as problem:
        raise InputError(f"azure: the credentials cannot be read ({sentence(problem)})") from problem


class _Transport(RequestsTransport):  # type: ignore[misc]
    """Counts what is sent, and does not sleep on once all is over."""

    def __init__(self, stop: threading.Event, **options: Any) -> None:
        super().__init__(**options)
        self._stop = stop
        self._numbers = itertools.count(1)
        self.sent = 0

    def send(self, request: Any, **options: Any) -> Any:
        if self._stop.is_set():
            raise Stopped
        self.sent = next(self._numbers)
        return super().send(request, **options)

    def sleep(self, duration: float) -> None:
        if self._stop.wait(duration):
            raise Stopped
