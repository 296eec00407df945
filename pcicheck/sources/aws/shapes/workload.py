"""What AWS says about machines, functions, builds and platforms, in Terraform's form.

An instance says itself what its launch template gave it, so templates are judged apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, block, tags_of
from pcicheck.sources.live.natives import Native

_KEY_SAYS = Unknown("whose key it is, only the key itself says")
_NO_VOLUME = Unknown("ec2:DescribeVolumes does not tell of the volume")


def instance(native: Native) -> Iterator[Shaped]:
    """A machine, with the volumes that are attached to it."""
    item = native.item
    public = any((one.get("Association") or {}).get("PublicIp") for one in item.get("NetworkInterfaces") or ())
    disks = list(_disks(native))
    root, arn = item.get("RootDeviceName"), arn_of(native, "ec2", f"instance/{native.id}")
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": arn,
            "ami": item.get("ImageId"),
            "associate_public_ip_address": public or bool(item.get("PublicIpAddress")),
            "subnet_id": item.get("SubnetId"),
            "vpc_security_group_ids": [one.get("GroupId") for one in item.get("SecurityGroups") or ()],
            "iam_instance_profile": (item.get("IamInstanceProfile") or {}).get("Arn"),
            "metadata_options": [_metadata(item.get("MetadataOptions"))],
            "root_block_device": [disk for disk in disks if disk["device_name"] == root] or _no_root(item),
            "ebs_block_device": [disk for disk in disks if disk["device_name"] != root],
            "user_data_base64": native.part("user_data"),
            "tags": tags_of(item.get("Tags")),
        },
        arn,
    )


def _disks(native: Native) -> Iterator[dict[str, Any]]:
    told = native.part("volumes")
    known = {} if isinstance(told, Unknown) else {one.get("VolumeId"): one for one in told or ()}
    for mapping in native.item.get("BlockDeviceMappings") or ():
        if "Ebs" in mapping:
            name = mapping["Ebs"].get("VolumeId")
            volume = known.get(name)
            yield {
                "device_name": mapping.get("DeviceName"),
                "volume_id": name,
                "encrypted": (told if isinstance(told, Unknown) else _NO_VOLUME)
                if volume is None
                else volume.get("Encrypted", NOT_TOLD),
                "kms_key_id": _KEY_SAYS if volume and volume.get("KmsKeyId") else None,
            }


def _no_root(item: dict[str, Any]) -> Any:
    """Machines that boot from a disk of their host; whether it is encrypted depends on the type of machine."""
    store = item.get("RootDeviceType") == "instance-store"
    return [{"encrypted": Unknown("it boots from a disk of its host" if store else "no root disk is told")}]


def _metadata(found: Any) -> dict[str, Any]:
    names = {"http_endpoint": "HttpEndpoint", "http_tokens": "HttpTokens"}
    hops = (found or {}).get("HttpPutResponseHopLimit", NOT_TOLD)
    return {ours: (found or {}).get(theirs, NOT_TOLD) for ours, theirs in names.items()} | {
        "http_put_response_hop_limit": hops
    }


def launch_template(native: Native) -> Iterator[Shaped]:
    """The default or the newest version of a launch template. What it leaves out is left out here too."""
    item = native.item
    data = item.get("LaunchTemplateData") or {}
    name = item.get("LaunchTemplateId")
    options = data.get("MetadataOptions")
    profile = data.get("IamInstanceProfile")
    yield Shaped(
        native.type,
        {
            "id": name,
            "arn": arn_of(native, "ec2", f"launch-template/{name}"),
            "name": item.get("LaunchTemplateName"),
            "image_id": data.get("ImageId"),
            "iam_instance_profile": [{"arn": profile.get("Arn"), "name": profile.get("Name")}] if profile else [],
            "metadata_options": [_written(options)] if options else [],
            "network_interfaces": [
                {
                    "associate_public_ip_address": one.get("AssociatePublicIpAddress"),
                    "network_interface_id": one.get("NetworkInterfaceId"),
                }
                for one in data.get("NetworkInterfaces") or ()
            ],
            "block_device_mappings": [_mapping(one) for one in data.get("BlockDeviceMappings") or ()],
            "user_data": data.get("UserData"),
        },
        arn_of(native, "ec2", f"launch-template/{native.id}"),
    )


def launch_configuration(native: Native) -> Iterator[Shaped]:
    """A launch configuration."""
    item = native.item
    options = item.get("MetadataOptions")
    yield Shaped(
        native.type,
        {
            "id": item.get("LaunchConfigurationName"),
            "arn": native.id,
            "name": item.get("LaunchConfigurationName"),
            "image_id": item.get("ImageId"),
            "associate_public_ip_address": item.get("AssociatePublicIpAddress"),
            "iam_instance_profile": item.get("IamInstanceProfile"),
            "metadata_options": [_written(options)] if options else [],
            "ebs_block_device": [
                {"device_name": one.get("DeviceName"), **_disk(one["Ebs"])}
                for one in item.get("BlockDeviceMappings") or ()
                if one.get("Ebs")
            ],
            "user_data_base64": item.get("UserData"),
        },
    )


def _written(options: dict[str, Any]) -> dict[str, Any]:
    names = {
        "http_endpoint": "HttpEndpoint",
        "http_tokens": "HttpTokens",
        "http_put_response_hop_limit": "HttpPutResponseHopLimit",
    }
    return {ours: options.get(theirs) for ours, theirs in names.items()}


def _mapping(mapping: dict[str, Any]) -> dict[str, Any]:
    disk = mapping.get("Ebs")
    return {"device_name": mapping.get("DeviceName"), "ebs": block(_disk(disk) if disk else None)}


def _disk(disk: dict[str, Any]) -> dict[str, Any]:
    names = {"encrypted": "Encrypted", "kms_key_id": "KmsKeyId", "snapshot_id": "SnapshotId"}
    return {ours: disk.get(theirs) for ours, theirs in names.items()}


def function(native: Native) -> Iterator[Shaped]:
    """A function, its addresses and what its policy lets in."""
    item = native.item
    name = item["FunctionName"]
    network = item.get("VpcConfig") or {}
    variables = item.get("Environment")
    hidden = (variables or {}).get("Error")
    yield Shaped(
        native.type,
        {
            "id": name,
            "arn": native.id,
            "function_name": name,
            "package_type": item.get("PackageType", "Zip"),
            "runtime": item.get("Runtime"),
            "role": item.get("Role"),
            "kms_key_arn": item.get("KMSKeyArn"),
            "vpc_config": [{"subnet_ids": network["SubnetIds"]}] if network.get("SubnetIds") else [],
            "environment": Unknown(f"AWS says: {hidden.get('Message')}")
            if hidden
            else block({"variables": variables.get("Variables") or {}} if variables else None),
            "code_signing_config_arn": _signing(native.part("signing")) if item.get("PackageType") != "Image" else None,
        },
    )
    yield from _addresses(native)
    yield from _permissions(native, name)


def _signing(found: Any) -> Any:
    """The configuration by which the code of a function must be signed."""
    if isinstance(found, list):
        return found[0].get("CodeSigningConfigArn") if found else None
    return found


def _addresses(native: Native) -> Iterator[Shaped]:
    told = native.part("addresses")
    if isinstance(told, Unknown):
        return
    for one in told or ():
        origins = (one.get("Cors") or {}).get("AllowOrigins")
        values = {
            "id": one.get("FunctionArn"),
            "function_name": native.id,
            "function_url": one.get("FunctionUrl"),
            "authorization_type": one.get("AuthType", NOT_TOLD),
            "cors": [{"allow_origins": origins}] if origins else [],
        }
        yield Shaped("aws_lambda_function_url", values, f"{one.get('FunctionArn')}/url")


def _permissions(native: Native, name: str) -> Iterator[Shaped]:
    """Each statement of the policy that allows something."""
    told = native.part("policy")
    if not isinstance(told, str):
        if isinstance(told, Unknown):
            values = {"function_name": name, "principal": told}
            yield Shaped("aws_lambda_permission", values, f"{native.id}/policy")
        return
    for number, statement in enumerate(json.loads(told).get("Statement") or ()):
        if statement.get("Effect") == "Allow":
            sid = statement.get("Sid", str(number))
            yield Shaped("aws_lambda_permission", {"function_name": name} | _let_in(statement), f"{native.id}/{sid}")


def _let_in(statement: dict[str, Any]) -> dict[str, Any]:
    principal = statement.get("Principal")
    named = next(iter(principal.values())) if isinstance(principal, dict) and principal else principal
    found = {
        key.lower(): value
        for operator, tests in (statement.get("Condition") or {}).items()
        for key, value in tests.items()
        if not operator.lower().startswith(("stringnot", "arnnot", "null"))
    }
    return {
        "statement_id": statement.get("Sid"),
        "action": statement.get("Action"),
        "principal": "*"
        if isinstance(named, list) and "*" in named
        else named[0]
        if isinstance(named, list)
        else named,
        "source_arn": found.get("aws:sourcearn"),
        "source_account": found.get("aws:sourceaccount"),
        "principal_org_id": found.get("aws:principalorgid"),
    }


SHAPES: dict[str, Shaper] = {
    "aws_instance": instance,
    "aws_launch_template": launch_template,
    "aws_launch_configuration": launch_configuration,
    "aws_lambda_function": function,
}
