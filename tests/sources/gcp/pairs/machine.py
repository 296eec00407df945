"""Further things in both forms: networks, load balancers, data, workloads, keys, identities and oversight."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset

_HERE = f"{PROJECT}/locations/eu"
_COMPUTE = f"//compute.googleapis.com/{PROJECT}"
_NETWORK = f"{PROJECT}/global/networks/cde"


MACHINES = [
    Pair(
        "google_compute_disk.d",
        {"name": "d", "disk_encryption_key": [{"kms_key_self_link": KEY}]},
        asset(
            "compute.googleapis.com/Disk",
            f"{_COMPUTE}/zones/europe-west1-b/disks/d",
            {"name": "d", "diskEncryptionKey": {"kmsKeyName": f"{KEY}/cryptoKeyVersions/1"}},
        ),
        1,
    ),
    Pair(
        "google_compute_image.i",
        {"name": "i"},
        asset("compute.googleapis.com/Image", f"{_COMPUTE}/global/images/i", {"name": "i"}),
        1,
    ),
    Pair(
        "google_compute_instance_template.t",
        {
            "name": "t",
            "disk": [{"boot": True, "source_image": "debian"}],
            "network_interface": [{"network": "cde", "access_config": [{}]}],
            "metadata": {"enable-oslogin": "false"},
            "can_ip_forward": True,
        },
        asset(
            "compute.googleapis.com/InstanceTemplate",
            f"{_COMPUTE}/global/instanceTemplates/t",
            {
                "name": "t",
                "properties": {
                    "disks": [{"boot": True, "initializeParams": {"sourceImage": "debian"}}],
                    "networkInterfaces": [{"network": "cde", "accessConfigs": [{"type": "ONE_TO_ONE_NAT"}]}],
                    "metadata": {"items": [{"key": "enable-oslogin", "value": "false"}]},
                    "canIpForward": True,
                },
            },
        ),
        5,
    ),
    Pair(
        "google_compute_project_metadata.m",
        {"metadata": {"enable-oslogin": "TRUE", "serial-port-enable": "1"}},
        asset(
            "compute.googleapis.com/Project",
            _COMPUTE,
            {
                "name": "pay-prod",
                "commonInstanceMetadata": {
                    "items": [
                        {"key": "enable-oslogin", "value": "TRUE"},
                        {"key": "serial-port-enable", "value": "1"},
                    ]
                },
            },
        ),
        2,
    ),
    Pair(
        "google_filestore_instance.f",
        {"name": "f", "tier": "ENTERPRISE", "kms_key_name": KEY},
        asset(
            "file.googleapis.com/Instance",
            f"//file.googleapis.com/{_HERE}/instances/f",
            {"name": f"{_HERE}/instances/f", "tier": "ENTERPRISE", "kmsKeyName": KEY, "protocol": "NFS_V3"},
        ),
        2,
    ),
    Pair(
        "google_container_node_pool.n",
        {
            "name": "n",
            "cluster": "c",
            "management": [{"auto_upgrade": False}],
            "network_config": [{"enable_private_nodes": True}],
            "node_config": [
                {"service_account": "default", "workload_metadata_config": [{"mode": "GKE_METADATA"}]},
            ],
        },
        asset(
            "container.googleapis.com/NodePool",
            f"//container.googleapis.com/{_HERE}/clusters/c/nodePools/n",
            {
                "name": "n",
                "management": {"autoRepair": True},
                "networkConfig": {"enablePrivateNodes": True},
                "config": {"serviceAccount": "default", "workloadMetadataConfig": {"mode": "GKE_METADATA"}},
            },
        ),
        4,
    ),
    Pair(
        "google_cloud_run_service.r",
        {
            "name": "r",
            "location": "eu",
            "metadata": [{"annotations": {"run.googleapis.com/ingress": "internal"}}],
            "template": [
                {
                    "spec": [
                        {
                            "service_account_name": "run@pay-prod.iam.gserviceaccount.com",
                            "containers": [{"image": "i", "env": [{"name": "A", "value": "b"}]}],
                        }
                    ]
                }
            ],
        },
        asset(
            "run.googleapis.com/Service",
            f"//run.googleapis.com/{_HERE}/services/r",
            {
                "apiVersion": "serving.knative.dev/v1",
                "kind": "Service",
                "metadata": {"name": "r", "annotations": {"run.googleapis.com/ingress": "internal"}},
                "spec": {
                    "template": {
                        "spec": {
                            "serviceAccountName": "run@pay-prod.iam.gserviceaccount.com",
                            "containers": [{"image": "i", "env": [{"name": "A", "value": "b"}]}],
                        }
                    }
                },
            },
        ),
        3,
    ),
    Pair(
        "google_cloudfunctions_function.f",
        {
            "name": "f",
            "runtime": "python37",
            "trigger_http": True,
            "https_trigger_security_level": "SECURE_ALWAYS",
            "ingress_settings": "ALLOW_ALL",
            "environment_variables": {"DB_PASSWORD": "Kx93!mmZ_q77pL"},
        },
        asset(
            "cloudfunctions.googleapis.com/CloudFunction",
            f"//cloudfunctions.googleapis.com/{_HERE}/functions/f",
            {
                "name": f"{_HERE}/functions/f",
                "runtime": "python37",
                "httpsTrigger": {"url": "https://x", "securityLevel": "SECURE_ALWAYS"},
                "ingressSettings": "ALLOW_ALL",
                "environmentVariables": {"DB_PASSWORD": "Kx93!mmZ_q77pL"},
            },
        ),
        5,
    ),
    Pair(
        "google_cloudfunctions2_function.f",
        {
            "name": "f",
            "build_config": [{"runtime": "python312"}],
            "service_config": [
                {"ingress_settings": "ALLOW_INTERNAL_ONLY", "service_account_email": "f@p.iam.gserviceaccount.com"}
            ],
        },
        asset(
            "cloudfunctions.googleapis.com/Function",
            f"//cloudfunctions.googleapis.com/{_HERE}/functions/g",
            {
                "name": f"{_HERE}/functions/g",
                "environment": "GEN_2",
                "buildConfig": {"runtime": "python312"},
                "serviceConfig": {
                    "ingressSettings": "ALLOW_INTERNAL_ONLY",
                    "serviceAccountEmail": "f@p.iam.gserviceaccount.com",
                },
            },
        ),
        3,
    ),
    Pair(
        "google_artifact_registry_repository.r",
        {"repository_id": "r", "format": "DOCKER", "docker_config": [{"immutable_tags": True}]},
        asset(
            "artifactregistry.googleapis.com/Repository",
            f"//artifactregistry.googleapis.com/{_HERE}/repositories/r",
            {"name": f"{_HERE}/repositories/r", "format": "DOCKER", "dockerConfig": {"immutableTags": True}},
        ),
        2,
    ),
    Pair(
        "google_binary_authorization_policy.p",
        {
            "default_admission_rule": [
                {"evaluation_mode": "ALWAYS_ALLOW", "enforcement_mode": "ENFORCED_BLOCK_AND_AUDIT_LOG"}
            ]
        },
        asset(
            "binaryauthorization.googleapis.com/Policy",
            f"//binaryauthorization.googleapis.com/{PROJECT}/policy",
            {
                "defaultAdmissionRule": {
                    "evaluationMode": "ALWAYS_ALLOW",
                    "enforcementMode": "ENFORCED_BLOCK_AND_AUDIT_LOG",
                }
            },
        ),
        1,
    ),
    Pair(
        "google_workbench_instance.w",
        {"name": "w", "gce_setup": [{"disable_public_ip": True, "metadata": {"notebook-disable-root": "true"}}]},
        asset(
            "notebooks.googleapis.com/Instance",
            f"//notebooks.googleapis.com/{_HERE}/instances/w",
            {
                "name": f"{_HERE}/instances/w",
                "gceSetup": {"disablePublicIp": True, "metadata": {"notebook-disable-root": "true"}},
            },
        ),
        3,
    ),
]
