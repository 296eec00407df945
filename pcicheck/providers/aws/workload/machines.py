"""EC2 machines and the templates that they are made from.

Defaults, Terraform registry, hashicorp/aws: ``aws_launch_template`` and ``aws_instance`` have
``metadata_options.http_endpoint`` enabled, ``http_tokens`` optional (an image or the account may ask for more, which
a plan does not show) and ``http_put_response_hop_limit`` 1. ``associate_public_ip_address`` unset leaves it to the
subnet, whose ``map_public_ip_on_launch`` is false. Parameters of an instance override those of its launch template.
An interface that exists already is given no address at launch (EC2 API Reference,
``InstanceNetworkInterfaceSpecification``), so that only an Elastic IP of its own brings one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.workload import Compute
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import is_set, made
from pcicheck.providers.aws.workload.disks import TEMPLATE, Layers, boot_secrets, volumes, written_flag
from pcicheck.providers.referrers import is_named_by, may_be_named

_SUBNETS = ("aws_subnet", "aws_default_subnet")
_GIVERS = (("aws_eip", "network_interface"), ("aws_eip_association", "network_interface_id"))
_SUBNET_DECIDES = Unknown("the subnet decides, and it is not in this input")
_INTERFACE_DECIDES = Unknown("the network interface that is attached to it decides")
_TEMPLATE_ELSEWHERE = Unknown("its launch template is not in this input")
_OFF = Inapplicable("its metadata service is off")


def instance(document: Document) -> Iterator[Resource]:
    """A machine, with what it takes from its launch template."""
    layers = _layers(document)
    facts = Compute(
        template=False,
        public_address=_machine_address(document, layers),
        metadata_tokens=_metadata_tokens(layers),
        metadata_hops=_metadata_hops(layers),
        volumes=volumes(document, layers),
        boot_secrets=boot_secrets(layers),
        has_identity=_has_identity(layers),
    )
    yield from made(document, facts)


def launch_configuration(document: Document) -> Iterator[Resource]:
    """A launch configuration, the older kind of template."""
    layers: Layers = (document,)
    facts = Compute(
        template=True,
        public_address=document.flag("associate_public_ip_address", _SUBNET_DECIDES),
        metadata_tokens=_metadata_tokens(layers),
        metadata_hops=_metadata_hops(layers),
        volumes=volumes(document, layers),
        boot_secrets=boot_secrets(layers),
        has_identity=_has_identity(layers),
    )
    yield from made(document, facts, "name")


def launch_template(document: Document) -> Iterator[Resource]:
    """A launch template."""
    layers: Layers = (document,)
    facts = Compute(
        template=True,
        public_address=_template_address(document),
        metadata_tokens=_metadata_tokens(layers),
        metadata_hops=_metadata_hops(layers),
        volumes=volumes(document, layers),
        boot_secrets=boot_secrets(layers),
        has_identity=any_true(_has_identity(layers), *_roles_of_node_groups(document)),
    )
    yield from made(document, facts, "name")


def _roles_of_node_groups(document: Document) -> Iterator[bool]:
    """A node group gives its machines its own role; EKS refuses templates that name a profile."""
    for path in ("launch_template.id", "launch_template.name"):
        yield is_named_by(document, "aws_eks_node_group", path)


def _layers(document: Document) -> Layers:
    block = document.block("launch_template")
    if block is None or isinstance(block, Unknown):
        return (document,) if block is None else (document, block)
    for path in ("launch_template.id", "launch_template.name", "launch_template"):
        if found := document.follow(path, TEMPLATE):
            return document, found
    return document, _TEMPLATE_ELSEWHERE


def _text(layers: Layers, path: str, default: str) -> str | Unknown:
    for layer in layers:
        value = layer if isinstance(layer, Unknown) else layer.text(path)
        if value is not None:
            return value
    return default


def _has_identity(layers: Layers) -> bool | Unknown:
    """A profile that is known only after apply is one all the same."""
    answers = [layer if isinstance(layer, Unknown) else layer.has("iam_instance_profile") for layer in layers]
    written = [
        True if not isinstance(layer, Unknown) and isinstance(answer, Unknown) else answer
        for layer, answer in zip(layers, answers, strict=True)
    ]
    return any_true(*written)


def _metadata_tokens(layers: Layers) -> bool | Unknown:
    endpoint = _text(layers, "metadata_options.http_endpoint", "enabled")
    tokens = _text(layers, "metadata_options.http_tokens", "optional")
    off = endpoint if isinstance(endpoint, Unknown) else endpoint.lower() == "disabled"
    return any_true(off, tokens if isinstance(tokens, Unknown) else tokens.lower() == "required")


def _metadata_hops(layers: Layers) -> Fact[int]:
    endpoint = _text(layers, "metadata_options.http_endpoint", "enabled")
    if endpoint == "disabled":
        return _OFF
    hops = _text(layers, "metadata_options.http_put_response_hop_limit", "1")
    if isinstance(hops, Unknown):
        return hops
    return int(hops) if hops.isdigit() else Unknown("the number of hops is no number")


def _machine_address(document: Document, layers: Layers) -> Fact[bool]:
    own = document.flag("associate_public_ip_address")
    if own is not None:
        return own
    template = layers[1] if len(layers) > 1 else None
    if isinstance(template, Unknown):
        return template
    for path in ("network_interface", "primary_network_interface"):
        if is_set(document, path) is True:
            return _address_of_interface(document, path)
    if template is not None:
        given = _template_address(template)
        if not isinstance(given, Unknown) or is_set(document, "subnet_id") is not True:
            return given
    return _subnet_address(document)


def _address_of_interface(document: Document, path: str) -> Fact[bool]:
    """What the one interface brings; of several it cannot be told which is which."""
    blocks = document.blocks(path)
    found = document.follow_all(f"{path}.network_interface_id", "aws_network_interface")
    if isinstance(blocks, Unknown) or not len(blocks) == len(found) == 1:
        return _INTERFACE_DECIDES
    return _has_elastic_address(found[0])


def _has_elastic_address(interface: Document) -> bool | Unknown:
    if any(is_named_by(interface, *giver) for giver in _GIVERS):
        return True
    return _INTERFACE_DECIDES if any(may_be_named(interface, *giver) for giver in _GIVERS) else False


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
        else written_flag(block, "associate_public_ip_address", _SUBNET_DECIDES)
        for block in interfaces
    ]
    return any_true(*answers)
