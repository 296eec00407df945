"""What a stated release of an engine says, and what Performance Insights keeps.

AWS security bulletin AWS-2022-004: through ``log_fdw`` users of RDS for PostgreSQL before 13.3, 12.7, 11.12, 10.17 and
9.6.22, and of Aurora PostgreSQL before 11.9 and 10.14, could read files of the host. Terraform registry,
``aws_db_instance`` and ``aws_rds_cluster_instance``: ``performance_insights_enabled`` false,
``performance_insights_kms_key_id`` unset is aws/rds; ``engine_version`` may be a prefix such as ``11``, which takes the
newest. Amazon MQ Developer Guide, "Managing engine versions": ActiveMQ 5.17 and RabbitMQ 3.11 and older have ended.
"""

from __future__ import annotations

import re

from pcicheck.model.document import Document
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.kms import key_owner

_OTHER_ENGINE = Inapplicable("the hole is one of PostgreSQL's")
_INSIGHTS_OFF = Inapplicable("it records no performance insights")
_NEWEST = Unknown("the version that is written leaves the minor release to AWS")
_MENDED = {
    "postgres": {13: 3, 12: 7, 11: 12, 10: 17},
    "aurora-postgresql": {11: 9, 10: 14},
}
_NEWER = {"postgres": 14, "aurora-postgresql": 12}
_LAST_OF_9 = (9, 6, 22)
_NUMBERS = re.compile(r"^(\d+)(?:\.(\d+))?(?:\.(\d+))?")


def known_hole(document: Document) -> Fact[bool]:
    """Whether the stated release is one of those of the bulletin."""
    engine = document.text("engine")
    if engine is None or isinstance(engine, Unknown):
        return engine or Unknown("no engine is stated")
    if engine not in _MENDED:
        return _OTHER_ENGINE
    version = document.text("engine_version")
    if version is None or isinstance(version, Unknown):
        return version or _NEWEST
    found = _NUMBERS.match(version)
    if found is None:
        return Unknown("the version is no number")
    major, minor, patch = int(found[1]), found[2], found[3]
    if major >= _NEWER[engine]:
        return False
    if minor is None or (major == 9 and patch is None):
        return _NEWEST
    if major == 9:
        return (major, int(minor), int(patch)) < _LAST_OF_9
    return major not in _MENDED[engine] or int(minor) < _MENDED[engine][major]


def insights_key_owner(document: Document) -> Fact[str]:
    """Who governs the key of Performance Insights."""
    on = document.flag("performance_insights_enabled", False)
    if on is not True:
        return on if isinstance(on, Unknown) else _INSIGHTS_OFF
    path = "performance_insights_kms_key_id"
    return key_owner(document, path, document.link(path, "key"))
