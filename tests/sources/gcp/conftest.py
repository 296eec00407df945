"""A real gRPC server that speaks Cloud Asset Inventory's protocol."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import asset_v1
from google.cloud.asset_v1.services.asset_service.transports import AssetServiceGrpcTransport
from google.protobuf import json_format

PAGE = 2


class Inventory:
    """The service: assets by content type, paged, with refusals on request."""

    def __init__(self) -> None:
        self.assets: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("RESOURCE", "IAM_POLICY", "ORG_POLICY", "ACCESS_POLICY")
        }
        self.refuse: dict[str, grpc.StatusCode] = {}
        self.busy = 0
        """How many calls are answered with RESOURCE_EXHAUSTED first."""
        self.asked: list[tuple[str, str]] = []
        self.types: dict[str, list[str]] = {}
        """The types of assets that were asked for, by content type."""

    def list_assets(self, request: Any, context: grpc.ServicerContext) -> Any:
        content = asset_v1.ContentType(request.content_type).name
        self.asked.append((request.parent, content))
        self.types[content] = list(request.asset_types)
        if self.busy:
            self.busy -= 1
            context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "quota exceeded")
        if content in self.refuse:
            context.abort(self.refuse[content], f"Permission denied on {request.parent}")
        start = int(request.page_token or 0)
        found = self.assets[content][start : start + PAGE]
        answer = asset_v1.ListAssetsResponse.pb(asset_v1.ListAssetsResponse())
        json_format.ParseDict({"assets": found}, answer)
        if start + PAGE < len(self.assets[content]):
            answer.next_page_token = str(start + PAGE)
        return answer


@pytest.fixture
def served() -> Iterator[tuple[Inventory, Any]]:
    """The service on loopback, and a client for it."""
    inventory = Inventory()
    server = grpc.server(futures.ThreadPoolExecutor(4))
    handler = grpc.unary_unary_rpc_method_handler(
        inventory.list_assets,
        request_deserializer=asset_v1.ListAssetsRequest.deserialize,
        response_serializer=lambda answer: answer.SerializeToString(),
    )
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("google.cloud.asset.v1.AssetService", {"ListAssets": handler}),)
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        transport = AssetServiceGrpcTransport(channel=channel, credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
        yield inventory, asset_v1.AssetServiceClient(transport=transport)
    server.stop(None)
