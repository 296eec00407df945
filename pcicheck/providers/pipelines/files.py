"""Files that pipelines keep for others and that hold keys or passwords by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.providers.pipelines.steps import Step

_SECRET = re.compile(
    r"(?:^|/)(?:\.env(?:\.(?!example|sample|template)[\w-]+)?|\.npmrc|\.pypirc|\.netrc|\.git-credentials|kubeconfig|"
    r"id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?|[\w.*-]*\.(?:pem|key|p12|pfx|jks|keystore|tfstate|tfvars)|"
    r"\.(?:aws|ssh|kube|docker)(?:/.*)?|secrets?\.(?:ya?ml|json|txt))$",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"(?:ca|cert|chain|public|pub)[\w.-]*\.pem$", re.IGNORECASE)


def secret_files(step: Step) -> Iterator[str | Unknown]:
    """Paths that a step keeps as an artefact and that hold secrets."""
    if step.uses.startswith("actions/upload-artifact@"):
        yield from secret_paths(step.input("path"))


def secret_paths(written: Any) -> Iterator[str | Unknown]:
    """Those of some paths that hold secrets by their names."""
    for item in written if isinstance(written, list) else [written]:
        if isinstance(item, Unknown):
            yield item
        elif isinstance(item, str):
            for path in item.split("\n"):
                name = path.strip().strip("'\"")
                if _SECRET.search(name) and not _PUBLIC.search(name) and not name.startswith("!"):
                    yield name
