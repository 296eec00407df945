"""Further things in both forms: networks, load balancers, data, workloads, keys, identities and oversight."""

from __future__ import annotations

from tests.sources.gcp.pairs import KEY, PROJECT, Pair, asset

_HERE = f"{PROJECT}/locations/eu"
_COMPUTE = f"//compute.googleapis.com/{PROJECT}"
_NETWORK = f"{PROJECT}/global/networks/cde"


NETWORK = [
    Pair(
        "google_compute_subnetwork.s",
        {
            "name": "cde",
            "network": _NETWORK,
            "region": "europe-west1",
            "private_ip_google_access": True,
            "log_config": [{"aggregation_interval": "INTERVAL_5_SEC"}],
        },
        asset(
            "compute.googleapis.com/Subnetwork",
            f"{_COMPUTE}/regions/europe-west1/subnetworks/cde",
            {
                "name": "cde",
                "network": f"https://www.googleapis.com/compute/v1/{_NETWORK}",
                "region": "https://www.googleapis.com/compute/v1/projects/pay-prod/regions/europe-west1",
                "privateIpGoogleAccess": True,
                "logConfig": {"enable": True, "aggregationInterval": "INTERVAL_5_SEC"},
                "purpose": "PRIVATE",
            },
        ),
        1,
    ),
    Pair(
        "google_compute_router_nat.n",
        {"name": "out", "router": "r", "log_config": [{"enable": True, "filter": "ALL"}]},
        asset(
            "compute.googleapis.com/Router",
            f"{_COMPUTE}/regions/europe-west1/routers/r",
            {"name": "r", "nats": [{"name": "out", "logConfig": {"enable": True, "filter": "ALL"}}]},
        ),
        1,
    ),
    Pair(
        "google_compute_network_firewall_policy_rule.r",
        {
            "firewall_policy": "p",
            "priority": 10,
            "action": "allow",
            "direction": "INGRESS",
            "enable_logging": False,
            "description": "ssh",
            "match": [
                {"src_ip_ranges": ["0.0.0.0/0"], "layer4_configs": [{"ip_protocol": "tcp", "ports": ["22"]}]},
            ],
        },
        asset(
            "compute.googleapis.com/FirewallPolicy",
            f"{_COMPUTE}/global/firewallPolicies/p",
            {
                "name": "p",
                "rules": [
                    {
                        "priority": 10,
                        "action": "allow",
                        "direction": "INGRESS",
                        "enableLogging": False,
                        "description": "ssh",
                        "match": {
                            "srcIpRanges": ["0.0.0.0/0"],
                            "layer4Configs": [{"ipProtocol": "tcp", "ports": ["22"]}],
                        },
                    },
                    {"priority": 2147483647, "action": "goto_next", "direction": "INGRESS"},
                ],
            },
        ),
        4,
    ),
    Pair(
        "google_compute_vpn_tunnel.t",
        {"name": "t", "ike_version": 1, "peer_ip": "203.0.113.1"},
        asset(
            "compute.googleapis.com/VpnTunnel",
            f"{_COMPUTE}/regions/europe-west1/vpnTunnels/t",
            {"name": "t", "ikeVersion": 1, "peerIp": "203.0.113.1"},
        ),
        1,
    ),
    Pair(
        "google_dns_managed_zone.z",
        {"name": "z", "dns_name": "pay.example.", "dnssec_config": [{"state": "off"}]},
        asset(
            "dns.googleapis.com/ManagedZone",
            f"//dns.googleapis.com/{PROJECT}/managedZones/1",
            {"name": "z", "dnsName": "pay.example.", "visibility": "PUBLIC", "dnssecConfig": {"state": "OFF"}},
        ),
        2,
    ),
    Pair(
        "google_dns_policy.p",
        {"name": "p", "enable_logging": True},
        asset(
            "dns.googleapis.com/Policy",
            f"//dns.googleapis.com/{PROJECT}/policies/1",
            {"name": "p", "enableLogging": True},
        ),
        1,
    ),
    Pair(
        "google_access_context_manager_service_perimeter.p",
        {
            "name": "accessPolicies/1/servicePerimeters/cde",
            "title": "cde",
            "status": [
                {
                    "resources": ["projects/1"],
                    "restricted_services": ["storage.googleapis.com"],
                    "ingress_policies": [
                        {"ingress_from": [{"sources": [{"access_level": "*"}], "identity_type": "ANY_IDENTITY"}]}
                    ],
                }
            ],
        },
        {
            "name": "//cloudresourcemanager.googleapis.com/organizations/3",
            "asset_type": "cloudresourcemanager.googleapis.com/Organization",
            "service_perimeter": {
                "name": "accessPolicies/1/servicePerimeters/cde",
                "title": "cde",
                "status": {
                    "resources": ["projects/1"],
                    "restricted_services": ["storage.googleapis.com"],
                    "ingress_policies": [
                        {"ingress_from": {"sources": [{"access_level": "*"}], "identity_type": "ANY_IDENTITY"}}
                    ],
                },
            },
        },
        2,
    ),
    Pair(
        "google_compute_ssl_policy.s",
        {"name": "s", "profile": "MODERN", "min_tls_version": "TLS_1_1"},
        asset(
            "compute.googleapis.com/SslPolicy",
            f"{_COMPUTE}/global/sslPolicies/s",
            {"name": "s", "profile": "MODERN", "minTlsVersion": "TLS_1_1"},
        ),
        2,
    ),
    Pair(
        "google_compute_backend_service.b",
        {
            "name": "b",
            "protocol": "HTTP",
            "load_balancing_scheme": "EXTERNAL",
            "log_config": [{"enable": False}],
        },
        asset(
            "compute.googleapis.com/BackendService",
            f"{_COMPUTE}/global/backendServices/b",
            {"name": "b", "protocol": "HTTP", "loadBalancingScheme": "EXTERNAL", "logConfig": {"enable": False}},
        ),
        2,
    ),
    Pair(
        "google_compute_target_https_proxy.p",
        {"name": "p", "url_map": "m", "ssl_certificates": ["c"]},
        asset(
            "compute.googleapis.com/TargetHttpsProxy",
            f"{_COMPUTE}/global/targetHttpsProxies/p",
            {"name": "p", "urlMap": "m", "sslCertificates": ["c"]},
        ),
        2,
    ),
    Pair(
        "google_compute_global_forwarding_rule.f",
        {
            "name": "f",
            "target": f"{PROJECT}/global/targetHttpProxies/p",
            "load_balancing_scheme": "EXTERNAL",
            "port_range": "80",
        },
        asset(
            "compute.googleapis.com/GlobalForwardingRule",
            f"{_COMPUTE}/global/forwardingRules/f",
            {
                "name": "f",
                "target": f"https://www.googleapis.com/compute/v1/{PROJECT}/global/targetHttpProxies/p",
                "loadBalancingScheme": "EXTERNAL",
                "portRange": "80-80",
                "IPAddress": "203.0.113.9",
            },
        ),
        0,
    ),
    Pair(
        "google_compute_security_policy.w",
        {
            "name": "w",
            "rule": [
                {"action": "allow", "priority": 2147483647, "match": [{"versioned_expr": "SRC_IPS_V1"}]},
                {
                    "action": "deny(403)",
                    "priority": 1,
                    "match": [{"expr": [{"expression": "evaluatePreconfiguredWaf('cve-canary')"}]}],
                },
            ],
        },
        asset(
            "compute.googleapis.com/SecurityPolicy",
            f"{_COMPUTE}/global/securityPolicies/w",
            {
                "name": "w",
                "rules": [
                    {"action": "allow", "priority": 2147483647, "match": {"versionedExpr": "SRC_IPS_V1"}},
                    {
                        "action": "deny(403)",
                        "priority": 1,
                        "match": {"expr": {"expression": "evaluatePreconfiguredWaf('cve-canary')"}},
                    },
                ],
            },
        ),
        3,
    ),
]

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

MORE_PAIRS = [*NETWORK, *MACHINES]
