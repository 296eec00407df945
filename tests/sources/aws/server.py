"""moto's real server in a process of its own, and what makes boto3 talk to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nowhere/config",
    "AWS_SHARED_CREDENTIALS_FILE": "/nowhere/credentials",
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
    "AWS_ENABLE_ENDPOINT_DISCOVERY": "false",
}
"""What stands for a signed-in user; no retries, as moto answers 500 where it lacks an operation."""
_SEED = "from tests.sources.aws.estate import seed; seed()"
_WAIT = 60.0


@contextmanager
def serving(seed: str = "", further: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a running cloud; ``seed`` is Python that fills it, ``further`` more of its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    command = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port)
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(further or {})}
    )
    try:
        _await(url)
        if seed:
            subprocess.run([sys.executable, "-c", seed], check=True, env=environment(url))
        yield url
    finally:
        server.kill()
        server.wait()


@contextmanager
def seeded(further: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a cloud that holds the estate of the tests."""
    with serving(_SEED, further) as url:
        yield url


def environment(url: str) -> dict[str, str]:
    """What a program needs to ask the cloud at an address."""
    return {**os.environ, **ENVIRONMENT, "AWS_ENDPOINT_URL": url}


def _await(url: str) -> None:
    until = time.monotonic() + _WAIT
    while True:
        try:
            urllib.request.urlopen(f"{url}/moto-api/", timeout=1).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
