"""Who asks: profiles, assumed roles, accounts of an organisation, regions. One client for each service and region."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any

import botocore.exceptions as refused
from botocore.config import Config as ClientConfig
from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.aws.models import session
from pcicheck.sources.aws.tables import regions_of
from pcicheck.sources.live.records import RefusalKind

_CONFIG = {"connect_timeout": 10, "read_timeout": 60, "max_pool_connections": 32, "user_agent_appid": "pcicheck"}
HOMES = {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1"}
"""Partition to the region that answers for services without regions, and for the rest where none is configured."""
HOME = HOMES["aws"]


def _retrying(mode: str, attempts: int) -> Any:
    """How often a client asks again; AWS_MAX_ATTEMPTS holds for pcicheck too."""
    wanted = os.environ.get("AWS_MAX_ATTEMPTS", "")
    return ClientConfig(
        retries={"mode": mode, "total_max_attempts": int(wanted) if wanted.isdigit() else attempts}, **_CONFIG
    )


def _patient() -> Any:
    return _retrying("adaptive", 8)


def _brief() -> Any:
    """For who asks at all, and for services that are not known to be in a region."""
    return _retrying("standard", 2)


class Asked(Struct, frozen=True):
    """What the user names."""

    profile: str = ""
    regions: tuple[str, ...] = ()
    """Regions to look at; empty for all that the account has enabled."""
    role_arn: str = ""
    """Role to assume; ``{account}`` in it stands for each account."""
    accounts: tuple[str, ...] = ()
    """Accounts to look at; empty for that of the credentials."""
    organization: bool = False
    """Whether to look at every account of the organisation."""


class Closed(Struct, frozen=True):
    """An account that could not be entered, beside others that could."""

    account: str
    kind: RefusalKind
    why: str


class Account:
    """One account, asked as one principal."""

    def __init__(self, session: Any, identity: str, account: str) -> None:
        self.session = session
        self.identity = identity
        self.id = account
        self.partition = identity.split(":")[1] if identity.startswith("arn:") else "aws"
        self.home = HOMES.get(self.partition, HOME)
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a region. They are made one at a time, which boto3 wants."""
        key = (service, region or self.home)
        with self._lock:
            if key not in self._clients:
                config = _patient() if self.has(*key) else _brief()
                self._clients[key] = self.session.client(service, region_name=key[1], config=config)
            return self._clients[key]

    def has(self, service: str, region: str) -> bool:
        """Whether a service is known to be in a region; so is each of which nothing is known."""
        if not region:
            return True
        known = self.session.get_available_regions(service, partition_name=self.partition) or regions_of(service)
        if not known:  # nothing is known of it at all, or nothing here but elsewhere
            return not self.session.get_available_regions(service)
        return region in known

    def regions(self, asked: Sequence[str]) -> list[str]:
        """The regions that the account has enabled; those asked for where nobody may tell.

        Raises ``InputError`` where they are not known.
        """
        try:
            found = self.client("ec2", self.session.region_name or self.home).describe_regions()["Regions"]
        except (refused.ClientError, refused.BotoCoreError) as problem:
            if asked and isinstance(problem, refused.ClientError):
                return sorted(set(asked))
            needed = "name regions with --region, or allow ec2:DescribeRegions"
            raise InputError(
                f"aws: the regions of {self.id} are not known: {_sentence(problem)}; {needed}"
            ) from problem
        return sorted(region["RegionName"] for region in found)


