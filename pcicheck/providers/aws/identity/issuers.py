"""Whose tokens a federated principal vouches with.

IAM User Guide, "AWS JSON policy elements: Principal": an OpenID Connect provider is named by its ARN, which ends in
``oidc-provider/`` and the issuer without ``https://``. In Terraform it is often a reference to
``aws_iam_openid_connect_provider``, whose ``url`` is the issuer; the keys of its conditions begin with the issuer too
(same guide, "Available keys for AWS OIDC federation").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.policy import PolicyCondition
from pcicheck.providers.jobs import SHARED, host_of

PROVIDERS = ("aws_iam_openid_connect_provider", "data.aws_iam_openid_connect_provider")
_REFERENCE = re.compile(r"\$\{((?:module\.[^.]+\.)*(?:data\.)?aws_iam_openid_connect_provider\.[^.}]+)(?:\.\w+)?\}")
_OF_CLUSTER = re.compile(r"\$\{[^}]*\baws_eks_cluster\.")
_SAML = "aws_iam_saml_provider."
_CLUSTER_SUBJECT = "system:serviceaccount:"


def issuer(name: str, conditions: Iterable[PolicyCondition], document: Document) -> str | Unknown:
    """The host of the issuer behind a federated principal; empty where it is none that anybody could share."""
    if _SAML in name:
        return ""
    made = _REFERENCE.fullmatch(name)
    url = _url(made[1], document) if made else name.partition("oidc-provider/")[2] or name
    if isinstance(url, str) and "${" not in host_of(url):
        return host_of(url)
    if _is_cluster(url):
        return ""
    found = _from_conditions(tuple(conditions))
    if found is not None:
        return found
    return url if isinstance(url, Unknown) else Unknown("who issues the tokens is not known")


def _url(address: str, document: Document) -> str | Unknown:
    for kind in PROVIDERS:
        for provider in document.surroundings.of_type(kind):
            if provider.address == address:
                return provider.text("url") or Unknown(f"{address} has no url")
    return Unknown(f"{address} is not in this input, so its issuer is not known")


def _is_cluster(url: str | Unknown) -> bool:
    """Whether a cluster that this configuration makes issues the tokens."""
    if isinstance(url, str):
        return _OF_CLUSTER.search(url) is not None
    return bool(url.refers) and all("aws_eks_cluster." in address for address in url.refers)


def _from_conditions(conditions: tuple[PolicyCondition, ...]) -> str | None:
    """The issuer that the keys of the conditions name; empty where they ask for an account inside a cluster."""
    for condition in conditions:
        host = condition.key.rpartition(":")[0].split("/")[0]
        if host in SHARED:
            return host
        subjects = condition.values if condition.key.endswith(":sub") and "not" not in condition.operator else ()
        if subjects and all(isinstance(s, str) and s.startswith(_CLUSTER_SUBJECT) for s in subjects):
            return ""
    return None
