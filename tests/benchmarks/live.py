"""A cloud to measure against: moto's server in a process of its own, seeded, behind a proxy that counts calls."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from tests.sources.aws.conftest import ENVIRONMENT
from tests.sources.aws.proxy import Denying, denying

_SEED = "from tests.sources.aws.estate import seed; seed()"
_WAIT = 60.0


class Counting(Struct):
    """The way to the cloud, and how many calls took it."""

    proxy: Denying

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to take it."""
        return _environment(self.proxy.url)

    def count(self) -> int:
        """Calls since the last count."""
        calls = len(self.proxy.heard)
        self.proxy.heard.clear()
        return calls


@contextmanager
def seeded() -> Iterator[str]:
    """The address of a cloud that holds the estate of the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    command = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(url)
        subprocess.run([sys.executable, "-c", _SEED], check=True, env=_environment(url))
        yield url
    finally:
        server.terminate()
        server.wait()


@contextmanager
def counting(url: str) -> Iterator[Counting]:
    """A proxy before it that lets everything pass."""
    with denying(url) as proxy:
        yield Counting(proxy)


def _environment(url: str) -> dict[str, str]:
    return {**os.environ, **ENVIRONMENT, "AWS_ENDPOINT_URL": url}


def _await(url: str) -> None:
    until = time.monotonic() + _WAIT
    while True:
        try:
            urllib.request.urlopen(f"{url}/moto-api/", timeout=1).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
