"""What the standard says of its requirements, counted by hand from its text."""

from __future__ import annotations

# Principal requirement or appendix: how many are config, partial, manual.
AUTOMATION = {
    "1": (7, 9, 3),
    "2": (2, 5, 4),
    "3": (1, 24, 4),
    "4": (1, 2, 3),
    "5": (4, 4, 5),
    "6": (2, 12, 5),
    "7": (3, 7, 2),
    "8": (12, 11, 6),
    "9": (0, 0, 27),
    "10": (17, 6, 4),
    "11": (2, 8, 11),
    "12": (0, 7, 30),
    "A1": (1, 3, 3),
    "A2": (1, 1, 1),
    "A3": (0, 9, 11),
}


TOTALS = {
    "1": 19,
    "2": 11,
    "3": 29,
    "4": 6,
    "5": 13,
    "6": 19,
    "7": 12,
    "8": 29,
    "9": 27,
    "10": 27,
    "11": 21,
    "12": 37,
    "A1": 7,
    "A2": 3,
    "A3": 20,
}


SUPERSEDED = {"6.4.1": "6.4.2", "8.3.10": "8.3.10.1", "10.7.1": "10.7.2"}


INTERVALS = {"daily", "weekly", "3m", "6m", "12m", "on_change", "tra", "weekly_or_tra"}


RISK_ANALYSIS_SETS_INTERVAL = {
    "5.2.3.1",
    "5.3.2.1",
    "7.2.5.1",
    "8.6.3",
    "9.5.1.2.1",
    "10.4.2.1",
    "11.3.1.1",
    "11.6.1",
    "12.10.4.1",
}


APPLIES_TO = {"all", "service_provider", "multi_tenant_service_provider", "issuer", "designated_entity"}


EVIDENCE = {
    "configuration",
    "data",
    "document",
    "interview",
    "logs",
    "observation",
    "record",
    "risk_analysis",
    "test_report",
}


CONDITIONS = {
    "custom_software",
    "customized_approach",
    "disk_encryption_used",
    "ecommerce",
    "hashing_used",
    "manual_cleartext_keys",
    "passwords_used",
    "periodic_malware_scans",
    "poi_devices",
    "poi_early_tls",
    "public_web_app",
    "removable_media",
    "segmentation_used",
    "single_factor_used",
    "tpsp_used",
    "wireless",
}