def accounts(asked: Asked) -> tuple[list[Account], list[Closed]]:
    """Every account that is looked at, and those that could not be entered.

    Raises ``InputError`` where the credentials do not do, or no account could be entered.
    """
    if asked.role_arn and not asked.role_arn.startswith("arn:"):
        raise InputError(f"aws: '{asked.role_arn}' is no ARN of a role, such as arn:aws:iam::{{account}}:role/pcicheck")
    try:
        first = _account(session(profile_name=asked.profile or None))
        wanted = list(asked.accounts)
        if asked.organization:
            pages = first.client("organizations", "").get_paginator("list_accounts").paginate()
            wanted += [item["Id"] for page in pages for item in page["Accounts"] if item["Status"] == "ACTIVE"]
        if not wanted:
            return [_assumed(first, asked.role_arn, "") if asked.role_arn else first], []
        return _entered(first, asked, list(dict.fromkeys(wanted)))
    except (refused.ClientError, refused.BotoCoreError, ValueError) as problem:
        raise InputError(f"aws: {_sentence(problem, asked)}") from problem


def _entered(first: Account, asked: Asked, wanted: list[str]) -> tuple[list[Account], list[Closed]]:
    found: list[Account] = []
    closed: list[Closed] = []
    problems: list[Exception] = []
    for account in wanted:
        try:
            found.append(_one(first, asked, account))
        except refused.ClientError as problem:
            problems.append(problem)
            denied = problem.response["Error"]["Code"] in _DENIED
            closed.append(Closed(account, "denied" if denied else "failed", _sentence(problem, asked)))
    if not found:
        raise problems[0]
    return found, closed


def _one(first: Account, asked: Asked, account: str) -> Account:
    if account == first.id and (not asked.role_arn or asked.organization):
        return first
    if not asked.role_arn:
        raise InputError(f"aws: name the role to assume in account {account} with --role-arn (it may hold {{account}})")
    return _assumed(first, asked.role_arn, account)


def _account(session: Any) -> Account:
    who = session.client("sts", region_name=session.region_name or HOME, config=_brief()).get_caller_identity()
    return Account(session, who["Arn"], who["Account"])


def _assumed(first: Account, role_arn: str, account: str) -> Account:
    given = first.client("sts", first.session.region_name or first.home).assume_role(
        RoleArn=role_arn.replace("{account}", account), RoleSessionName="pcicheck"
    )["Credentials"]
    assumed = session(
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
        region_name=first.session.region_name,
    )
    found = _account(assumed)
    if account and found.id != account:
        raise InputError(f"aws: {role_arn} leads to account {found.id}, not {account}; write {{account}} in its place")
    return found


_EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
_WRONG = ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "AuthFailure")
_DENIED = ("AccessDenied", "AccessDeniedException")


def _sentence(problem: Exception, asked: Asked | None = None) -> str:
    if isinstance(problem, refused.ProfileNotFound):
        return f"there is no profile '{asked.profile if asked else ''}'; 'aws configure list-profiles' shows them"
    if isinstance(problem, _NONE):
        return "no credentials were found; sign in, or name a profile with --profile"
    if isinstance(problem, (refused.SSOError, refused.TokenRetrievalError)):
        return "the single sign-on session has expired or was never begun; run 'aws sso login' and try again"
    if isinstance(problem, _UNREACHED):
        return f"nobody answers ({' '.join(str(problem).split())}); check the region, the network and the proxy"
    code = problem.response["Error"]["Code"] if isinstance(problem, refused.ClientError) else ""
    if code in _EXPIRED:
        return "the credentials have expired; sign in again"
    if code in _WRONG:
        return "the credentials are not accepted; check the profile or the environment"
    if code in _DENIED:
        return f"access was denied ({_said(problem)}); name a role that may be assumed"
    return " ".join(str(problem).split()).rstrip(".")


_NONE = (refused.NoCredentialsError, refused.PartialCredentialsError, refused.CredentialRetrievalError)
_UNREACHED = (
    refused.EndpointConnectionError,
    refused.ConnectTimeoutError,
    refused.ReadTimeoutError,
    refused.SSLError,
    refused.ProxyConnectionError,
    refused.ConnectionClosedError,
)


def _said(problem: Exception) -> str:
    return " ".join(str(problem).split()).rpartition("operation: ")[2].rstrip(".")
