"""What encrypts an EBS disk of which nothing is written.

Amazon EBS User Guide, "Amazon EBS encryption": a region's "encryption by default" encrypts every new disk, also one
made from a plain snapshot. It is off until somebody turns it on, and a plan does not show whether somebody has.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown

ACCOUNT_DECIDES = Unknown("nothing is written, so the account's default for EBS encryption decides")


def encryption_by_default(document: Document) -> bool | Unknown:
    """The default where ``document`` is: as this input sets it for the region, else unknown.

    Settings that differ are for regions that are not known.
    """
    settings = [
        setting
        for setting in document.surroundings.of_type("aws_ebs_encryption_by_default")
        if setting.region == document.region
    ]
    answers = {setting.flag("enabled", True) for setting in settings}
    answer = answers.pop() if len(answers) == 1 else None
    return ACCOUNT_DECIDES if answer is None else answer
