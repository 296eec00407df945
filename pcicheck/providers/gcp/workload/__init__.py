"""Machines, functions, containers and images on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_INSTANCE = Row("gcp.workload.machines:instance", ("compute",))
_TEMPLATE = Row("gcp.workload.machines:template", ("compute",))
_FROM_TEMPLATE = Row("gcp.workload.machines:from_template", ("compute",))
_BASELINE = Row("gcp.workload.machines:project_metadata", ("machine_baseline",))
_FUNCTION = Row("gcp.workload.serverless:function", ("function", "function_endpoint"))
_RUN = Row("gcp.workload.serverless:run_service", ("container_service", "container_workload"))
_APP_ENGINE = Row("gcp.workload.serverless:app_engine_version", ("application",))
_SERVICES = Row("gcp.workload.builds:project_services", ("scanning_service", "detector"))
_STORE = Row("gcp.workload.analysis:store", ("platform_service",))
_DIALOGUE = Row("gcp.workload.analysis:dialogue", ("platform_service",))
_GRANT = Row("gcp.workload.access:thing_grant", ("grant",))
_FORMS = ("member", "binding", "policy")
_REPOSITORY = "google_artifact_registry_repository"
_SHARED_THINGS = (
    _REPOSITORY,
    "google_binary_authorization_attestor",
    "google_cloud_run_service",
    "google_cloud_run_v2_job",
    "google_cloud_run_v2_service",
    "google_cloudfunctions2_function",
    "google_cloudfunctions_function",
    "google_notebooks_instance",
    "google_notebooks_runtime",
    "google_vertex_ai_endpoint",
    "google_workbench_instance",
)

THEME = Theme(
    adapters={
        "google_compute_instance": _INSTANCE,
        "google_compute_instance_template": _TEMPLATE,
        "google_compute_region_instance_template": _TEMPLATE,
        "google_compute_instance_from_template": _FROM_TEMPLATE,
        "google_compute_instance_from_machine_image": _FROM_TEMPLATE,
        "google_tpu_v2_vm": Row("gcp.workload.machines:tpu", ("compute",)),
        "google_compute_project_metadata": _BASELINE,
        "google_compute_project_metadata_item": _BASELINE,
        "google_container_cluster": Row("gcp.workload.clusters:cluster", ("cluster", "node_pool")),
        "google_container_node_pool": Row("gcp.workload.nodes:node_pool", ("node_pool",)),
        "google_cloudfunctions_function": _FUNCTION,
        "google_cloudfunctions2_function": _FUNCTION,
        "google_cloud_run_service": _RUN,
        "google_cloud_run_v2_service": _RUN,
        "google_cloud_run_v2_job": Row("gcp.workload.serverless:run_job", ("container_workload",)),
        "google_app_engine_standard_app_version": _APP_ENGINE,
        "google_app_engine_flexible_app_version": _APP_ENGINE,
        _REPOSITORY: Row("gcp.workload.builds:repository", ("registry",)),
        "google_container_registry": Row("gcp.workload.builds:container_registry", ("registry",)),
        "google_cloudbuild_trigger": Row("gcp.workload.builds:build_trigger", ("build",)),
        "google_cloudbuild_worker_pool": Row("gcp.workload.builds:worker_pool", ("build_pool",)),
        "google_binary_authorization_policy": Row("gcp.workload.builds:deployment_policy", ("deployment_policy",)),
        "google_project_service": _SERVICES,
        "google_project_services": _SERVICES,
        "google_notebooks_instance": Row("gcp.workload.analysis:notebook", ("notebook",)),
        "google_notebooks_runtime": Row("gcp.workload.analysis:runtime", ("notebook",)),
        "google_workbench_instance": Row("gcp.workload.analysis:workbench", ("notebook",)),
        "google_vertex_ai_dataset": _STORE,
        "google_vertex_ai_feature_online_store": _STORE,
        "google_vertex_ai_featurestore": _STORE,
        "google_vertex_ai_metadata_store": _STORE,
        "google_vertex_ai_tensorboard": _STORE,
        "google_document_ai_processor": _STORE,
        "google_document_ai_warehouse_location": _STORE,
        "google_vertex_ai_endpoint": Row("gcp.workload.analysis:endpoint", ("platform_service",)),
        "google_vertex_ai_index_endpoint": Row("gcp.workload.analysis:index_endpoint", ("platform_service",)),
        "google_dialogflow_agent": _DIALOGUE,
        "google_dialogflow_cx_agent": _DIALOGUE,
        "google_dialogflow_cx_webhook": _DIALOGUE,
        "google_dataproc_metastore_service": Row("gcp.workload.analysis:catalogue", ("platform_service",)),
        "google_composer_environment": Row("gcp.workload.analysis:composer", ("platform_service",)),
        **{f"{thing}_iam_{form}": _GRANT for thing in _SHARED_THINGS for form in _FORMS},
    },
    sidecars={f"{_REPOSITORY}_iam_{form}": SideCar("repository", (_REPOSITORY,), several=True) for form in _FORMS},
    helpers=("data.google_compute_default_service_account", "data.google_app_engine_default_service_account"),
)
