"""What is asked of AWS's services that keep data of the customer under a key: models, flows, agents, images, indexes.

Of models and jobs only what says how they are kept apart and encrypted is written down, not what is set in their
environment, nor the instructions of agents and the text of components. Calls grow with: models, jobs for the quality of
data, domains, endpoints and flows of SageMaker, flows of AppFlow, agents, associations of CodeGuru, components, recipes
and distributions of Image Builder, indexes of Kendra (one each) and contact centres (one for each sort of record that
they store). Schedules of EventBridge are not asked about: there may be a million, and each would take a call.
Rights: Service Authorization Reference, "Amazon Comprehend", "Amazon AppFlow", "Amazon SageMaker", "Amazon Bedrock",
"Amazon CodeGuru Reviewer", "Amazon Connect", "Amazon EC2 Image Builder", "Amazon Kendra".
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service


def _told(
    kind: str,
    listed: tuple[str, str],
    items: str,
    ident: str,
    described: tuple[str, str],
    params: dict[str, str],
    kept: str,
    most: dict[str, object],
) -> Listing:
    """Things of which the list tells no more than names. Operations stand with their rights."""
    detail = Detail("told", described[0], params, described[1], kept)
    return Listing(kind, listed[0], items, ident, listed[1], (detail,), params=most)


_COMPREHEND = (
    Listing(
        "aws_comprehend_document_classifier",
        "list_document_classifiers",
        "DocumentClassifierPropertiesList[?Status!='DELETING']",
        "DocumentClassifierArn",
        "comprehend:ListDocumentClassifiers",
    ),
    Listing(
        "aws_comprehend_entity_recognizer",
        "list_entity_recognizers",
        "EntityRecognizerPropertiesList[?Status!='DELETING']",
        "EntityRecognizerArn",
        "comprehend:ListEntityRecognizers",
    ),
)

_APPFLOW = (
    _told(
        "aws_appflow_flow",
        ("list_flows", "appflow:ListFlows"),
        "flows[?flowStatus!='Deleted'].{flowArn: flowArn, flowName: flowName, tags: tags}",
        "flowArn",
        ("describe_flow", "appflow:DescribeFlow"),
        {"flowName": "flowName"},
        "{kmsArn: kmsArn}",
        {"maxResults": 100},
    ),
    Listing(
        "aws_appflow_connector_profile",
        "describe_connector_profiles",
        "connectorProfileDetails[].{connectorProfileArn: connectorProfileArn,"
        " connectorProfileName: connectorProfileName, connectorType: connectorType}",
        "connectorProfileArn",
        "appflow:DescribeConnectorProfiles",
        params={"maxResults": 100},
    ),
)

_HUNDRED: dict[str, object] = {"MaxResults": 100}
_SAGEMAKER = (
    _told(
        "aws_sagemaker_model",
        ("list_models", "sagemaker:ListModels"),
        "Models",
        "ModelArn",
        ("describe_model", "sagemaker:DescribeModel"),
        {"ModelName": "ModelName"},
        "{EnableNetworkIsolation: EnableNetworkIsolation}",
        _HUNDRED,
    ),
    _told(
        "aws_sagemaker_data_quality_job_definition",
        ("list_data_quality_job_definitions", "sagemaker:ListDataQualityJobDefinitions"),
        "JobDefinitionSummaries",
        "MonitoringJobDefinitionArn",
        ("describe_data_quality_job_definition", "sagemaker:DescribeDataQualityJobDefinition"),
        {"JobDefinitionName": "MonitoringJobDefinitionName"},
        "{Output: DataQualityJobOutputConfig, Resources: JobResources, Network: NetworkConfig}",
        _HUNDRED,
    ),
    _told(
        "aws_sagemaker_domain",
        ("list_domains", "sagemaker:ListDomains"),
        "Domains[?Status!='Deleting']",
        "DomainArn",
        ("describe_domain", "sagemaker:DescribeDomain"),
        {"DomainId": "DomainId"},
        "{KmsKeyId: KmsKeyId}",
        _HUNDRED,
    ),
    _told(
        "aws_sagemaker_endpoint_configuration",
        ("list_endpoint_configs", "sagemaker:ListEndpointConfigs"),
        "EndpointConfigs",
        "EndpointConfigArn",
        ("describe_endpoint_config", "sagemaker:DescribeEndpointConfig"),
        {"EndpointConfigName": "EndpointConfigName"},
        "{KmsKeyId: KmsKeyId}",
        _HUNDRED,
    ),
    _told(
        "aws_sagemaker_flow_definition",
        ("list_flow_definitions", "sagemaker:ListFlowDefinitions"),
        "FlowDefinitionSummaries[?FlowDefinitionStatus!='Deleting']",
        "FlowDefinitionArn",
        ("describe_flow_definition", "sagemaker:DescribeFlowDefinition"),
        {"FlowDefinitionName": "FlowDefinitionName"},
        "{KmsKeyId: OutputConfig.KmsKeyId}",
        _HUNDRED,
    ),
)

_AGENTS = (
    _told(
        "aws_bedrockagent_agent",
        ("list_agents", "bedrock:ListAgents"),
        "agentSummaries[?agentStatus!='DELETING'].{agentId: agentId, agentName: agentName}",
        "agentId",
        ("get_agent", "bedrock:GetAgent"),
        {"agentId": "agentId"},
        "agent.{customerEncryptionKeyArn: customerEncryptionKeyArn}",
        {"maxResults": 1000},
    ),
)

_REVIEWERS = (
    _told(
        "aws_codegurureviewer_repository_association",
        ("list_repository_associations", "codeguru-reviewer:ListRepositoryAssociations"),
        "RepositoryAssociationSummaries[?!starts_with(State, 'Disassociat')]",
        "AssociationArn",
        ("describe_repository_association", "codeguru-reviewer:DescribeRepositoryAssociation"),
        {"AssociationArn": "@id"},
        "{Key: RepositoryAssociation.KMSKeyDetails, Tags: Tags}",
        _HUNDRED,
    ),
)

_STORED = (
    *("CALL_RECORDINGS", "SCREEN_RECORDINGS", "CHAT_TRANSCRIPTS", "EMAIL_MESSAGES", "ATTACHMENTS"),
    *("CONTACT_EVALUATIONS", "SCHEDULED_REPORTS", "MEDIA_STREAMS"),
)
"""What Connect itself stores; the rest goes to streams, which have keys of their own."""

_CONNECT = (
    Listing("connect_instance", "list_instances", "InstanceSummaryList", "Id", "connect:ListInstances", silent=True),
    *(
        Listing(
            "aws_connect_instance_storage_config",
            "list_instance_storage_configs",
            "StorageConfigs",
            "join('/', [Instance, AssociationId])",
            "connect:ListInstanceStorageConfigs",
            params={"ResourceType": sort},
            each="connect_instance",
            from_each={"InstanceId": "@id"},
            keep={"Instance": "Arn"},
        )
        for sort in _STORED
    ),
)

_OWN: dict[str, object] = {"owner": "Self", "maxResults": 25}
_IMAGES = (
    _told(
        "aws_imagebuilder_component",
        ("list_components", "imagebuilder:ListComponents"),
        "componentVersionList",
        "arn",
        ("get_component", "imagebuilder:GetComponent"),
        {"componentBuildVersionArn": "@id"},
        "component.{kmsKeyId: kmsKeyId, tags: tags}",
        _OWN,
    ),
    _told(
        "aws_imagebuilder_distribution_configuration",
        ("list_distribution_configurations", "imagebuilder:ListDistributionConfigurations"),
        "distributionConfigurationSummaryList",
        "arn",
        ("get_distribution_configuration", "imagebuilder:GetDistributionConfiguration"),
        {"distributionConfigurationArn": "@id"},
        "distributionConfiguration.distributions",
        {"maxResults": 25},
    ),
    _told(
        "aws_imagebuilder_image_recipe",
        ("list_image_recipes", "imagebuilder:ListImageRecipes"),
        "imageRecipeSummaryList",
        "arn",
        ("get_image_recipe", "imagebuilder:GetImageRecipe"),
        {"imageRecipeArn": "@id"},
        "imageRecipe.blockDeviceMappings",
        _OWN,
    ),
)

_KENDRA = (
    _told(
        "aws_kendra_index",
        ("list_indices", "kendra:ListIndices"),
        "IndexConfigurationSummaryItems[?Status!='DELETING']",
        "Id",
        ("describe_index", "kendra:DescribeIndex"),
        {"Id": "@id"},
        "{Key: ServerSideEncryptionConfiguration.KmsKeyId}",
        _HUNDRED,
    ),
)

SERVICES: tuple[Service, ...] = (
    Service("comprehend", _COMPREHEND),
    Service("appflow", _APPFLOW),
    Service("sagemaker", _SAGEMAKER),
    Service("bedrock-agent", _AGENTS),
    Service("codeguru-reviewer", _REVIEWERS),
    Service("connect", _CONNECT),
    Service("imagebuilder", _IMAGES),
    Service("kendra", _KENDRA),
)
