"""EC2 machines and the templates that they are made from.

Defaults, Terraform registry, hashicorp/aws: ``aws_launch_template`` and ``aws_instance`` have
``metadata_options.http_endpoint`` enabled, ``http_tokens`` optional (an image or the account may ask for more, which
a plan does not show) and ``http_put_response_hop_limit`` 1. ``associate_public_ip_address`` unset leaves it to the
subnet, whose ``map_public_ip_on_launch`` is false. Disks of which nothing is written are as the image and the
account's default for EBS encryption have it (Amazon EBS User Guide, "Amazon EBS encryption"), as with
``aws_ebs_volume``. Parameters of an instance override those of its launch template. Up to provider 5, a plan shows
only the SHA-1 of ``aws_instance.user_data``; launch templates hold it in base 64.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.workload import AttachedVolume, Compute
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import is_set, made
from pcicheck.providers.aws.workload.plain_secrets import in_text

_TEMPLATE = "aws_launch_template"
_SUBNETS = ("aws_subnet", "aws_default_subnet")
_SUBNET_DECIDES = Unknown("the subnet decides, and it is not in this input")
_ACCOUNT_DECIDES = Unknown("nothing is written, so the image and the account's default for EBS encryption decide")
_INTERFACE_DECIDES = Unknown("the network interface that is attached to it decides")
_TEMPLATE_ELSEWHERE = Unknown("its launch template is not in this input")
_OFF = Inapplicable("its metadata service is off")
_HASHED = Unknown("the plan shows only a hash of it")
_COMPRESSED = Unknown("it is compressed or binary")
_SHA1 = re.compile(r"[0-9a-f]{40}")


def instance(document: Document) -> Iterator[Resource]:
    """A machine, with what it takes from its launch template."""
    layers = _layers(document)
    facts = Compute(
        template=False,
        public_address=_machine_address(document, layers),
        metadata_tokens=_metadata_tokens(layers),
        metadata_hops=_metadata_hops(layers),
        volumes=_volumes(document, layers),
        boot_secrets=_boot_secrets(layers),
    )
    yield from made(document, facts)


def launch_configuration(document: Document) -> Iterator[Resource]:
    """A launch configuration, the older kind of template."""
    layers: _Layers = (document,)
    facts = Compute(
        template=True,
        public_address=document.flag("associate_public_ip_address", _SUBNET_DECIDES),
        metadata_tokens=_metadata_tokens(layers),
        metadata_hops=_metadata_hops(layers),
        volumes=_volumes(document, layers),
        boot_secrets=_boot_secrets(layers),
    )
    yield from made(document, facts, "name")


def launch_template(document: Document) -> Iterator[Resource]:
    """A launch template."""
    layers: _Layers = (document,)
    facts = Compute(
        template=True,
        public_address=_template_address(document),
        metadata_tokens=_metadata_tokens(layers),
        metadata_hops=_metadata_hops(layers),
        volumes=_volumes(document, layers),
        boot_secrets=_boot_secrets(layers),
    )
    yield from made(document, facts, "name")


_Layers = tuple[Document | Unknown, ...]
"""A machine and its launch template, the first that speaks being heard."""


def _layers(document: Document) -> _Layers:
    block = document.block("launch_template")
    if block is None or isinstance(block, Unknown):
        return (document,) if block is None else (document, block)
    for path in ("launch_template.id", "launch_template.name", "launch_template"):
        if found := document.follow(path, _TEMPLATE):
            return document, found
    return document, _TEMPLATE_ELSEWHERE


def _text(layers: _Layers, path: str, default: str) -> str | Unknown:
    for layer in layers:
        value = layer if isinstance(layer, Unknown) else layer.text(path)
        if value is not None:
            return value
    return default


def _metadata_tokens(layers: _Layers) -> bool | Unknown:
    endpoint = _text(layers, "metadata_options.http_endpoint", "enabled")
    tokens = _text(layers, "metadata_options.http_tokens", "optional")
    off = endpoint if isinstance(endpoint, Unknown) else endpoint.lower() == "disabled"
    return any_true(off, tokens if isinstance(tokens, Unknown) else tokens.lower() == "required")


def _metadata_hops(layers: _Layers) -> Fact[int]:
    endpoint = _text(layers, "metadata_options.http_endpoint", "enabled")
    if endpoint == "disabled":
        return _OFF
    hops = _text(layers, "metadata_options.http_put_response_hop_limit", "1")
    if isinstance(hops, Unknown):
        return hops
    return int(hops) if hops.isdigit() else Unknown("the number of hops is no number")


def _machine_address(document: Document, layers: _Layers) -> Fact[bool]:
    own = document.flag("associate_public_ip_address")
    if own is not None:
        return own
    template = layers[1] if len(layers) > 1 else None
    if isinstance(template, Unknown):
        return template
    if is_set(document, "network_interface") is True or is_set(document, "primary_network_interface") is True:
        return _INTERFACE_DECIDES
    if template is not None:
        given = _template_address(template)
        if not isinstance(given, Unknown) or is_set(document, "subnet_id") is not True:
            return given
    return _subnet_address(document)


def _subnet_address(document: Document) -> Fact[bool]:
    subnet = document.follow("subnet_id", *_SUBNETS)
    if subnet is None or isinstance(subnet.values, Unknown):
        return _SUBNET_DECIDES
    return subnet.flag("map_public_ip_on_launch", subnet.type == "aws_default_subnet")


def _template_address(document: Document) -> Fact[bool]:
    interfaces = document.blocks("network_interfaces")
    if isinstance(interfaces, Unknown):
        return interfaces
    if not interfaces:
        return _SUBNET_DECIDES
    answers = [
        _INTERFACE_DECIDES
        if block.has("network_interface_id") is not False
        else _flag(block, "associate_public_ip_address", _SUBNET_DECIDES)
        for block in interfaces
    ]
    return any_true(*answers)


def _flag(block: Block, path: str, default: bool | None | Unknown) -> bool | None | Unknown:
    """A boolean that a launch template holds as text; an empty text counts as unset."""
    return default if block.get(path) == "" else block.flag(path, default)


def _volumes(document: Document, layers: _Layers) -> Fact[tuple[AttachedVolume | Unknown, ...]]:
    if isinstance(document.values, Unknown):
        return document.values
    found = list(_volumes_of(document))
    boots = any(_boots(volume) for volume in found)
    for layer in layers[1:]:
        found += [volume for volume in _volumes_of(layer) if not (boots and _boots(volume))]
    if not any(_boots(volume) for volume in found) and document.blocks("root_block_device") == ():
        found.insert(0, AttachedVolume(name="root", encryption=_encryption(Block({}))))
    return tuple(found)


def _volumes_of(layer: Document | Unknown) -> Iterable[AttachedVolume | Unknown]:
    if isinstance(layer, Unknown):
        yield layer
        return
    for path in ("root_block_device", "ebs_block_device", "block_device_mappings"):
        blocks = layer.blocks(path)
        if isinstance(blocks, Unknown):
            yield blocks
            continue
        for block in blocks:
            if isinstance(block.values, Unknown):
                yield block.values
            elif path != "block_device_mappings":
                name = "root" if path == "root_block_device" else block.text("device_name")
                yield AttachedVolume(name=name, encryption=_encryption(block))
            elif (disk := block.block("ebs")) is not None:
                encryption = Encryption(at_rest=disk) if isinstance(disk, Unknown) else _encryption(disk)
                yield AttachedVolume(name=block.text("device_name"), encryption=encryption)


def _boots(volume: AttachedVolume | Unknown) -> bool:
    """Whether a volume of a template is the one a machine boots from, by the names that images use for it."""
    return isinstance(volume, AttachedVolume) and volume.name in ("root", "/dev/xvda", "/dev/sda1")


def _encryption(block: Block) -> Encryption:
    at_rest = _flag(block, "encrypted", _ACCOUNT_DECIDES)
    key = block.has("kms_key_id")
    owner: Fact[str] = "none" if at_rest is False else at_rest if isinstance(at_rest, Unknown) else "managed"
    if at_rest is not False and key is not False:
        owner = key if isinstance(key, Unknown) else "customer"
    return Encryption(at_rest=at_rest, key_owner=owner)


def _boot_secrets(layers: _Layers) -> tuple[str, ...] | Unknown:
    for layer in layers:
        if isinstance(layer, Unknown):
            return layer
        for path in ("user_data", "user_data_base64"):
            data = layer.text(path)
            if isinstance(data, Unknown):
                return data
            if data is not None:
                return _read(data, encoded=path == "user_data_base64" or layer.type == _TEMPLATE)
    return ()


def _read(data: str, *, encoded: bool) -> tuple[str, ...] | Unknown:
    if _SHA1.fullmatch(data):
        return _HASHED
    if not encoded:
        return in_text(data)
    try:
        return in_text(base64.b64decode(data, validate=True).decode())
    except UnicodeDecodeError:
        return _COMPRESSED
    except (binascii.Error, ValueError):
        return in_text(data)
