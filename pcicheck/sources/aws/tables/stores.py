"""What is asked of AWS's services: stores."""

from __future__ import annotations

from pcicheck.sources.aws.table import Service

SERVICES: tuple[Service, ...] = ()
