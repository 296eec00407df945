"""Resource Manager, asked by GET only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError, map_error
from azure.core.pipeline.policies import HeadersPolicy, RetryPolicy, UserAgentPolicy
from azure.core.rest import HttpRequest
from azure.mgmt.core import ARMPipelineClient
from azure.mgmt.core.exceptions import ARMErrorFormat
from azure.mgmt.core.policies import ARMChallengeAuthenticationPolicy

from pcicheck.version import __version__

PUBLIC = "https://management.azure.com"


class Manager:
    """A client that reads documents and lists of them."""

    def __init__(self, credential: Any, base_url: str = "", **options: Any) -> None:
        address = (base_url or PUBLIC).rstrip("/")
        policies = [
            HeadersPolicy(),
            UserAgentPolicy(f"pcicheck/{__version__}"),
            RetryPolicy(**options),
            ARMChallengeAuthenticationPolicy(credential, f"{address}/.default"),
        ]
        self._address = address
        self._client: Any = ARMPipelineClient(base_url=address, policies=policies, **options)

    def get(self, path: str, version: str) -> dict[str, Any]:
        """One document. Raises ``AzureError``."""
        return self._read(f"{self._address}{path}?api-version={version}")

    def pages(self, path: str, version: str) -> Iterator[dict[str, Any]]:
        """Every page of a list. Raises ``AzureError``."""
        address = f"{self._address}{path}?api-version={version}"
        while address:
            page = self._read(address)
            yield page
            following = str(page.get("nextLink") or "")
            address = following if following.startswith(f"{self._address}/") else ""
            if following and not address:
                raise HttpResponseError(message="the list goes on at an address outside Resource Manager")

    def _read(self, address: str) -> dict[str, Any]:
        response = self._client.send_request(HttpRequest("GET", address))
        if response.status_code != 200:
            known = {401: ClientAuthenticationError, 404: ResourceNotFoundError}
            map_error(status_code=response.status_code, response=response, error_map=known)
            raise HttpResponseError(response=response, error_format=ARMErrorFormat)
        found = response.json()
        return found if isinstance(found, dict) else {}
