"""Headers, schemas and mail on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(
    adapters={
        "google_dns_record_set": Row("gcp.assurance.records:record", ("mail_domain",)),
        "google_pubsub_schema": Row("gcp.assurance.records:message_schema", ("data_schema",)),
    },
)
