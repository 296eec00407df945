"""IAM's credential report: one row for the root identity and for each user.

IAM User Guide, "Generate credential reports for your AWS account": the columns. The report is a text of comma-separated
values; ``N/A`` and ``not_supported`` stand for what a row has not. The row becomes a document of a type that only live
accounts have, folded into its user.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pcicheck.sources.aws.shape import NOT_TOLD, Shaped
from pcicheck.sources.live.natives import Native

_NOTHING = ("N/A", "not_supported", "no_information", "")
_FLAGS = {"true": True, "false": False}


def credential_report(native: Native) -> Iterator[Shaped]:
    """The rows of the report, each as a document about a user."""
    for row in csv.DictReader(io.StringIO(native.item.get("Content", ""))):
        root = row.get("user") == "<root_account>"
        values = {
            "user": "root" if root else row.get("user"),
            "of_root": root,
            "password_enabled": True if root else _flag(row, "password_enabled"),
            "mfa_active": _flag(row, "mfa_active"),
        }
        for number in ("1", "2"):
            key = f"access_key_{number}"
            active = _flag(row, f"{key}_active")
            made = row.get(f"{key}_last_rotated", "N/A") not in _NOTHING
            values |= {f"{key}_active": active, f"{key}_exists": made or active is True}
        yield Shaped("aws_iam_credential_report", values, f"{row.get('arn')}/credentials")


def _flag(row: dict[str, str], name: str) -> object:
    return _FLAGS.get(row.get(name, "").lower(), False if row.get(name) in _NOTHING else NOT_TOLD)
