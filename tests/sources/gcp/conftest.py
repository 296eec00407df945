"""A real gRPC server that speaks Cloud Asset Inventory's protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent import futures
from functools import cache
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.api_core.retry import Retry
from google.auth.credentials import AnonymousCredentials
from google.cloud import asset_v1
from google.cloud.asset_v1.services.asset_service.transports import AssetServiceGrpcTransport
from google.protobuf import json_format
from msgspec import Struct

from pcicheck import scan
from pcicheck.results.finding import Finding
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.sources.gcp.refusals import again
from tests.sources.gcp.pairs.base import Pair
from tests.sources.gcp.pairs.declared import DECLARED

PAGE = 2
QUICK = Retry(predicate=again, initial=0.01, maximum=0.02, timeout=5)
Served = tuple["Inventory", Any]


class Inventory:
    """The service: assets by content type, of what lies below a parent, paged, with refusals on request."""

    def __init__(self) -> None:
        self.page = PAGE
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.page = PAGE
        self.assets: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("RESOURCE", "IAM_POLICY", "ORG_POLICY", "ACCESS_POLICY")
        }
        self.refuse: dict[str, grpc.StatusCode] = {}
        """Content type to how it is refused; also by parent and content type."""
        self.busy = 0
        """How many calls are answered with RESOURCE_EXHAUSTED first."""
        self.unsupported: set[str] = set()
        """Types of assets that it does not have."""
        self.numbers: dict[str, str] = {}
        """Project's id to its number, by which assets name it as an ancestor."""
        self.at_page: Callable[[str, str], None] = lambda content, token: None
        """Happens at each page."""
        self.asked: list[tuple[str, str]] = []
        self.tokens: list[str] = []
        self.types: dict[str, list[str]] = {}
        """The types of assets that were asked for, by content type."""

    def list_assets(self, request: Any, context: grpc.ServicerContext) -> Any:
        content = asset_v1.ContentType(request.content_type).name
        self.asked.append((request.parent, content))
        self.tokens.append(request.page_token)
        self.types[content] = list(request.asset_types)
        if self.busy:
            self.busy -= 1
            context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "quota exceeded")
        refused = self.refuse.get(f"{request.parent} {content}", self.refuse.get(content))
        if refused is not None:
            context.abort(refused, f"{refused.name} on {request.parent}")
        for name in self.unsupported.intersection(request.asset_types):
            why = f"No {content} found that matches asset type {name} for consumer project: 7. For a list see https://x"
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, why)
        if not (request.page_token or "0").isdigit():
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "Invalid page token")
        self.at_page(content, request.page_token)
        every = [asset for asset in self.assets[content] if self._is_below(request.parent, asset)]
        if request.asset_types:
            every = [asset for asset in every if asset["asset_type"] in request.asset_types]
        start = int(request.page_token or 0)
        answer = asset_v1.ListAssetsResponse.pb(asset_v1.ListAssetsResponse())
        json_format.ParseDict({"assets": every[start : start + self.page]}, answer)
        if start + self.page < len(every):
            answer.next_page_token = str(start + self.page)
        return answer

    def _is_below(self, parent: str, asset: dict[str, Any]) -> bool:
        above = asset.get("ancestors", ())
        kind, _, name = parent.partition("/")
        return not above or parent in above or f"{kind}/{self.numbers.get(name, name)}" in above


@pytest.fixture(scope="session")
def service() -> Iterator[tuple[Inventory, int]]:
    """The service on loopback."""
    inventory = Inventory()
    server = grpc.server(futures.ThreadPoolExecutor(4))
    handler = grpc.unary_unary_rpc_method_handler(
        lambda request, context: inventory.list_assets(request, context),
        request_deserializer=asset_v1.ListAssetsRequest.deserialize,
        response_serializer=lambda answer: answer.SerializeToString(),
    )
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("google.cloud.asset.v1.AssetService", {"ListAssets": handler}),)
    )
    port = server.add_secure_port("127.0.0.1:0", grpc.local_server_credentials())
    server.start()
    yield inventory, port
    server.stop(None)


def client_of(port: int, *calls: grpc.CallCredentials) -> Any:
    """A client of Google's for the service, with credentials for its calls."""
    own = grpc.local_channel_credentials()
    credentials = grpc.composite_channel_credentials(own, *calls) if calls else own
    channel = grpc.secure_channel(f"127.0.0.1:{port}", credentials)
    transport = AssetServiceGrpcTransport(channel=channel, credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
    return asset_v1.AssetServiceClient(transport=transport)


@pytest.fixture(scope="session")
def _client(service: tuple[Inventory, int]) -> Any:
    return client_of(service[1])


@pytest.fixture
def served(service: tuple[Inventory, int], _client: Any) -> Served:
    """The service, empty, and a client for it."""
    service[0].clear()
    return service[0], _client


@cache
def rulebook() -> Rulebook:
    """All rules, read once."""
    return load_rulebook()


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """All rules, read once."""
    return rulebook()


class Judged(Struct):
    """Pairs as they are judged, with all thresholds declared. Each is judged once."""

    book: Rulebook
    folder: Path
    told: dict[int, tuple[list[Finding], list[Finding]]] = {}

    def both(self, pair: Pair) -> tuple[list[Finding], list[Finding]]:
        """Findings about the plan, and about the assets."""
        if id(pair) not in self.told:
            self.told[id(pair)] = (self._of("plan.json", pair.plan()), self._of("assets.json", pair.export()))
        return self.told[id(pair)]

    def _of(self, name: str, document: Any) -> list[Finding]:
        path = self.folder / name
        path.write_text(json.dumps(document))
        return list(scan([path], rules=self.book).findings())


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Pairs as they are judged."""
    return Judged(load_rulebook(params=DECLARED), tmp_path_factory.mktemp("pairs"))
