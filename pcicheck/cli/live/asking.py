"""What the user names for each cloud: the options of ``collect`` and ``scan`` that only it has."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from msgspec import Struct

from pcicheck.errors import UsageError
from pcicheck.sources.registry import LIVE

_NAMES = {"aws": "AWS", "gcp": "Google Cloud", "azure": "Azure"}
_SDKS = ("boto3", "botocore", "jmespath", "google", "grpc", "azure", "msal")


class Wish(Struct, frozen=True):
    """What is to be asked, of which cloud."""

    provider: str
    asked: Any
    """The ``Asked`` of the cloud's collector."""


def aws_wish(
    profile: Annotated[str, typer.Option("--profile", metavar="NAME", help="Profile of the AWS configuration.")] = "",
    region: Annotated[
        list[str] | None, typer.Option("--region", metavar="NAME", help="Only this region, again for more; else all.")
    ] = None,
    role_arn: Annotated[
        str, typer.Option("--role-arn", metavar="ARN", help="Role to assume; {account} stands for each account.")
    ] = "",
    account: Annotated[
        list[str] | None, typer.Option("--account", metavar="ID", help="This account, again for more.")
    ] = None,
    organization: Annotated[
        bool, typer.Option("--organization", help="Every account of the organisation; needs --role-arn.")
    ] = False,
) -> Wish:
    """Accounts of AWS, in every enabled region."""
    if organization and not role_arn:
        raise UsageError("--organization needs --role-arn, such as arn:aws:iam::{account}:role/pcicheck")
    given = {"profile": profile, "role_arn": role_arn, "organization": organization}
    several = {"regions": tuple(region or ()), "accounts": tuple(account or ())}
    return Wish("aws", part_of("aws", "session", "Asked")(**given, **several))


def gcp_wish(
    project: Annotated[
        list[str] | None, typer.Option("--project", metavar="ID", help="Project, again for more.")
    ] = None,
    folder: Annotated[
        list[str] | None, typer.Option("--folder", metavar="ID", help="Folder with all below it, again for more.")
    ] = None,
    organization: Annotated[
        list[str] | None, typer.Option("--organization", metavar="ID", help="Organisation with all below it.")
    ] = None,
) -> Wish:
    """Projects, folders or organisations of Google Cloud."""
    if not (project or folder or organization):
        raise UsageError("name what to look at with --project, --folder or --organization")
    given = {"projects": project, "folders": folder, "organizations": organization}
    asked = part_of("gcp", "collect", "Asked")
    return Wish("gcp", asked(**{name: tuple(value or ()) for name, value in given.items()}))


def azure_wish(
    subscription: Annotated[
        list[str] | None, typer.Option("--subscription", metavar="ID", help="Subscription, again for more; else all.")
    ] = None,
    management_group: Annotated[
        list[str] | None, typer.Option("--management-group", metavar="NAME", help="Group with all below it.")
    ] = None,
) -> Wish:
    """Subscriptions or management groups of Azure."""
    given = {"subscriptions": subscription, "management_groups": management_group}
    asked = part_of("azure", "collect", "Asked")
    return Wish("azure", asked(**{name: tuple(value or ()) for name, value in given.items()}))


WISHES: dict[str, Callable[..., Wish]] = {"aws": aws_wish, "gcp": gcp_wish, "azure": azure_wish}
"""Cloud to the function whose parameters are its options."""


def said(wish: Callable[..., Wish]) -> str:
    """What a cloud is asked about, inside a sentence."""
    words = inspect.getdoc(wish) or ""
    return words[:1].lower() + words[1:]


def part_of(provider: str, module: str, name: str) -> Any:
    """Something of a cloud's collector. Raises ``UsageError`` where the collector or its SDK is not there."""
    if provider not in LIVE:
        raise UsageError(f"unknown cloud '{provider}'; there are: {', '.join(LIVE)}")
    try:
        return getattr(import_module(f"pcicheck.sources.{provider}.{module}"), name)
    except ModuleNotFoundError as problem:
        missing = problem.name or ""
        if missing.partition(".")[0] in _SDKS:
            why = f"needs an SDK that is not installed; run: pip install 'pcicheck[{provider}]'"
        elif missing.startswith(f"pcicheck.sources.{provider}"):
            why = "cannot be asked by this version; scan its Terraform or exported files"
        else:
            raise
        raise UsageError(f"{_NAMES[provider]} {why}") from problem
