"""The disks and the start-up data that an EC2 machine is made with.

A disk of which nothing is written is as the region's "encryption by default" has it (``pcicheck.providers.aws.ebs``),
else as its snapshot or image has it. Up to provider 5, a plan shows only the SHA-1 of
``aws_instance.user_data``; launch templates hold it in base 64 (Terraform registry, hashicorp/aws).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.workload import AttachedVolume
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.ebs import encryption_by_default
from pcicheck.providers.plain_secrets import in_text

TEMPLATE = "aws_launch_template"
Layers = tuple[Document | Unknown, ...]
"""A machine and its launch template, the first that speaks being heard."""

_OWN_IMAGES = ("aws_ami", "aws_ami_copy", "aws_ami_from_instance")
_SNAPSHOT_DECIDES = Unknown("the snapshot that it is made from decides")
_IMAGE_DECIDES = Unknown("the image decides, which is made in this input")
_TEMPLATE_DECIDES = Unknown("its launch template may decide")
_NO_IMAGE = Unknown("no image is stated here")
_ROOT_NAMES = ("root", "/dev/xvda", "/dev/sda1")
_HASHED = Unknown("the plan shows only a hash of it")
_COMPRESSED = Unknown("it is compressed or binary")
_SHA1 = re.compile(r"[0-9a-f]{40}")


def written_flag(block: Block, path: str, default: bool | None | Unknown) -> bool | None | Unknown:
    """A boolean that a launch template holds as text; an empty text counts as unset."""
    return default if block.get(path) == "" else block.flag(path, default)


def volumes(document: Document, layers: Layers) -> Fact[tuple[AttachedVolume | Unknown, ...]]:
    """The disks of a machine: its own, and those of its launch template that it does not override."""
    if isinstance(document.values, Unknown):
        return document.values
    found = list(_volumes_of(document, overrides=len(layers) > 1))
    boots = any(_boots(volume) for volume in found)
    for layer in layers[1:]:
        found += [volume for volume in _volumes_of(layer) if not (boots and _boots(volume))]
    if not any(isinstance(volume, Unknown) or _boots(volume) for volume in found):
        found.insert(0, AttachedVolume(name="root", encryption=_encryption(Block({}), _by_image(layers))))
    return tuple(found)


def _volumes_of(layer: Document | Unknown, *, overrides: bool = False) -> Iterable[AttachedVolume | Unknown]:
    if isinstance(layer, Unknown):
        yield layer
        return
    default = _TEMPLATE_DECIDES if overrides else encryption_by_default(layer)
    root = _TEMPLATE_DECIDES if overrides else _by_image((layer,))
    for path in ("root_block_device", "ebs_block_device", "block_device_mappings"):
        blocks = layer.blocks(path)
        if isinstance(blocks, Unknown):
            yield blocks
            continue
        for block in blocks:
            if isinstance(block.values, Unknown):
                yield block.values
            elif path == "block_device_mappings":
                yield from _mapped(block, root, default)
            else:
                boots = path == "root_block_device"
                name = "root" if boots else block.text("device_name")
                yield AttachedVolume(name=name, encryption=_encryption(block, root if boots else default))


def _mapped(block: Block, root: bool | Unknown, default: bool | Unknown) -> Iterable[AttachedVolume]:
    """The disk that a mapping of a launch template makes, if it makes one."""
    name = block.text("device_name")
    disk = block.block("ebs")
    if isinstance(disk, Unknown):
        yield AttachedVolume(name=name, encryption=Encryption(at_rest=disk))
    elif disk is not None:
        yield AttachedVolume(name=name, encryption=_encryption(disk, root if name in _ROOT_NAMES else default))


def _boots(volume: AttachedVolume | Unknown) -> bool:
    """Whether it is the disk that a machine boots from, by the names that images use for it."""
    return isinstance(volume, AttachedVolume) and volume.name in _ROOT_NAMES


def _by_image(layers: Layers) -> bool | Unknown:
    """Whether a machine's first disk is encrypted where nothing is written of it."""
    for layer in layers:
        if isinstance(layer, Unknown):
            return layer
        for path in ("ami", "image_id"):
            image = layer.follow(path, *_OWN_IMAGES)
            if image is not None:
                return image.flag("encrypted") is True or encryption_by_default(layer) is True or _IMAGE_DECIDES
            if layer.get(path) is not None:
                return encryption_by_default(layer)
    first = layers[0]
    return _NO_IMAGE if isinstance(first, Unknown) or first.type == TEMPLATE else encryption_by_default(first)


def _encryption(block: Block, default: bool | Unknown) -> Encryption:
    plain_start = default is True or block.has("snapshot_id") is False
    at_rest = written_flag(block, "encrypted", default if plain_start else _SNAPSHOT_DECIDES)
    key = block.has("kms_key_id")
    owner: Fact[str] = "none" if at_rest is False else at_rest if isinstance(at_rest, Unknown) else "managed"
    if at_rest is not False and key is not False:
        owner = key if isinstance(key, Unknown) else "customer"
    return Encryption(at_rest=at_rest, key_owner=owner)


def boot_secrets(layers: Layers) -> tuple[str, ...] | Unknown:
    """Names of the secrets in the start-up data, which an instance may override as a whole."""
    for layer in layers:
        if isinstance(layer, Unknown):
            return layer
        for path in ("user_data", "user_data_base64"):
            data = layer.text(path)
            if isinstance(data, Unknown):
                return data
            if data is not None:
                return _read(data, encoded=path == "user_data_base64" or layer.type == TEMPLATE)
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
