"""botocore's descriptions of services, decoded fast and once for all sessions.

Half the time in which clients are made goes into these files (the description of EC2 alone is megabytes of JSON), and
each session reads them anew by itself: one for every role that is assumed.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import msgspec
from botocore.loaders import JSONFileLoader, Loader, create_loader

_DECODER = msgspec.json.Decoder()


class _Files(JSONFileLoader):  # type: ignore[misc]
    """Reads the files as botocore does, with a faster decoder."""

    def load_file(self, file_path: str) -> Any:
        """What a file holds; nothing where there is none."""
        for path in (Path(f"{file_path}.json"), Path(f"{file_path}.json.gz")):
            if path.is_file():
                data = path.read_bytes()
                return _DECODER.decode(gzip.decompress(data) if path.suffix == ".gz" else data)
        return None


def core() -> Any:
    """A session of botocore that shares the descriptions with all others."""
    found = botocore.session.get_session()
    found.register_component("data_loader", _loader(found.get_config_variable("data_path")))
    return found


def session(**settings: Any) -> Any:
    """The same of boto3."""
    return boto3.Session(botocore_session=core(), **settings)


@cache
def _loader(path: str | None) -> Loader:
    loader = create_loader(path)
    loader.file_loader = _Files()
    return loader
