"""Further things in both forms: machine learning, keys, secrets and certificates."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, there

_HERE = f"{PROJECT}/locations/europe-west1"
_RING = f"{PROJECT}/locations/eu/keyRings/r"
_POOL = f"{_HERE}/caPools/p"


def _keyed(address: str, kind: str, place: str, spec: str = "encryption_spec") -> Pair:
    """Something of Vertex AI that a key of the owner's encrypts."""
    camel = "encryptionSpec" if spec == "encryption_spec" else spec
    planned = {"name": "x", "display_name": "x", "region": "europe-west1", spec: [{"kms_key_name": KEY}]}
    return Pair(address, planned, there(kind, f"{_HERE}/{place}/1", {"displayName": "x", camel: {"kmsKeyName": KEY}}))


LEARNING = [
    _keyed("google_vertex_ai_dataset.d", "aiplatform.googleapis.com/Dataset", "datasets"),
    _keyed("google_vertex_ai_featurestore.f", "aiplatform.googleapis.com/Featurestore", "featurestores"),
    _keyed(
        "google_vertex_ai_feature_online_store.f", "aiplatform.googleapis.com/FeatureOnlineStore", "featureOnlineStores"
    ),
    _keyed("google_vertex_ai_metadata_store.m", "aiplatform.googleapis.com/MetadataStore", "metadataStores"),
    _keyed("google_vertex_ai_tensorboard.t", "aiplatform.googleapis.com/Tensorboard", "tensorboards"),
    _keyed("google_vertex_ai_endpoint.e", "aiplatform.googleapis.com/Endpoint", "endpoints"),
    _keyed("google_vertex_ai_index_endpoint.i", "aiplatform.googleapis.com/IndexEndpoint", "indexEndpoints"),
    Pair(
        "google_dataproc_metastore_service.m",
        {"service_id": "m", "location": "europe-west1", "encryption_config": [{"kms_key": KEY}]},
        there(
            "metastore.googleapis.com/Service",
            f"{_HERE}/services/m",
            {"tier": "DEVELOPER", "encryptionConfig": {"kmsKey": KEY}},
        ),
    ),
    Pair(
        "google_document_ai_processor.p",
        {"display_name": "p", "location": "eu", "type": "OCR_PROCESSOR", "kms_key_name": KEY},
        there(
            "documentai.googleapis.com/Processor",
            f"{PROJECT}/locations/eu/processors/p",
            {"type": "OCR_PROCESSOR", "kmsKeyName": KEY},
        ),
    ),
    Pair(
        "google_dialogflow_cx_agent.a",
        {
            "display_name": "a",
            "location": "global",
            "default_language_code": "en",
            "time_zone": "Europe/Berlin",
            "advanced_settings": [{"logging_settings": [{"enable_stackdriver_logging": True}]}],
        },
        there(
            "dialogflow.googleapis.com/Agent",
            f"{PROJECT}/locations/global/agents/a",
            {
                "displayName": "a",
                "advancedSettings": {"loggingSettings": {"enableStackdriverLogging": True}},
            },
        ),
    ),
]

KEYS = [
    Pair(
        "google_kms_key_ring.r",
        {"name": "r", "location": "eu"},
        there("cloudkms.googleapis.com/KeyRing", _RING, {}),
    ),
    Pair(
        "google_kms_key_handle.h",
        {"name": "h", "location": "eu", "resource_type_selector": "compute.googleapis.com/Disk"},
        there(
            "cloudkms.googleapis.com/KeyHandle",
            f"{PROJECT}/locations/eu/keyHandles/h",
            {"kmsKey": KEY, "resourceTypeSelector": "compute.googleapis.com/Disk"},
        ),
    ),
    Pair(
        "google_kms_ekm_connection.e",
        {
            "name": "e",
            "location": "eu",
            "service_resolvers": [{"service_directory_service": "s", "hostname": "ekm.example.com"}],
        },
        there(
            "cloudkms.googleapis.com/EkmConnection",
            f"{PROJECT}/locations/eu/ekmConnections/e",
            {"serviceResolvers": [{"serviceDirectoryService": "s", "hostname": "ekm.example.com"}]},
        ),
    ),
    Pair(
        "google_secret_manager_regional_secret.s",
        {
            "secret_id": "s",
            "location": "europe-west1",
            "customer_managed_encryption": [{"kms_key_name": KEY}],
            "rotation": [{"rotation_period": "2592000s"}],
        },
        there(
            "secretmanager.googleapis.com/Secret",
            "projects/7/locations/europe-west1/secrets/s",
            {"customerManagedEncryption": {"kmsKeyName": KEY}, "rotation": {"rotationPeriod": "2592000s"}},
        ),
    ),
    Pair(
        "google_certificate_manager_certificate.c",
        {"name": "c", "managed": [{"domains": ["example.com"]}]},
        there(
            "certificatemanager.googleapis.com/Certificate",
            f"{PROJECT}/locations/global/certificates/c",
            {"managed": {"domains": ["example.com"], "state": "ACTIVE"}},
        ),
    ),
    Pair(
        "google_privateca_certificate.c",
        {
            "name": "c",
            "location": "europe-west1",
            "pool": "p",
            "lifetime": "86400s",
            "config": [{"x509_config": [{"ca_options": [{"is_ca": False}]}], "public_key": [{"format": "PEM"}]}],
        },
        there(
            "privateca.googleapis.com/Certificate",
            f"{_POOL}/certificates/c",
            {"lifetime": "86400s", "config": {"x509Config": {"caOptions": {"isCa": False}}}},
        ),
    ),
    Pair(
        "google_privateca_certificate_authority.a",
        {
            "certificate_authority_id": "a",
            "location": "europe-west1",
            "pool": "p",
            "type": "SELF_SIGNED",
            "lifetime": "315360000s",
            "key_spec": [{"cloud_kms_key_version": f"{KEY}/cryptoKeyVersions/1"}],
            "config": [{"x509_config": [{"ca_options": [{"is_ca": True}]}]}],
        },
        there(
            "privateca.googleapis.com/CertificateAuthority",
            f"{_POOL}/certificateAuthorities/a",
            {
                "type": "SELF_SIGNED",
                "state": "ENABLED",
                "lifetime": "315360000s",
                "keySpec": {"cloudKmsKeyVersion": f"{KEY}/cryptoKeyVersions/1"},
                "config": {"x509Config": {"caOptions": {"isCa": True}}},
            },
        ),
        least=0,
    ),
    Pair(
        "google_privateca_certificate_template.t",
        {
            "name": "t",
            "location": "europe-west1",
            "identity_constraints": [{"allow_subject_passthrough": True, "allow_subject_alt_names_passthrough": True}],
        },
        there(
            "privateca.googleapis.com/CertificateTemplate",
            f"{_HERE}/certificateTemplates/t",
            {
                "identityConstraints": {
                    "allowSubjectPassthrough": True,
                    "allowSubjectAltNamesPassthrough": True,
                }
            },
        ),
    ),
]
