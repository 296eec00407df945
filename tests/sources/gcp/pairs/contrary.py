"""Things that are set the other way than those of the same type elsewhere, in both forms: what runs programs."""

from __future__ import annotations

from typing import Any

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset, there

_HERE = f"{PROJECT}/locations/europe-west1"
_NETWORK = f"{PROJECT}/global/networks/cde"
_SUBNET = f"{PROJECT}/regions/europe-west1/subnetworks/cde"
_ACCOUNT = "app@pay-prod.iam.gserviceaccount.com"
_TOKEN = "Kx93!mmZ_q77pL"  # noqa: S105 - of nothing
_CONNECTOR = f"{_HERE}/connectors/c"


def _clear(**names: Any) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in names.items()]


_HARD = Pair(
    "google_container_cluster.hard",
    {
        "name": "hard",
        "location": "europe-west1",
        "ip_allocation_policy": [{"cluster_secondary_range_name": "pods"}],
        "enable_intranode_visibility": True,
        "authenticator_groups_config": [{"security_group": "gke-security-groups@example.com"}],
        "logging_config": [
            {"enable_components": ["SYSTEM_COMPONENTS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER", "WORKLOADS"]}
        ],
        "remove_default_node_pool": True,
        "node_config": [{"boot_disk_kms_key": KEY}],
        "private_cluster_config": [{"enable_private_nodes": True, "enable_private_endpoint": True}],
    },
    there(
        "container.googleapis.com/Cluster",
        f"{_HERE}/clusters/hard",
        {
            "name": "hard",
            "location": "europe-west1",
            "ipAllocationPolicy": {"useIpAliases": True, "clusterSecondaryRangeName": "pods"},
            "networkConfig": {"network": _NETWORK, "enableIntraNodeVisibility": True},
            "authenticatorGroupsConfig": {"enabled": True, "securityGroup": "gke-security-groups@example.com"},
            "loggingConfig": {
                "componentConfig": {
                    "enableComponents": [
                        "SYSTEM_COMPONENTS",
                        "APISERVER",
                        "SCHEDULER",
                        "CONTROLLER_MANAGER",
                        "WORKLOADS",
                    ]
                }
            },
            "nodeConfig": {"bootDiskKmsKey": KEY},
            "privateClusterConfig": {"enablePrivateNodes": True, "enablePrivateEndpoint": True},
            "shieldedNodes": {"enabled": True},
        },
    ),
    9,
)
_SOFT = Pair(
    "google_container_cluster.soft",
    {
        "name": "soft",
        "location": "europe-west1",
        "enable_shielded_nodes": False,
        "enable_kubernetes_alpha": True,
        "addons_config": [{"kubernetes_dashboard": [{"disabled": False}]}],
        "master_auth": [{"client_certificate_config": [{"issue_client_certificate": True}]}],
        "logging_config": [{"enable_components": []}],
        "monitoring_config": [{"enable_components": []}],
        "master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "0.0.0.0/0"}]}],
        "node_pool": [
            {
                "name": "p",
                "management": [{"auto_upgrade": True}],
                "node_config": [
                    {
                        "image_type": "UBUNTU_CONTAINERD",
                        "metadata": {"disable-legacy-endpoints": "false"},
                        "service_account": _ACCOUNT,
                        "shielded_instance_config": [
                            {"enable_secure_boot": True, "enable_integrity_monitoring": False}
                        ],
                    }
                ],
            }
        ],
    },
    there(
        "container.googleapis.com/Cluster",
        f"{_HERE}/clusters/soft",
        {
            "name": "soft",
            "location": "europe-west1",
            "shieldedNodes": {"enabled": False},
            "enableKubernetesAlpha": True,
            "addonsConfig": {"kubernetesDashboard": {}},
            "masterAuth": {"clientCertificateConfig": {"issueClientCertificate": True}},
            "loggingConfig": {"componentConfig": {}},
            "monitoringConfig": {"componentConfig": {}},
            "masterAuthorizedNetworksConfig": {"enabled": True, "cidrBlocks": [{"cidrBlock": "0.0.0.0/0"}]},
            "nodePools": [
                {
                    "name": "p",
                    "management": {"autoUpgrade": True},
                    "config": {
                        "imageType": "UBUNTU_CONTAINERD",
                        "metadata": {"disable-legacy-endpoints": "false"},
                        "serviceAccount": _ACCOUNT,
                        "shieldedInstanceConfig": {"enableSecureBoot": True},
                    },
                }
            ],
        },
    ),
    10,
)


def _template(name: str, planned: dict[str, Any], shown: dict[str, Any], least: int) -> Pair:
    return Pair(
        f"google_compute_instance_template.{name}",
        {"name": name, "machine_type": "n2d-standard-2", **planned},
        asset(
            "compute.googleapis.com/InstanceTemplate",
            f"//compute.googleapis.com/{PROJECT}/global/instanceTemplates/{name}",
            {"name": name, "properties": {"machineType": "n2d-standard-2", **shown}},
        ),
        least,
    )


