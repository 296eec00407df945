"""Follow the references that a plan's ``configuration`` holds, through modules, to planned documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from pcicheck.model.document import Document
from pcicheck.sources.named import NamedDocuments
from pcicheck.sources.terraform.azapi import BODY, Written, holds_unknown
from pcicheck.sources.terraform.schema import ConfigModule, ConfigResource, Configuration, Expression, ModuleCall

_STEP = re.compile(r'(?:^|\.)module\.([\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?')
_REFERENCE = re.compile(r'((?:data\.)?[\w-]+\.[\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?')
_MODULE_OUTPUT = re.compile(r'module\.([\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.([\w-]+)')
_NOT_RESOURCES = {"var", "local", "each", "count", "path", "self", "terraform", "module"}
_MAX_DEPTH = 32

Keys = tuple[str, ...]


class Instance(msgspec.Struct, frozen=True):
    """A module instance: its address and its path of module names in the configuration."""

    address: str
    path: Keys


class References:
    """The configuration of one plan, and the documents by address, so that expressions can be followed."""

    def __init__(self, configuration: Configuration | None) -> None:
        self.configuration = configuration
        self._modules: dict[Keys, ConfigModule] = {}
        self._calls: dict[Keys, ModuleCall] = {}
        self._written: dict[tuple[Keys, str], ConfigResource] = {}
        self._instances: dict[str, Instance] = {}
        self._at: dict[tuple[str, str], list[Document]] = {}
        self._place: dict[str, tuple[Instance, str, str]] = {}
        self._named = NamedDocuments()
        self._forms: dict[str, Written] = {}
        """How documents were written whose attributes stand under other names in the configuration."""
        self._children: dict[tuple[str, str], list[str]] = {}
        if configuration is not None:
            self._index(configuration.root_module, ())

    def _index(self, module: ConfigModule, path: Keys) -> None:
        self._modules[path] = module
        for resource in module.resources:
            self._written[path, resource.address] = resource
        for name, call in module.module_calls.items():
            self._calls[(*path, name)] = call
            if call.module is not None and len(path) < _MAX_DEPTH:
                self._index(call.module, (*path, name))

    def instance(self, module_address: str) -> Instance:
        """The module instance of an address such as ``module.a["k"].module.b``."""
        found = self._instances.get(module_address)
        if found is None:
            steps = _STEP.findall(module_address)
            found = self._instances[module_address] = Instance(module_address, tuple(name for name, _ in steps))
            for depth, (name, _) in enumerate(steps):
                parent = _join(steps[:depth])
                children = self._children.setdefault((parent, name), [])
                child = _join(steps[: depth + 1])
                if child not in children:
                    children.append(child)
        return found

    def written(self, module_address: str, base: str) -> ConfigResource | None:
        """The resource block that ``base`` (``aws_s3_bucket.a``) stands for in a module instance."""
        return self._written.get((self.instance(module_address).path, base))

    def add(self, document: Document, module_address: str, base: str, key: str, form: Written) -> None:
        """Make a document findable; ``key`` is its ``[0]`` or ``["k"]``, or empty, ``form`` how it was written."""
        if form.parents is not None:
            self._forms[document.address] = form
        self._at.setdefault((module_address, base), []).append(document)
        self._named.add(document)
        self._place[document.address] = (self.instance(module_address), base, key)

    # ------------------------------------------------------------------ what documents ask

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents that the attribute at ``path`` refers to, by expression first, else by literal name."""
        found = list(dict.fromkeys(doc for doc in self._targets(document, path) if not types or doc.type in types))
        if found and self._is_clear(document, path, found, types):
            return found
        value = document.get(path)
        if isinstance(value, str) and value:
            return list(dict.fromkeys(self._named.called(value, types)))
        return []

    def names(self, document: Document, path: str) -> list[str]:
        """Addresses that the expression refers to, in the module of the document, found or not."""
        place = self._place.get(document.address)
        if place is None or not self._is_clear(document, path):
            return []
        prefix = f"{place[0].address}." if place[0].address else ""
        return [
            prefix + match[0]
            for reference in self._references_at(document, path)
            if (match := _REFERENCE.match(reference)) and reference.split(".", 1)[0] not in _NOT_RESOURCES
        ]

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self._named.of_type(native_type)

    def _targets(self, document: Document, path: str) -> Iterator[Document]:
        place = self._place.get(document.address)
        if place is None:
            return
        instance, base, key = place
        for reference in self._references_at(document, path):
            if reference.startswith("each."):
                written = self._written.get((instance.path, base))
                each = written.for_each_expression if written else None
                for source in each.references if each else ():
                    yield from self._resolve(source, instance, key, 0)
            else:
                yield from self._resolve(reference, instance, key, 0)

    def _is_clear(
        self, document: Document, path: str, found: Sequence[Document] = (), types: Sequence[str] = ()
    ) -> bool:
        """Whether it is certain which reference stands at ``path``. Of an attribute that holds many others a plan
        tells only all references together: then there must be one, or one of the types."""
        form = self._forms.get(document.address)
        if form is None or form.source_of(path) != BODY:
            return True
        if types and found:
            return len(found) == 1 or isinstance(document.get(path), list)
        return len(self._references_at(document, path)) == 1

    def _references_at(self, document: Document, path: str) -> list[str]:
        place = self._place.get(document.address)
        written = self._written.get((place[0].path, place[1])) if place else None
        if written is None:
            return []
        form = self._forms.get(document.address)
        if form is not None:
            if (source := form.source_of(path)) == BODY and not holds_unknown(document.values, path):
                return []
            path = source
        head, *rest = path.split(".")
        raw = written.expressions.get(head)
        if raw is None:
            return []
        node: Any = msgspec.json.decode(raw)
        for name in rest:
            node = node[0] if isinstance(node, list) and node else node
            if not isinstance(node, dict) or name not in node:
                break
            node = node[name]
        if isinstance(node, dict):
            references = node.get("references")
            return _longest([r for r in references if isinstance(r, str)]) if isinstance(references, list) else []
        return []

    def _resolve(self, reference: str, instance: Instance, key: str, depth: int) -> Iterator[Document]:
        if depth > _MAX_DEPTH:
            return
        if reference.startswith("var."):
            yield from self._through_input(reference.split(".")[1].split("[")[0], instance, key, depth)
        elif output := _MODULE_OUTPUT.match(reference):
            yield from self._through_output(output, instance, key, depth)
        elif (found := _REFERENCE.match(reference)) and reference.split(".", 1)[0] not in _NOT_RESOURCES:
            yield from self._pick(instance.address, found[1], found[2] or "", key)

    def _through_input(self, name: str, instance: Instance, key: str, depth: int) -> Iterator[Document]:
        call = self._calls.get(instance.path)
        raw = call.expressions.get(name) if call else None
        if raw is None or call is None:
            return
        steps = _STEP.findall(instance.address)
        parent = self.instance(_join(steps[:-1]))
        own_key = steps[-1][1] if steps else ""
        for reference in _longest(list(_all_references(msgspec.json.decode(raw)))):
            if reference.startswith("each.") and call.for_each_expression:
                for source in call.for_each_expression.references:
                    yield from self._resolve(source, parent, own_key, depth + 1)
            else:
                yield from self._resolve(reference, parent, own_key or key, depth + 1)

    def _through_output(self, match: re.Match[str], instance: Instance, key: str, depth: int) -> Iterator[Document]:
        name, chosen, output = match.groups()
        module = self._modules.get((*instance.path, name))
        if module is None or output not in module.outputs:
            return
        children = self._children.get((instance.address, name), [])
        wanted = f"{instance.address}.module.{name}" if instance.address else f"module.{name}"
        exact = [child for child in children if child == wanted + (chosen or key)]
        for child in exact or ([] if chosen else children):
            for reference in _longest(module.outputs[output].expression.references):
                yield from self._resolve(reference, self.instance(child), key, depth + 1)

    def _pick(self, module_address: str, base: str, chosen: str, key: str) -> Iterator[Document]:
        candidates = self._at.get((module_address, base), [])
        if len(candidates) == 1 and not chosen:
            yield candidates[0]
            return
        wanted = chosen or key
        exact = [doc for doc in candidates if self._place[doc.address][2] == wanted]
        yield from exact or ([] if chosen else candidates)


