"""``pcicheck permissions``: the rights that a collection needs, from the tables that it asks by."""

from __future__ import annotations

from typing import Annotated

import typer

from pcicheck.cli.listing import ListFormat, print_json, print_table
from pcicheck.cli.live.asking import part_of
from pcicheck.cli.live.taking import FurtherRules, OfRequirement, OfRule, narrowed


def permissions_command(
    cloud: Annotated[str, typer.Argument(metavar="CLOUD", help="aws, gcp or azure.")],
    rule: OfRule = None,
    requirement: OfRequirement = None,
    rules: FurtherRules = None,
    form: Annotated[
        ListFormat, typer.Option("--format", help="json: the policy itself; text: each right and what it is for.")
    ] = ListFormat.json,
) -> None:
    """Print the least-privilege policy for collecting: read only, no more than is asked."""
    rights = part_of(cloud, "permissions", "rights")(narrowed(cloud, rule, requirement, rules or ()))
    if form is ListFormat.json:
        print_json(part_of(cloud, "permissions", "policy")(sorted(rights)))
        return
    print_table(("Right", "For"), [(name, ", ".join(rights[name])) for name in sorted(rights)])