_MACHINES = [
    _template(
        "guarded",
        {
            "network_interface": [{"network": _NETWORK, "subnetwork": _SUBNET}],
            "service_account": [{"email": _ACCOUNT, "scopes": ["https://www.googleapis.com/auth/cloud-platform"]}],
            "confidential_instance_config": [{"enable_confidential_compute": True}],
            "shielded_instance_config": [
                {"enable_secure_boot": True, "enable_vtpm": True, "enable_integrity_monitoring": True}
            ],
            "metadata": {"startup-script": f"export DB_PASSWORD={_TOKEN}"},
            "disk": [{"boot": True, "disk_encryption_key": [{"kms_key_self_link": KEY}]}],
        },
        {
            "networkInterfaces": [{"network": _NETWORK, "subnetwork": _SUBNET}],
            "serviceAccounts": [{"email": _ACCOUNT, "scopes": ["https://www.googleapis.com/auth/cloud-platform"]}],
            "confidentialInstanceConfig": {"enableConfidentialCompute": True},
            "shieldedInstanceConfig": {"enableSecureBoot": True, "enableVtpm": True, "enableIntegrityMonitoring": True},
            "metadata": {"items": [{"key": "startup-script", "value": f"export DB_PASSWORD={_TOKEN}"}]},
            "disks": [{"boot": True, "diskEncryptionKey": {"kmsKeyName": KEY}}],
        },
        8,
    ),
    _template(
        "careless",
        {
            "network_interface": [{"network": _NETWORK, "access_config": [{}]}],
            "shielded_instance_config": [
                {"enable_secure_boot": False, "enable_vtpm": False, "enable_integrity_monitoring": False}
            ],
            "metadata": {"serial-port-enable": "true", "block-project-ssh-keys": "false"},
            "disk": [
                {"boot": True, "disk_encryption_key": [{"raw_key": "SGVsbG8gZnJvbSBHb29nbGUgQ2xvdWQgUGxhdGZvcm0="}]}
            ],
        },
        {
            "networkInterfaces": [{"network": _NETWORK, "accessConfigs": [{"type": "ONE_TO_ONE_NAT"}]}],
            "shieldedInstanceConfig": {
                "enableSecureBoot": False,
                "enableVtpm": False,
                "enableIntegrityMonitoring": False,
            },
            "metadata": {
                "items": [
                    {"key": "serial-port-enable", "value": "true"},
                    {"key": "block-project-ssh-keys", "value": "false"},
                ]
            },
            "disks": [{"boot": True, "diskEncryptionKey": {"rawKey": "SGVsbG8gZnJvbSBHb29nbGUgQ2xvdWQgUGxhdGZvcm0="}}],
        },
        6,
    ),
]

_FUNCTIONS = [
    Pair(
        "google_cloudfunctions_function.open",
        {
            "name": "open",
            "runtime": "python312",
            "trigger_http": True,
            "https_trigger_security_level": "SECURE_OPTIONAL",
            "ingress_settings": "ALLOW_INTERNAL_ONLY",
            "vpc_connector": _CONNECTOR,
            "kms_key_name": KEY,
            "environment_variables": {"MODE": "prod"},
            "service_account_email": _ACCOUNT,
        },
        there(
            "cloudfunctions.googleapis.com/CloudFunction",
            f"{_HERE}/functions/open",
            {
                "runtime": "python312",
                "httpsTrigger": {"url": "https://x", "securityLevel": "SECURE_OPTIONAL"},
                "ingressSettings": "ALLOW_INTERNAL_ONLY",
                "vpcConnector": _CONNECTOR,
                "kmsKeyName": KEY,
                "environmentVariables": {"MODE": "prod"},
                "serviceAccountEmail": _ACCOUNT,
            },
        ),
        6,
    ),
    Pair(
        "google_cloudfunctions2_function.signed",
        {
            "name": "signed",
            "build_config": [{"runtime": "python38"}],
            "kms_key_name": KEY,
            "service_config": [
                {
                    "ingress_settings": "ALLOW_ALL",
                    "vpc_connector": _CONNECTOR,
                    "binary_authorization_policy": "default",
                    "environment_variables": {"DB_PASSWORD": _TOKEN},
                }
            ],
        },
        there(
            "cloudfunctions.googleapis.com/Function",
            f"{_HERE}/functions/signed",
            {
                "environment": "GEN_2",
                "buildConfig": {"runtime": "python38"},
                "kmsKeyName": KEY,
                "serviceConfig": {
                    "ingressSettings": "ALLOW_ALL",
                    "vpcConnector": _CONNECTOR,
                    "binaryAuthorizationPolicy": "default",
                    "environmentVariables": {"DB_PASSWORD": _TOKEN},
                },
            },
        ),
        5,
    ),
    Pair(
        "google_app_engine_standard_app_version.old",
        {
            "version_id": "v0",
            "service": "default",
            "runtime": "python27",
            "service_account": _ACCOUNT,
            "vpc_access_connector": [{"name": _CONNECTOR}],
            "env_variables": {"DB_PASSWORD": _TOKEN},
        },
        asset(
            "appengine.googleapis.com/Version",
            "//appengine.googleapis.com/apps/pay-prod/services/default/versions/v0",
            {
                "name": "apps/pay-prod/services/default/versions/v0",
                "id": "v0",
                "env": "standard",
                "runtime": "python27",
                "serviceAccount": _ACCOUNT,
                "vpcAccessConnector": {"name": _CONNECTOR},
                "envVariables": {"DB_PASSWORD": _TOKEN},
            },
        ),
        4,
    ),
    Pair(
        "google_cloud_run_v2_service.open",
        {
            "name": "open",
            "location": "europe-west1",
            "ingress": "INGRESS_TRAFFIC_ALL",
            "invoker_iam_disabled": True,
            "template": [{"containers": [{"image": "i", "env": _clear(DB_PASSWORD=_TOKEN)}]}],
        },
        there(
            "run.googleapis.com/Service",
            f"{_HERE}/services/open",
            {
                "ingress": "INGRESS_TRAFFIC_ALL",
                "invokerIamDisabled": True,
                "template": {"containers": [{"image": "i", "env": _clear(DB_PASSWORD=_TOKEN)}]},
            },
        ),
        4,
    ),
]

