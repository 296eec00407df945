"""Pipelines that build, test and deploy software: workflows, their jobs, and the scans among their steps."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown

Names = Fact[tuple[str | Unknown, ...]]


class Component(Struct, frozen=True, kw_only=True):
    """Code of others that a pipeline runs: an action, a workflow or configuration kept elsewhere."""

    name: Fact[str] = NOT_STATED
    """As written, with its version."""
    owner: Fact[str] = NOT_STATED
    """Organisation, group or host that it belongs to."""
    pinned: Fact[bool] = NOT_STATED
    """Whether it is named by a full commit or a checksum, so that nobody can exchange it unnoticed."""


class Pipeline(Kind, frozen=True, kw_only=True):
    """A workflow or pipeline as a whole: a workflow file of GitHub Actions, a pipeline file of GitLab CI."""

    triggers: Names = NOT_STATED
    """Events that start it, as the platform names them. Unknown for GitLab, whose jobs say it one by one."""
    write_all: Fact[bool] = NOT_STATED
    """Whether it asks for a token that may write to everything in the repository. Inapplicable where the platform's
    settings decide."""
    inputs: Names = NOT_STATED
    """Values that whoever starts it by hand can choose; empty for none."""
    includes: Fact[tuple[Component | Unknown, ...]] = NOT_STATED
    """Configuration that it takes in from other places. Inapplicable where jobs say so."""
    plain_secrets: Names = NOT_STATED
    """Names of its variables that hold a secret in plain text."""
    builds_images: Fact[bool] = NOT_STATED
    """Whether some step builds a container image."""
    signs: Fact[bool] = NOT_STATED
    """Whether some step signs what is built. Unknown where no known signing command is found but other code runs."""
    lists_components: Fact[bool] = NOT_STATED
    """Whether some step makes a list of the software's components (SBOM)."""


class PipelineJob(Kind, frozen=True, kw_only=True):
    """A job of a pipeline, or an action that is made of steps."""

    token_rights: Fact[tuple[str, ...]] = NOT_STATED
    """Scopes that the job's token may write to; ``*`` for all; empty for none. Unknown where nothing is written, as
    the repository's or organisation's settings decide. Inapplicable where jobs cannot choose."""
    components: Fact[tuple[Component | Unknown, ...]] = NOT_STATED
    """Actions and workflows of other repositories that it runs; empty for none. The platform's own count too."""
    loose_images: Names = NOT_STATED
    """Container images that it runs or runs in and that are not named by digest. Empty for none."""
    plain_secrets: Names = NOT_STATED
    """Names of variables and inputs that hold a secret in plain text."""
    shown_secrets: Names = NOT_STATED
    """Secrets that commands write to the log; empty for none."""
    handed_secrets: Names = NOT_STATED
    """Actions and workflows of others that get a secret although they are not pinned, or that get all secrets."""
    secret_files: Names = NOT_STATED
    """Paths that it keeps as artefacts and that hold keys or passwords by their names; empty for none."""
    injections: Names = NOT_STATED
    """Expressions in commands whose values strangers choose, such as titles of pull requests; empty for none."""
    stranger_code: Fact[bool] = NOT_STATED
    """Whether it fetches the code of a pull request while it holds the rights and secrets of the repository."""
    unsafe_commands: Fact[bool] = NOT_STATED
    """Whether it lets what programs print set variables and paths, a switch that the platform has retired."""
    downloads_run: Names = NOT_STATED
    """Addresses from which it downloads a script and runs it unseen; empty for none."""
    sends_secrets: Names = NOT_STATED
    """Commands that put a secret into a request to a web address; empty for none."""
    opens_shell: Fact[bool] = NOT_STATED
    """Whether a command connects a plain network pipe to an address, as reverse shells do."""
    deploys: Fact[bool] = NOT_STATED
    """Whether some command or action is known to change running systems."""
    gated: Fact[bool] = NOT_STATED
    """Whether it names an environment, whose rules can ask for approval, or waits for a person."""


class PipelineScan(Kind, frozen=True, kw_only=True):
    """A step of a pipeline that looks for weaknesses."""

    tool: Fact[str] = NOT_STATED
    """Program that does it."""
    categories: Fact[tuple[str, ...]] = NOT_STATED
    """What it looks at: ``infrastructure`` (configuration of clouds, clusters and containers), ``dependencies``
    (components with known weaknesses), ``code`` and ``secrets``."""
    fails_build: Fact[bool] = NOT_STATED
    """Whether what it finds stops the pipeline."""
    before_release: Fact[bool] = NOT_STATED
    """Whether it runs when code is proposed or pushed, instead of on a schedule or by hand only."""