def module_steps(address: str) -> tuple[Keys, str]:
    """The module names of an address and what it names there, all keys left out."""
    steps = _STEP.findall(address)
    rest = address[len(_join(steps)) :].lstrip(".") if steps else address
    match = _REFERENCE.match(rest)
    return tuple(name for name, _ in steps), match[1] if match else rest


def _longest(references: list[str]) -> list[str]:
    """Without the shorter forms that Terraform lists beside each reference: ``a.b`` beside ``a.b[0].id`` would mean
    every instance instead of the one."""
    return [r for r in references if not any(other.startswith((f"{r}.", f"{r}[")) for other in references)]


def _all_references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, below in node.items():
            if name == "references" and isinstance(below, list):
                yield from (r for r in below if isinstance(r, str))
            elif name != "constant_value":
                yield from _all_references(below)
    elif isinstance(node, list):
        for item in node:
            yield from _all_references(item)


def _join(steps: Sequence[tuple[str, str]]) -> str:
    return ".".join(f"module.{name}{key}" for name, key in steps)


def region_of(configuration: Configuration | None, provider_key: str, variables: dict[str, Any]) -> str | None:
    """The region that a provider block sets, by constant or by a root variable; ``None`` where it does not."""
    if configuration is None:
        return None
    for key in (provider_key, provider_key.rsplit(":", 1)[-1]):
        provider = configuration.provider_config.get(key)
        if provider is None:
            continue
        expression = provider.expressions.get("region")
        if not isinstance(expression, dict):
            return None
        if isinstance(expression.get("constant_value"), str):
            return str(expression["constant_value"])
        for reference in expression.get("references", ()):
            value = variables.get(str(reference).removeprefix("var."))
            if isinstance(value, str):
                return value
    return None


__all__ = ["Expression", "References", "module_steps", "region_of"]
