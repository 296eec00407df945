"""Identity providers that everybody shares, such as GitHub's for build jobs, and whose jobs a subject lets in.

GitHub Docs, "OpenID Connect reference": the subject reads ``repo:owner/name:…``, and is the owner's to choose except
for that prefix. GitLab Docs, "Configure OpenID Connect": ``project_path:group/project:…``. HCP Terraform, "Workload
identity": ``organization:name:…``.
"""

from __future__ import annotations

import re

GITHUB = "token.actions.githubusercontent.com"
SHARED = (GITHUB, "gitlab.com", "app.terraform.io")
_OWNED_REPOSITORY = re.compile(r"(?:\$\{)?[\w-]+(?:\.[\w-]+)*\}?/[^/]+")
_CHOSEN_BY_ANYONE = ("workflow", "environment", "ref", "context", "head_ref", "base_ref")


def host_of(issuer: str) -> str:
    """The host of an issuer, written with or without ``https://``."""
    return issuer.partition("://")[2].split("/")[0].lower() if "://" in issuer else issuer.split("/")[0].lower()


def owned(subject: str, host: str) -> bool:
    """Whether a subject, or a pattern for subjects, fits only jobs of projects that somebody owns."""
    claims = subject.split(":")
    if len(claims) == 1 or claims[1][:1] in ("*", "?", "") or claims[0][:1] in ("*", "?"):
        return False
    if host != GITHUB:
        return True
    if claims[0].startswith(_CHOSEN_BY_ANYONE):
        return False
    return claims[0] != "repo" or _OWNED_REPOSITORY.match(claims[1]) is not None
