"""Policies of things, templates of machines, pipelines, and what else has no theme of its own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from pcicheck.cases.shorthand import Mark
from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

PLACE = f"{ACCOUNT}/{REGION}"


def _policy(principal: object) -> str:
    statement = {"Sid": "a", "Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def policies() -> Iterator[Pair]:
    """Policies of things, for everyone and for one role of the account."""
    kinds = {
        "backup": ("aws_backup_vault_policy", "policy"),
        "glacier": ("aws_glacier_vault", "access_policy"),
        "codeartifact": ("aws_codeartifact_domain_permissions_policy", "policy_document"),
        "kafka": ("aws_msk_cluster_policy", "policy"),
        "kinesis": ("aws_kinesis_resource_policy", "policy"),
        "redshift": ("aws_redshift_resource_policy", "policy"),
        "s3tables": ("aws_s3tables_table_bucket_policy", "resource_policy"),
        "sagemaker": ("aws_sagemaker_model_package_group_policy", "resource_policy"),
    }
    for principal in ("*", {"AWS": f"arn:aws:iam::{ACCOUNT}:role/app"}):
        text = _policy(principal)
        plan: dict[str, dict[str, Any]] = {}
        live: dict[str, list[Record]] = {}
        same: dict[str, str] = {}
        for service, (kind, path) in kinds.items():
            arn = f"arn:aws:{service}:{REGION}:{ACCOUNT}:a"
            plan[f"{kind}.a"] = {path: text}
            live[service] = [Answer(kind, arn, {"id": arn}), Answer(kind, arn, text, "policy")]
            same[f"{kind}.a"] = f"{arn}/policy"
        sender = "aws_sesv2_email_identity_policy"
        plan[f"{sender}.a"] = {"email_identity": "example.com", "policy_name": "p", "policy": text}
        live["sesv2"] = [
            Answer(sender, "example.com", {"IdentityName": "example.com"}),
            Answer(sender, "example.com", {"p": text}, "policies"),
        ]
        repository = "aws_codeartifact_repository_permissions_policy"
        plan[f"{repository}.a"] = {"policy_document": text}
        live["codeartifact"] += [Answer(repository, "arn:r", {"id": "r"}), Answer(repository, "arn:r", text, "policy")]
        plan["aws_glue_resource_policy.a"] = {"policy": text}
        live["glue"] = [Answer("aws_glue_resource_policy", "x", {"PolicyInJson": text})]
        plan["aws_ecr_registry_policy.a"] = {"policy": text}
        live["ecr"] = [Answer("aws_ecr_registry_policy", ACCOUNT, {"registryId": ACCOUNT, "policyText": text})]
        plan["aws_cloudwatch_event_bus_policy.a"] = {"event_bus_name": "b", "policy": text}
        live["events"] = [Answer("aws_cloudwatch_event_bus_policy", "arn:bus", {"Name": "b", "Policy": text})]
        destination = "aws_cloudwatch_log_destination_policy"
        plan[f"{destination}.a"] = {"destination_name": "d", "access_policy": text}
        delivery = "aws_cloudwatch_log_delivery_destination_policy"
        plan[f"{delivery}.a"] = {"delivery_destination_name": "d", "delivery_destination_policy": text}
        live["logs"] = [
            Answer(destination, "arn:d", {"destinationName": "d", "accessPolicy": text}),
            Answer(delivery, "arn:e", {"name": "e"}),
            Answer(delivery, "arn:e", text, "policy"),
        ]
        plan["aws_lambda_layer_version_permission.a"] = {
            "layer_name": "l",
            "statement_id": "a",
            "principal": principal if isinstance(principal, str) else ACCOUNT,
        }
        layer = text if isinstance(principal, str) else _policy({"AWS": ACCOUNT})
        kind = "aws_lambda_layer_version_permission"
        live["lambda"] = [Answer(kind, "arn:l", {"LayerName": "l"}), Answer(kind, "arn:l", layer, "policy")]
        same |= {
            f"{repository}.a": "arn:r/policy",
            f"{sender}.a": f"{PLACE}/example.com/policy/p",
            "aws_glue_resource_policy.a": f"{PLACE}/glue-policy/x",
            "aws_ecr_registry_policy.a": f"{PLACE}/registry-policy",
            "aws_cloudwatch_event_bus_policy.a": "arn:bus/policy",
            f"{destination}.a": "arn:d",
            f"{delivery}.a": "arn:e",
            f"{kind}.a": "arn:l/a",
        }
        yield Pair(live, plan, same)


def beside() -> Iterator[Pair]:
    """Policies that stand beside a thing or another policy: of a table and its stream, and the lock of a vault."""
    table, stream = (
        f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t",
        f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t/stream/1",
    )
    kind, vault = "aws_dynamodb_table", f"arn:aws:glacier:{REGION}:{ACCOUNT}:vaults/v"
    for principals in (("*", {"AWS": ACCOUNT}), ({"AWS": ACCOUNT}, "*")):
        first, second = (_policy(principal) for principal in principals)
        plan: dict[str, dict[str, Any]] = {
            "aws_dynamodb_resource_policy.table": {"resource_arn": table, "policy": first},
            "aws_dynamodb_resource_policy.stream": {"resource_arn": stream, "policy": second},
            "aws_glacier_vault.v": {"name": "v", "access_policy": first},
            "aws_glacier_vault_lock.v": {"vault_name": "v", "complete_lock": True, "policy": second},
        }
        live: dict[str, list[Record]] = {
            "dynamodb": [
                Answer(kind, "t", {"id": "t"}),
                Answer(kind, "t", {"TableArn": table, "LatestStreamArn": stream}, "table"),
                Answer(kind, "t", {"TimeToLiveStatus": "DISABLED"}, "ttl"),
                Answer(kind, "t", first, "policy"),
                Answer(kind, "t", second, "stream_policy"),
            ],
            "glacier": [
                Answer("aws_glacier_vault", vault, {"VaultARN": vault, "VaultName": "v"}),
                Answer("aws_glacier_vault", vault, first, "policy"),
                Answer("aws_glacier_vault", vault, second, "lock"),
            ],
        }
        same = {
            "aws_dynamodb_resource_policy.table": f"{table}/policy",
            "aws_dynamodb_resource_policy.stream": f"{stream}/policy",
            "aws_glacier_vault.v": f"{vault}/policy",
            "aws_glacier_vault_lock.v": f"{vault}/lock",
        }
        yield Pair(live, plan, same)


def templates() -> Iterator[Pair]:
    """What machines are started from, well and badly."""
    script = base64.b64encode(b"export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz").decode()
    for good in (True, False):
        tokens, text = ("required", None) if good else ("optional", script)
        written = {"http_tokens": tokens, "http_endpoint": "enabled", "http_put_response_hop_limit": 1 if good else 2}
        plan: dict[str, dict[str, Any]] = {
            "aws_launch_template.t": {
                "image_id": "ami-1",
                "metadata_options": [written],
                "network_interfaces": [{"associate_public_ip_address": not good}],
                "block_device_mappings": [{"device_name": "/dev/xvda", "ebs": [{"encrypted": good}]}],
                "iam_instance_profile": [{"name": "app"}] if good else [],
                "user_data": text,
            },
            "aws_launch_configuration.c": {
                "image_id": "ami-1",
                "metadata_options": [written],
                "associate_public_ip_address": not good,
                "root_block_device": [{"encrypted": good}],
                "ebs_block_device": [{"device_name": "/dev/xvdb", "encrypted": good}],
                "iam_instance_profile": "app" if good else None,
                "user_data_base64": text,
            },
        }
        options = {"HttpTokens": tokens, "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 1 if good else 2}
        disks = [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": good}}]
        data: dict[str, Any] = {
            "ImageId": "ami-1",
            "MetadataOptions": options,
            "NetworkInterfaces": [{"AssociatePublicIpAddress": not good}],
            "BlockDeviceMappings": disks,
        }
        data |= {"IamInstanceProfile": {"Name": "app"}} if good else {"UserData": script}
        template = {"LaunchTemplateId": "lt-1", "LaunchTemplateName": "t", "LaunchTemplateData": data}
        configuration: dict[str, Any] = {
            "LaunchConfigurationName": "c",
            "ImageId": "ami-1",
            "MetadataOptions": options,
            "AssociatePublicIpAddress": not good,
            "BlockDeviceMappings": [*disks, {"DeviceName": "/dev/xvdb", "Ebs": {"Encrypted": good}}],
        }
        configuration |= {"IamInstanceProfile": "app"} if good else {"UserData": script}
        live = {
            "ec2": [Answer("aws_launch_template", "lt-1", template)],
            "autoscaling": [Answer("aws_launch_configuration", "arn:c", configuration)],
        }
        same = {
            "aws_launch_template.t": f"arn:aws:ec2:{REGION}:{ACCOUNT}:launch-template/lt-1",
            "aws_launch_configuration.c": "arn:c",
        }
        yield Pair(live, plan, same)


def jobs() -> Iterator[Pair]:
    """Pipelines, services of containers and jobs, with a key, a secret, a user of their own and without."""
    for good in (True, False):
        name, value = ("STAGE", "live") if good else ("DB_PASSWORD", "hunter2hunter2")
        container = {"image": "a", "user": "nobody" if good else "root", "privileged": not good}
        key = [{"id": KEY, "type": "KMS"}] if good else []
        plan: dict[str, dict[str, Any]] = {
            "aws_codepipeline.p": {"name": "p", "artifact_store": [{"location": "b", "encryption_key": key}]},
            "aws_apprunner_service.s": {
                "service_name": "s",
                "source_configuration": [
                    {"image_repository": [{"image_configuration": [{"runtime_environment_variables": {name: value}}]}]}
                ],
            },
            "aws_batch_job_definition.j": {"name": "j", "container_properties": json.dumps(container)},
            "aws_glue_crawler.c": {"name": "c", "security_configuration": "s" if good else None},
            "aws_glue_dev_endpoint.d": {"name": "d", "security_configuration": "s" if good else None},
            "aws_emr_cluster.e": {"name": "e", "security_configuration": "s" if good else None},
        }
        store = {"location": "b"} | ({"encryptionKey": key[0]} if good else {})
        image = {"ImageConfiguration": {"RuntimeEnvironmentVariables": {name: value}}}
        secured = {"SecurityConfiguration": "s"} if good else {}
        live = {
            "codepipeline": [
                Answer("aws_codepipeline", "p", {"name": "p"}),
                Answer("aws_codepipeline", "p", {"pipeline": {"artifactStore": store}}, "pipeline"),
            ],
            "apprunner": [
                Answer("aws_apprunner_service", "arn:s", {"ServiceName": "s"}),
                Answer(
                    "aws_apprunner_service", "arn:s", {"SourceConfiguration": {"ImageRepository": image}}, "service"
                ),
            ],
            "batch": [
                Answer(
                    "aws_batch_job_definition", "arn:j", {"jobDefinitionName": "j", "containerProperties": container}
                )
            ],
            "glue": [
                Answer("aws_glue_crawler", "c", {"Name": "c"} | secured),
                Answer("aws_glue_dev_endpoint", "d", {"Name": "d"} | secured),
            ],
            "emr": [
                Answer("aws_emr_cluster", "j-1", {"Id": "j-1", "Name": "e", "ClusterArn": "arn:e"}),
                Answer("aws_emr_cluster", "j-1", {"Tags": []} | secured, "cluster"),
            ],
        }
        glue = f"arn:aws:glue:{REGION}:{ACCOUNT}"
        same = {
            "aws_codepipeline.p": f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:p",
            "aws_apprunner_service.s": "arn:s",
            "aws_batch_job_definition.j": "arn:j",
            "aws_glue_crawler.c": f"{glue}:crawler/c",
            "aws_glue_dev_endpoint.d": f"{glue}:devEndpoint/d",
            "aws_emr_cluster.e": "j-1",
        }
        yield Pair(live, plan, same)


def stores() -> Iterator[Pair]:
    """Caches, snapshots and databases of smaller services."""
    for good in (True, False):
        plan: dict[str, dict[str, Any]] = {
            "aws_appsync_api_cache.c": {
                "api_id": "g",
                "at_rest_encryption_enabled": good,
                "transit_encryption_enabled": good,
            },
            "aws_memorydb_user.u": {
                "user_name": "u",
                "access_string": "on ~pay:* -@all +get" if good else "on ~* +@all",
                "authentication_mode": [{"type": "password", "passwords": ["x" * 20]}],
            },
            "aws_timestreamwrite_database.t": {"database_name": "t", "kms_key_id": KEY},
            "aws_cloudsearch_domain.s": {
                "name": "s",
                "endpoint_options": [{"enforce_https": good, "tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}],
            },
            "aws_db_snapshot.d": {"id": "d", "db_snapshot_identifier": "d", "encrypted": good}
            | ({} if good else {"shared_accounts": ["all"]}),
        }
        access = plan["aws_memorydb_user.u"]["access_string"]
        options = {"EnforceHTTPS": good, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"}
        shared = [] if good else ["all"]
        live = {
            "appsync": [
                Answer(
                    "aws_appsync_api_cache", "g", {"atRestEncryptionEnabled": good, "transitEncryptionEnabled": good}
                )
            ],
            "memorydb": [
                Answer(
                    "aws_memorydb_user",
                    "arn:u",
                    {"Name": "u", "AccessString": access, "Authentication": {"Type": "password", "PasswordCount": 1}},
                )
            ],
            "timestream-write": [
                Answer("aws_timestreamwrite_database", "arn:t", {"DatabaseName": "t", "KmsKeyId": KEY})
            ],
            "cloudsearch": [
                Answer("aws_cloudsearch_domain", "arn:s", {"DomainName": "s", "ARN": "arn:s"}),
                Answer("aws_cloudsearch_domain", "arn:s", options, "endpoint"),
                Answer("aws_cloudsearch_domain", "arn:s", None, "policy"),
            ],
            "rds": [
                Answer("aws_db_snapshot", "arn:d", {"DBSnapshotIdentifier": "d", "Encrypted": good}),
                Answer(
                    "aws_db_snapshot",
                    "arn:d",
                    [{"AttributeName": "restore", "AttributeValues": shared}],
                    "attributes",
                ),
            ],
        }
        same = {
            "aws_appsync_api_cache.c": f"arn:aws:appsync:{REGION}:{ACCOUNT}:apis/g/ApiCaches",
            "aws_memorydb_user.u": "arn:u",
            "aws_timestreamwrite_database.t": "arn:t",
            "aws_cloudsearch_domain.s": "arn:s",
            "aws_db_snapshot.d": "arn:d",
        }
        yield Pair(live, plan, same)


def others() -> Iterator[Pair]:
    """Peerings, rule groups, origins inside networks, certificates, assignments."""
    group = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/rulegroup/g/1"
    certificate = f"arn:aws:iam::{ACCOUNT}:server-certificate/c"
    origin = f"arn:aws:cloudfront::{ACCOUNT}:vpcorigin/vo_1"
    protocols = {"http_port": 80, "https_port": 443, "origin_protocol_policy": "http-only"}
    plan: dict[str, dict[str, Any]] = {
        "aws_vpc_peering_connection.p": {"vpc_id": "vpc-1", "peer_vpc_id": "vpc-2"},
        "aws_vpc.a": {"id": "vpc-1", "cidr_block": "10.0.0.0/16", "tags": {"env": "prod"}},
        "aws_vpc.b": {"id": "vpc-2", "cidr_block": "10.1.0.0/16", "tags": {"env": "test"}},
        "aws_wafv2_rule_group.g": {
            "arn": group,
            "name": "g",
            "rule": [{"name": "r", "action": [{"count": [{}]}], "statement": [{"geo_match_statement": [{}]}]}],
        },
        "aws_cloudfront_vpc_origin.o": {
            "vpc_origin_endpoint_config": [protocols | {"origin_ssl_protocols": [{"items": ["TLSv1"], "quantity": 1}]}]
        },
        "aws_iam_server_certificate.c": {"name": "c", "private_key": Mark("sensitive", "x"), "certificate_body": "x"},
        "aws_ssoadmin_account_assignment.a": {"principal_type": "USER", "principal_id": "u", "target_id": ACCOUNT},
        "aws_api_gateway_domain_name.d": {"domain_name": "b.example", "security_policy": "TLS_1_0"},
    }
    rules = [{"Name": "r", "Action": {"Count": {}}, "Statement": {"GeoMatchStatement": {}}}]
    config = {
        "HTTPPort": 80,
        "HTTPSPort": 443,
        "OriginProtocolPolicy": "http-only",
        "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1"]},
    }
    peering = {"RequesterVpcInfo": {"VpcId": "vpc-1"}, "AccepterVpcInfo": {"VpcId": "vpc-2"}}
    front = {"domainName": "b.example", "securityPolicy": "TLS_1_0", "endpointConfiguration": {"types": ["EDGE"]}}
    tags = {env: [{"Key": "env", "Value": env}] for env in ("prod", "test")}
    live = {
        "ec2": [
            Answer("aws_vpc", "vpc-1", {"OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16", "Tags": tags["prod"]}),
            Answer("aws_vpc", "vpc-2", {"OwnerId": ACCOUNT, "CidrBlock": "10.1.0.0/16", "Tags": tags["test"]}),
            Answer("aws_vpc_peering_connection", "pcx-1", peering | {"Status": {"Code": "active"}}),
        ],
        "wafv2": [
            Answer("aws_wafv2_rule_group", group, {"Id": "1", "Name": "g", "ARN": group}),
            Answer("aws_wafv2_rule_group", group, {"Rules": rules}, "rules"),
        ],
        "cloudfront": [
            Answer("aws_cloudfront_vpc_origin", origin, {"Id": "vo_1", "Arn": origin}),
            Answer("aws_cloudfront_vpc_origin", origin, config, "config"),
        ],
        "iam": [
            Answer(
                "aws_iam_server_certificate", certificate, {"ServerCertificateId": "A1", "ServerCertificateName": "c"}
            )
        ],
        "sso-admin": [
            Answer(
                "aws_ssoadmin_account_assignment",
                "arn:ps/a/u",
                {"PrincipalType": "USER", "PrincipalId": "u", "AccountId": ACCOUNT},
            )
        ],
        "apigateway": [Answer("aws_api_gateway_domain_name", "b.example", front)],
    }
    same = {
        "aws_vpc_peering_connection.p": "pcx-1",
        "aws_vpc.a": "vpc-1",
        "aws_wafv2_rule_group.g": group,
        "aws_cloudfront_vpc_origin.o": origin,
        "aws_iam_server_certificate.c": certificate,
        "aws_ssoadmin_account_assignment.a": "arn:ps/a/u",
        "aws_api_gateway_domain_name.d": f"arn:aws:apigateway:{REGION}::/domainnames/b.example",
    }
    yield Pair(live, plan, same)


PAIRS = named(policies, beside, templates, jobs, stores, others)
