"""moto's real server over HTTP: one that is emptied before each test that asks for it, one that keeps an estate."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import pytest

from tests.sources.aws.estate import Estate, estate_of, seed
from tests.sources.aws.proxy import denying
from tests.sources.aws.server import ENVIRONMENT, serving


@pytest.fixture(scope="session")
def moto_url() -> Iterator[str]:
    """The address of a running moto server."""
    with serving() as url:
        yield url


@pytest.fixture
def aws(moto_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty cloud that boto3 talks to; its address."""
    sign_in(monkeypatch, moto_url)
    urllib.request.urlopen(urllib.request.Request(f"{moto_url}/moto-api/reset", method="POST")).close()  # noqa: S310
    return moto_url


@pytest.fixture(scope="session")
def shared_estate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    """An estate that nobody changes, in a cloud of its own: collected in full once for all tests."""
    with pytest.MonkeyPatch.context() as patch, serving() as url, denying(url) as proxy:
        sign_in(patch, url)
        seed()
        sign_in(patch, proxy.url)
        made = estate_of(proxy, tmp_path_factory.mktemp("estate"))
        patch.undo()
        yield made


@pytest.fixture
def estate(shared_estate: Estate, monkeypatch: pytest.MonkeyPatch) -> Iterator[Estate]:
    """The estate, and boto3 talking to its cloud through a proxy that lets all pass."""
    sign_in(monkeypatch, shared_estate.proxy.url)
    yield shared_estate
    shared_estate.proxy.denied = set()


def sign_in(patch: pytest.MonkeyPatch, url: str) -> None:
    """Make boto3 talk to the cloud at an address."""
    for name, value in ENVIRONMENT.items():
        patch.setenv(name, value)
    patch.delenv("AWS_PROFILE", raising=False)
    patch.setenv("AWS_ENDPOINT_URL", url)
