"""Further things in both forms: machines, disks, networks and load balancers."""

from __future__ import annotations

from typing import Any

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset

_COMPUTE = f"//compute.googleapis.com/{PROJECT}"
_API = f"https://www.googleapis.com/compute/v1/{PROJECT}"
_REGION = "regions/europe-west1"
_NETWORK = f"{PROJECT}/global/networks/cde"


def _compute(kind: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    return asset(f"compute.googleapis.com/{kind}", f"{_COMPUTE}/{name}", data)


DISKS = [
    Pair(
        "google_compute_region_disk.d",
        {"name": "d", "region": "europe-west1", "disk_encryption_key": [{"kms_key_name": KEY}]},
        _compute("RegionDisk", f"{_REGION}/disks/d", {"name": "d", "diskEncryptionKey": {"kmsKeyName": KEY}}),
    ),
    Pair(
        "google_compute_snapshot.s",
        {"name": "s", "snapshot_encryption_key": [{"kms_key_self_link": KEY}]},
        _compute("Snapshot", "global/snapshots/s", {"name": "s", "snapshotEncryptionKey": {"kmsKeyName": KEY}}),
    ),
    Pair(
        "google_compute_instant_snapshot.s",
        {"name": "s", "source_disk": "d", "zone": "europe-west1-b"},
        _compute("InstantSnapshot", "zones/europe-west1-b/instantSnapshots/s", {"name": "s", "sourceDisk": "d"}),
    ),
    Pair(
        "google_compute_region_instant_snapshot.s",
        {"name": "s", "source_disk": "d", "region": "europe-west1"},
        _compute("InstantSnapshot", f"{_REGION}/instantSnapshots/s", {"name": "s", "sourceDisk": "d"}),
    ),
    Pair(
        "google_compute_machine_image.m",
        {"name": "m", "source_instance": "i", "machine_image_encryption_key": [{"kms_key_name": KEY}]},
        _compute(
            "MachineImage", "global/machineImages/m", {"name": "m", "machineImageEncryptionKey": {"kmsKeyName": KEY}}
        ),
    ),
    Pair(
        "google_filestore_backup.b",
        {"name": "b", "location": "europe-west1", "source_instance": "i", "source_file_share": "s"},
        asset(
            "file.googleapis.com/Backup",
            f"//file.googleapis.com/{PROJECT}/locations/europe-west1/backups/b",
            {"name": f"{PROJECT}/locations/europe-west1/backups/b", "sourceInstance": "i", "sourceFileShare": "s"},
        ),
    ),
    Pair(
        "google_netapp_volume.v",
        {
            "name": "v",
            "location": "europe-west1",
            "protocols": ["NFSV4"],
            "export_policy": [{"rules": [{"allowed_clients": "0.0.0.0/0", "kerberos5p_read_write": True}]}],
        },
        asset(
            "netapp.googleapis.com/Volume",
            f"//netapp.googleapis.com/{PROJECT}/locations/europe-west1/volumes/v",
            {
                "name": f"{PROJECT}/locations/europe-west1/volumes/v",
                "protocols": ["NFSV4"],
                "exportPolicy": {"rules": [{"allowedClients": "0.0.0.0/0", "kerberos5pReadWrite": True}]},
            },
        ),
    ),
]

_MACHINE = {
    "networkInterfaces": [{"network": _NETWORK, "accessConfigs": [{"type": "ONE_TO_ONE_NAT"}]}],
    "metadata": {"items": [{"key": "startup-script", "value": "true"}]},
    "shieldedInstanceConfig": {"enableSecureBoot": True, "enableVtpm": True, "enableIntegrityMonitoring": True},
    "disks": [{"boot": True, "diskEncryptionKey": {"kmsKeyName": KEY}}],
}

MACHINES = [
    Pair(
        "google_compute_region_instance_template.t",
        {
            "name": "t",
            "region": "europe-west1",
            "machine_type": "n2-standard-2",
            "network_interface": [{"network": _NETWORK, "access_config": [{}]}],
            "metadata": {"startup-script": "true"},
            "shielded_instance_config": [
                {"enable_secure_boot": True, "enable_vtpm": True, "enable_integrity_monitoring": True}
            ],
            "disk": [{"boot": True, "disk_encryption_key": [{"kms_key_self_link": KEY}]}],
        },
        _compute("InstanceTemplate", f"{_REGION}/instanceTemplates/t", {"name": "t", "properties": _MACHINE}),
    ),
    Pair(
        "google_tpu_v2_vm.t",
        {
            "name": "t",
            "zone": "europe-west1-b",
            "runtime_version": "tpu-vm-tf",
            "network_config": [{"enable_external_ips": True, "can_ip_forward": False}],
            "shielded_instance_config": [{"enable_secure_boot": True}],
        },
        asset(
            "tpu.googleapis.com/Node",
            f"//tpu.googleapis.com/{PROJECT}/locations/europe-west1-b/nodes/t",
            {
                "name": f"{PROJECT}/locations/europe-west1-b/nodes/t",
                "runtimeVersion": "tpu-vm-tf",
                "networkConfig": {"enableExternalIps": True},
                "shieldedInstanceConfig": {"enableSecureBoot": True},
            },
        ),
    ),
]

_SSH = {"layer4_configs": [{"ip_protocol": "tcp", "ports": ["22"]}], "src_ip_ranges": ["0.0.0.0/0"]}
_SSH_RULE = {
    "action": "allow",
    "direction": "INGRESS",
    "priority": 10,
    "enableLogging": True,
    "match": {"layer4Configs": [{"ipProtocol": "tcp", "ports": ["22"]}], "srcIpRanges": ["0.0.0.0/0"]},
}
_RULE = {"action": "allow", "direction": "INGRESS", "priority": 10, "enable_logging": True, "match": [_SSH]}

NETWORK = [
    Pair(
        "google_compute_firewall_policy_rule.r",
        {**_RULE, "firewall_policy": "locations/global/firewallPolicies/1"},
        asset(
            "compute.googleapis.com/FirewallPolicy",
            "//compute.googleapis.com/locations/global/firewallPolicies/1",
            {"name": "1", "rules": [_SSH_RULE]},
        ),
    ),
    Pair(
        "google_compute_region_network_firewall_policy_rule.r",
        {**_RULE, "firewall_policy": "p", "region": "europe-west1"},
        _compute("FirewallPolicy", f"{_REGION}/firewallPolicies/p", {"name": "p", "rules": [_SSH_RULE]}),
    ),
    Pair(
        "google_compute_network.n",
        {"name": "default", "auto_create_subnetworks": True},
        _compute("Network", "global/networks/default", {"name": "default", "autoCreateSubnetworks": True}),
    ),
    Pair(
        "google_compute_network_peering.p",
        {"name": "p", "network": f"{PROJECT}/global/networks/a", "peer_network": "projects/other/global/networks/b"},
        _compute(
            "Network",
            "global/networks/a",
            {
                "name": "a",
                "peerings": [{"name": "p", "network": "projects/other/global/networks/b", "state": "ACTIVE"}],
            },
        ),
        least=0,
    ),
    Pair(
        "google_compute_global_address.a",
        {"name": "a", "purpose": "PRIVATE_SERVICE_CONNECT", "address_type": "INTERNAL"},
        _compute(
            "GlobalAddress",
            "global/addresses/a",
            {"name": "a", "purpose": "PRIVATE_SERVICE_CONNECT", "addressType": "INTERNAL"},
        ),
        least=0,
    ),
    Pair(
        "google_compute_service_attachment.s",
        {"name": "s", "region": "europe-west1", "connection_preference": "ACCEPT_AUTOMATIC"},
        _compute(
            "ServiceAttachment",
            f"{_REGION}/serviceAttachments/s",
            {"name": "s", "connectionPreference": "ACCEPT_AUTOMATIC"},
        ),
    ),
    Pair(
        "google_dns_record_set.r",
        {"name": "example.com.", "managed_zone": "z", "type": "CAA", "ttl": 300, "rrdatas": ['0 issue "pki.goog"']},
        asset(
            "dns.googleapis.com/ResourceRecordSet",
            f"//dns.googleapis.com/{PROJECT}/managedZones/z/rrsets/example.com./CAA",
            {"name": "example.com.", "type": "CAA", "ttl": 300, "rrdatas": ['0 issue "pki.goog"']},
        ),
        least=0,
    ),
]

_PROXY = f"{PROJECT}/{_REGION}/targetHttpProxies/p"

BALANCERS = [
    Pair(
        "google_compute_forwarding_rule.f",
        {
            "name": "f",
            "region": "europe-west1",
            "load_balancing_scheme": "EXTERNAL_MANAGED",
            "port_range": "80",
            "target": _PROXY,
        },
        _compute(
            "ForwardingRule",
            f"{_REGION}/forwardingRules/f",
            {
                "name": "f",
                "loadBalancingScheme": "EXTERNAL_MANAGED",
                "IPAddress": "203.0.113.1",
                "IPProtocol": "TCP",
                "portRange": "80-80",
                "target": f"https://www.googleapis.com/compute/v1/{_PROXY}",
            },
        ),
    ),
    Pair(
        "google_compute_region_target_https_proxy.p",
        {"name": "p", "region": "europe-west1", "url_map": "u", "ssl_certificates": ["c"]},
        _compute(
            "TargetHttpsProxy",
            f"{_REGION}/targetHttpsProxies/p",
            {"name": "p", "urlMap": f"{_API}/{_REGION}/urlMaps/u", "sslCertificates": [f"{_API}/x/sslCertificates/c"]},
        ),
    ),
    *(
        Pair(
            f"google_compute_{kind}target_http_proxy.p",
            {"name": "p", "url_map": f"{PROJECT}/{place}/urlMaps/u"},
            _compute(
                "TargetHttpProxy", f"{place}/targetHttpProxies/p", {"name": "p", "urlMap": f"{_API}/{place}/urlMaps/u"}
            ),
            least=0,
        )
        for kind, place in (("", "global"), ("region_", _REGION))
    ),
    Pair(
        "google_compute_target_ssl_proxy.p",
        {"name": "p", "backend_service": "b", "ssl_certificates": ["c"]},
        _compute(
            "TargetSslProxy",
            "global/targetSslProxies/p",
            {"name": "p", "service": f"{_API}/global/backendServices/b", "sslCertificates": ["c"]},
        ),
    ),
    Pair(
        "google_compute_region_ssl_policy.s",
        {"name": "s", "region": "europe-west1", "profile": "COMPATIBLE", "min_tls_version": "TLS_1_0"},
        _compute(
            "SslPolicy", f"{_REGION}/sslPolicies/s", {"name": "s", "profile": "COMPATIBLE", "minTlsVersion": "TLS_1_0"}
        ),
    ),
    Pair(
        "google_compute_managed_ssl_certificate.c",
        {"name": "c", "managed": [{"domains": ["example.com."]}]},
        _compute(
            "SslCertificate",
            "global/sslCertificates/c",
            {"name": "c", "type": "MANAGED", "managed": {"domains": ["example.com"], "status": "ACTIVE"}},
        ),
    ),
    Pair(
        "google_compute_region_backend_service.b",
        {
            "name": "b",
            "region": "europe-west1",
            "load_balancing_scheme": "EXTERNAL_MANAGED",
            "protocol": "HTTP",
            "log_config": [{"enable": True, "sample_rate": 1}],
        },
        _compute(
            "RegionBackendService",
            f"{_REGION}/backendServices/b",
            {
                "name": "b",
                "loadBalancingScheme": "EXTERNAL_MANAGED",
                "protocol": "HTTP",
                "logConfig": {"enable": True, "sampleRate": 1.0},
            },
        ),
    ),
    Pair(
        "google_compute_region_security_policy.s",
        {
            "name": "s",
            "region": "europe-west1",
            "type": "CLOUD_ARMOR",
            "rules": [
                {
                    "action": "deny(403)",
                    "priority": 10,
                    "match": [{"expr": [{"expression": "evaluatePreconfiguredWaf('sqli-v33-stable')"}]}],
                }
            ],
        },
        _compute(
            "SecurityPolicy",
            f"{_REGION}/securityPolicies/s",
            {
                "name": "s",
                "type": "CLOUD_ARMOR",
                "rules": [
                    {
                        "action": "deny(403)",
                        "priority": 10,
                        "match": {"expr": {"expression": "evaluatePreconfiguredWaf('sqli-v33-stable')"}},
                    }
                ],
            },
        ),
    ),
    Pair(
        "google_network_security_client_tls_policy.c",
        {
            "name": "c",
            "location": "global",
            "server_validation_ca": [{"ca_certificate_provider_instance": [{"plugin_instance": "g"}]}],
        },
        asset(
            "networksecurity.googleapis.com/ClientTlsPolicy",
            f"//networksecurity.googleapis.com/{PROJECT}/locations/global/clientTlsPolicies/c",
            {"name": "c", "serverValidationCa": [{"certificateProviderInstance": {"pluginInstance": "g"}}]},
        ),
    ),
    Pair(
        "google_network_security_tls_inspection_policy.t",
        {
            "name": "t",
            "location": "europe-west1",
            "ca_pool": "p",
            "min_tls_version": "TLS_1_2",
            "tls_feature_profile": "PROFILE_MODERN",
        },
        asset(
            "networksecurity.googleapis.com/TlsInspectionPolicy",
            f"//networksecurity.googleapis.com/{PROJECT}/locations/europe-west1/tlsInspectionPolicies/t",
            {"name": "t", "caPool": "p", "minTlsVersion": "TLS_1_2", "tlsFeatureProfile": "PROFILE_MODERN"},
        ),
    ),
    Pair(
        "google_network_services_endpoint_policy.e",
        {"name": "e", "type": "SIDECAR_PROXY", "server_tls_policy": ""},
        asset(
            "networkservices.googleapis.com/EndpointPolicy",
            f"//networkservices.googleapis.com/{PROJECT}/locations/global/endpointPolicies/e",
            {"name": f"{PROJECT}/locations/global/endpointPolicies/e", "type": "SIDECAR_PROXY"},
        ),
    ),
    Pair(
        "google_api_gateway_gateway.g",
        {"gateway_id": "g", "api_config": "c", "region": "europe-west1"},
        asset(
            "apigateway.googleapis.com/Gateway",
            f"//apigateway.googleapis.com/{PROJECT}/locations/europe-west1/gateways/g",
            {"name": f"{PROJECT}/locations/europe-west1/gateways/g", "apiConfig": "c", "state": "ACTIVE"},
        ),
    ),
    Pair(
        "google_certificate_manager_trust_config.t",
        {"name": "t", "location": "global", "trust_stores": [{"trust_anchors": [{"pem_certificate": "x"}]}]},
        asset(
            "certificatemanager.googleapis.com/TrustConfig",
            f"//certificatemanager.googleapis.com/{PROJECT}/locations/global/trustConfigs/t",
            {
                "name": f"{PROJECT}/locations/global/trustConfigs/t",
                "trustStores": [{"trustAnchors": [{"pemCertificate": "x"}]}],
            },
        ),
        least=0,
    ),
]
