"""Keys, secrets and certificates.

Sources: REST references of Cloud KMS v1 (``CryptoKey.primary`` is the version that encrypts), Secret Manager v1,
Certificate Manager v1 and Certificate Authority Service v1.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.sources.gcp.form import AssetShape, Part, above, only_shapes, renamed, tail
from pcicheck.sources.shapes import Values, at

VERSION = "google_kms_crypto_key_version"


def _key(values: Values) -> None:
    values["key_ring"] = above(values["id"])
    values["name"] = tail(values["id"])
    values["skip_initial_version_creation"] = True  # what its versions are is told by themselves


def _primary(values: Values) -> Iterator[Part]:
    primary = values.get("primary")
    if isinstance(primary, dict):
        yield Part("primary", VERSION, {"crypto_key": values["id"], "state": primary.get("state", "ENABLED")})


def _version(values: Values) -> None:
    values["crypto_key"] = above(values["id"])


def _ring(values: Values) -> None:
    values["name"] = tail(values["id"])


def _is_regional(values: Values) -> str:
    return f"google_secret_manager_{'regional_' if '/locations/' in values['id'] else ''}secret"


def _secret(values: Values) -> None:
    values["secret_id"] = tail(values["id"])
    replication = values.get("replication")
    if isinstance(replication, dict):
        renamed(replication, auto="automatic")


def _authority_type(values: Values) -> str:
    return "" if values.get("state") == "DELETED" else "google_privateca_certificate_authority"


def _authority(values: Values) -> None:
    renamed(values, desired_state="state")
    values["pool"] = above(values["id"])
    version = at(values, "key_spec.cloud_kms_key_version")
    if isinstance(version, str):
        values["key_spec"]["cloud_kms_key_version"] = version.partition("/cryptoKeyVersions/")[0]


def _issued(values: Values) -> None:
    renamed(values, certificate_authority="issuer_certificate_authority")


SHAPES = only_shapes(
    [
        (
            "cloudkms.googleapis.com/CryptoKey",
            AssetShape(
                "google_kms_crypto_key",
                unstated=("destroy_scheduled_duration",),
                more=_key,
                parts=_primary,
                made=(VERSION,),
            ),
        ),
        ("cloudkms.googleapis.com/CryptoKeyVersion", AssetShape(VERSION, more=_version)),
        ("cloudkms.googleapis.com/KeyRing", AssetShape("google_kms_key_ring", more=_ring)),
        ("cloudkms.googleapis.com/KeyHandle", AssetShape("google_kms_key_handle")),
        ("cloudkms.googleapis.com/EkmConnection", AssetShape("google_kms_ekm_connection")),
        (
            "secretmanager.googleapis.com/Secret",
            AssetShape(
                "google_secret_manager_secret",
                also=("google_secret_manager_regional_secret",),
                pick=_is_regional,
                more=_secret,
            ),
        ),
        (
            "certificatemanager.googleapis.com/Certificate",
            AssetShape("google_certificate_manager_certificate"),
        ),
        (
            "certificatemanager.googleapis.com/CertificateIssuanceConfig",
            AssetShape("google_certificate_manager_certificate_issuance_config"),
        ),
        ("privateca.googleapis.com/Certificate", AssetShape("google_privateca_certificate", more=_issued)),
        (
            "privateca.googleapis.com/CertificateAuthority",
            AssetShape("google_privateca_certificate_authority", pick=_authority_type, more=_authority),
        ),
        ("privateca.googleapis.com/CaPool", AssetShape("google_privateca_ca_pool")),
        ("privateca.googleapis.com/CertificateTemplate", AssetShape("google_privateca_certificate_template")),
    ]
)
"""Type of asset to its shape."""
