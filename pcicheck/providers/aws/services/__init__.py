"""Services of AWS that have no kind of their own, and data processing: native types and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_KEYED = Row("aws.services.keyed:keyed", ("platform_service",))
_PROCESSOR = ("data_processor",)
_SECURITY = ("processor_security",)

THEME = Theme(
    adapters={
        "aws_appflow_connector_profile": _KEYED,
        "aws_appflow_flow": _KEYED,
        "aws_backup_vault": _KEYED,
        "aws_bedrockagent_agent": _KEYED,
        "aws_codeartifact_domain": _KEYED,
        "aws_codegurureviewer_repository_association": _KEYED,
        "aws_comprehend_document_classifier": _KEYED,
        "aws_comprehend_entity_recognizer": _KEYED,
        "aws_connect_instance_storage_config": _KEYED,
        "aws_imagebuilder_component": _KEYED,
        "aws_imagebuilder_distribution_configuration": _KEYED,
        "aws_imagebuilder_image_recipe": Row("aws.services.keyed:image_recipe", ("block_volume",)),
        "aws_kendra_index": _KEYED,
        "aws_sagemaker_data_quality_job_definition": _KEYED,
        "aws_sagemaker_domain": _KEYED,
        "aws_sagemaker_endpoint_configuration": _KEYED,
        "aws_sagemaker_flow_definition": _KEYED,
        "aws_sagemaker_model": _KEYED,
        "aws_scheduler_schedule": _KEYED,
        "aws_emr_cluster": Row("aws.services.processing:emr_cluster", _PROCESSOR),
        "aws_emr_security_configuration": Row("aws.services.processing:emr_security", _SECURITY),
        "aws_glue_crawler": Row("aws.services.processing:glue", _PROCESSOR),
        "aws_glue_data_catalog_encryption_settings": Row("aws.services.processing:glue_catalog", _SECURITY),
        "aws_glue_dev_endpoint": Row("aws.services.processing:glue", _PROCESSOR),
        "aws_glue_job": Row("aws.services.processing:glue", _PROCESSOR),
        "aws_glue_security_configuration": Row("aws.services.processing:glue_security", _SECURITY),
        "aws_mwaa_environment": Row("aws.services.processing:workflows", _PROCESSOR),
    },
)
