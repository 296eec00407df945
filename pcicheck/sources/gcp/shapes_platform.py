"""Notebooks, machine learning, document and dialogue services, Composer, and catalogues of tables.

Sources: REST references of Notebooks v1 and v2 (the newer form has ``gceSetup``), Vertex AI v1, Document AI,
Dialogflow, Composer v1 and Dataproc Metastore v1.
"""

from __future__ import annotations

from pcicheck.sources.gcp.form import AssetShape, only_shapes
from pcicheck.sources.shapes import Values, at, put, unstate

_WORKBENCH = "google_workbench_instance"


def _notebook_type(values: Values) -> str:
    return _WORKBENCH if "gce_setup" in values else "google_notebooks_instance"


def _notebook(values: Values) -> None:
    at_path = "gce_setup.shielded_instance_config" if "gce_setup" in values else "shielded_instance_config"
    unstate(values, (f"{at_path}.enable_vtpm", f"{at_path}.enable_integrity_monitoring"))


def _agent(values: Values) -> str:
    return "google_dialogflow_cx_agent" if "/agents/" in values["id"] else "google_dialogflow_agent"


def _composer(values: Values) -> None:
    private = "config.private_environment_config"
    endpoint = at(values, f"{private}.private_cluster_config.enable_private_endpoint")
    if endpoint is not None:
        put(values, f"{private}.enable_private_endpoint", endpoint)
    image = at(values, "config.software_config.image_version")
    if isinstance(image, str) and image.startswith("composer-3"):
        put(values, "config.enable_private_environment", at(values, f"{private}.enable_private_environment"))


_RUNTIME = "virtual_machine.virtual_machine_config.shielded_instance_config"

SHAPES = only_shapes(
    [
        (
            "notebooks.googleapis.com/Instance",
            AssetShape("google_notebooks_instance", also=(_WORKBENCH,), pick=_notebook_type, more=_notebook),
        ),
        (
            "notebooks.googleapis.com/Runtime",
            AssetShape(
                "google_notebooks_runtime",
                unstated=(f"{_RUNTIME}.enable_vtpm", f"{_RUNTIME}.enable_integrity_monitoring"),
            ),
        ),
        ("aiplatform.googleapis.com/Dataset", AssetShape("google_vertex_ai_dataset")),
        ("aiplatform.googleapis.com/FeatureOnlineStore", AssetShape("google_vertex_ai_feature_online_store")),
        ("aiplatform.googleapis.com/Featurestore", AssetShape("google_vertex_ai_featurestore")),
        ("aiplatform.googleapis.com/MetadataStore", AssetShape("google_vertex_ai_metadata_store")),
        ("aiplatform.googleapis.com/Tensorboard", AssetShape("google_vertex_ai_tensorboard")),
        ("aiplatform.googleapis.com/Endpoint", AssetShape("google_vertex_ai_endpoint")),
        ("aiplatform.googleapis.com/IndexEndpoint", AssetShape("google_vertex_ai_index_endpoint")),
        ("documentai.googleapis.com/Processor", AssetShape("google_document_ai_processor")),
        (
            "dialogflow.googleapis.com/Agent",
            AssetShape("google_dialogflow_cx_agent", also=("google_dialogflow_agent",), pick=_agent),
        ),
        ("metastore.googleapis.com/Service", AssetShape("google_dataproc_metastore_service")),
        ("composer.googleapis.com/Environment", AssetShape("google_composer_environment", more=_composer)),
    ]
)
"""Type of asset to its shape."""