_PLATFORM = [
    Pair(
        "google_cloudbuild_trigger.silent",
        {
            "name": "silent",
            "location": "global",
            "build": [
                {
                    "step": [{"name": "docker", "env": [f"DB_PASSWORD={_TOKEN}"]}],
                    "options": [{"logging": "NONE"}],
                }
            ],
        },
        there(
            "cloudbuild.googleapis.com/BuildTrigger",
            f"{PROJECT}/locations/global/triggers/2",
            {
                "name": "silent",
                "build": {
                    "steps": [{"name": "docker", "env": [f"DB_PASSWORD={_TOKEN}"]}],
                    "options": {"logging": "NONE"},
                },
            },
        ),
        2,
    ),
    Pair(
        "google_cloudbuild_worker_pool.open",
        {"name": "open", "location": "europe-west1", "worker_config": [{"no_external_ip": False}]},
        there(
            "cloudbuild.googleapis.com/WorkerPool",
            f"{_HERE}/workerPools/open",
            {"privatePoolV1Config": {"networkConfig": {"egressOption": "PUBLIC_EGRESS"}}},
        ),
    ),
    Pair(
        "google_binary_authorization_policy.tries",
        {"default_admission_rule": [{"evaluation_mode": "ALWAYS_DENY", "enforcement_mode": "DRYRUN_AUDIT_LOG_ONLY"}]},
        asset(
            "binaryauthorization.googleapis.com/Policy",
            f"//binaryauthorization.googleapis.com/{PROJECT}/policy",
            {"defaultAdmissionRule": {"evaluationMode": "ALWAYS_DENY", "enforcementMode": "DRYRUN_AUDIT_LOG_ONLY"}},
        ),
        2,
    ),
    Pair(
        "google_artifact_registry_repository.keyed",
        {"repository_id": "keyed", "format": "DOCKER", "kms_key_name": KEY},
        there(
            "artifactregistry.googleapis.com/Repository",
            f"{_HERE}/repositories/keyed",
            {"format": "DOCKER", "kmsKeyName": KEY},
        ),
    ),
    Pair(
        "google_workbench_instance.careless",
        {
            "name": "careless",
            "location": "europe-west1-b",
            "gce_setup": [
                {
                    "boot_disk": [{"disk_encryption": "CMEK", "kms_key": KEY}],
                    "data_disks": [{"disk_encryption": "CMEK", "kms_key": KEY}],
                    "shielded_instance_config": [{"enable_vtpm": False, "enable_integrity_monitoring": False}],
                }
            ],
        },
        there(
            "notebooks.googleapis.com/Instance",
            f"{PROJECT}/locations/europe-west1-b/instances/careless",
            {
                "gceSetup": {
                    "bootDisk": {"diskEncryption": "CMEK", "kmsKey": KEY},
                    "dataDisks": [{"diskEncryption": "CMEK", "kmsKey": KEY}],
                    "shieldedInstanceConfig": {"enableVtpm": False, "enableIntegrityMonitoring": False},
                }
            },
        ),
        4,
    ),
    Pair(
        "google_dialogflow_cx_agent.silent",
        {"display_name": "silent", "location": "global", "default_language_code": "en", "time_zone": "Europe/Berlin"},
        there("dialogflow.googleapis.com/Agent", f"{PROJECT}/locations/global/agents/b", {"displayName": "silent"}),
    ),
    Pair(
        "google_vertex_ai_dataset.plain",
        {"display_name": "plain", "region": "europe-west1", "metadata_schema_uri": "gs://x"},
        there("aiplatform.googleapis.com/Dataset", f"{_HERE}/datasets/2", {"displayName": "plain"}),
    ),
]

WORKLOADS = [_HARD, _SOFT, *_MACHINES, *_FUNCTIONS, *_PLATFORM]
