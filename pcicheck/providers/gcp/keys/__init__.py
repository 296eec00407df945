"""Keys, secrets and certificates on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_KEY = ("google_kms_crypto_key",)
_RING = ("google_kms_key_ring",)
_EKM = ("google_kms_ekm_connection",)
_SECRET = ("google_secret_manager_secret",)
_REGIONAL = ("google_secret_manager_regional_secret",)
_BROUGHT = Row("gcp.keys.certificates:brought", ("certificate",))
_GRANT = Row("gcp.identity.grants:granted", ("grant",))
_WAYS = ("member", "binding", "policy")
_OWNERS = {
    "google_kms_crypto_key": ("crypto_key_id", _KEY),
    "google_kms_key_ring": ("key_ring_id", _RING),
    "google_kms_ekm_connection": ("name", _EKM),
    "google_secret_manager_secret": ("secret_id", _SECRET),
    "google_secret_manager_regional_secret": ("secret_id", _REGIONAL),
}
_GRANTED_ON = (*_OWNERS, "google_privateca_ca_pool", "google_privateca_certificate_template")

THEME = Theme(
    adapters={
        "google_kms_crypto_key": Row("gcp.keys.kms:key", ("key",)),
        "google_kms_key_handle": Row("gcp.keys.kms:handle", ("key",)),
        "google_kms_key_ring": Row("gcp.keys.kms:ring", ("key_store",)),
        "google_kms_ekm_connection": Row("gcp.keys.kms:connection", ("key_store",)),
        "google_secret_manager_secret": Row("gcp.keys.secrets:secret", ("secret",)),
        "google_secret_manager_regional_secret": Row("gcp.keys.secrets:secret", ("secret",)),
        "google_certificate_manager_certificate": Row("gcp.keys.certificates:managed_or_brought", ("certificate",)),
        "google_compute_ssl_certificate": _BROUGHT,
        "google_compute_region_ssl_certificate": _BROUGHT,
        "google_compute_managed_ssl_certificate": Row("gcp.keys.certificates:public", ("certificate",)),
        "google_privateca_certificate": Row("gcp.keys.certificates:issued", ("certificate",)),
        "google_privateca_certificate_authority": Row("gcp.keys.authority:authority", ("certificate_authority",)),
        "google_privateca_ca_pool": Row("gcp.keys.authority:pool", ("certificate_profile",)),
        "google_privateca_certificate_template": Row("gcp.keys.authority:template", ("certificate_profile",)),
        **{f"{thing}_iam_{way}": _GRANT for thing in _GRANTED_ON for way in _WAYS},
    },
    sidecars={
        "google_kms_crypto_key_version": SideCar("crypto_key", _KEY),
        "google_secret_manager_secret_version": SideCar("secret", _SECRET),
        "google_secret_manager_regional_secret_version": SideCar("secret", _REGIONAL),
        **{f"{owner}_iam_{way}": SideCar(*place) for owner, place in _OWNERS.items() for way in _WAYS},
        # The provider knows only key_ring_id, but examples for keys are often copied with crypto_key_id left in them.
        **{f"google_kms_key_ring_iam_{way}": SideCar("key_ring_id", _RING, formerly="crypto_key_id") for way in _WAYS},
    },
    helpers=("data.google_iam_policy", "google_certificate_manager_certificate_issuance_config"),
)
