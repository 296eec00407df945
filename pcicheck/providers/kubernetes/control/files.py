"""Files that the API server is started with: how it encrypts what it stores, and what it checks new objects against.

Kubernetes documentation, "Encrypting Confidential Data at Rest": of the ``resources`` the first entry that holds an
object counts, and of its ``providers`` the first one encrypts what is written; ``identity`` does not encrypt. ``*.*``
stands for everything, ``*.`` for the core group. Keys of ``aescbc``, ``aesgcm`` and ``secretbox`` stand in the file;
those of ``kms`` in a key service. "Pod Security Admission", "Apply Pod Security Standards by configuring the built-in
admission controller": ``defaults.enforce`` is privileged where none is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.cluster import AdmissionDefaults, StateEncryption
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource

_KEYED = ("aescbc", "aesgcm", "secretbox")
_ENCRYPTING = ("kms", *_KEYED)
_EVERYTHING = ("*.*", "*.")
_NOT_ABOUT_IT = Inapplicable("nothing in it is about the security of pods")
_NOT_ENCRYPTED = Inapplicable("secrets are not encrypted")
_ELSEWHERE = Unknown("the configuration of the check stands in another file")


def encryption(document: Document) -> Iterator[Resource]:
    """An encryption configuration."""
    rules = document.blocks("resources")
    first = _first_provider(rules, "secrets")
    known = isinstance(first, str)
    facts = StateEncryption(
        secrets_encrypted=first if isinstance(first, Unknown) else first in _ENCRYPTING,
        settings_encrypted=_encrypts(_first_provider(rules, "configmaps")),
        key_service=first
        if isinstance(first, Unknown)
        else first == "kms"
        if known and first != "identity"
        else _NOT_ENCRYPTED,
        keys_in_file=_keys_in_file(rules),
    )
    yield resource(document, facts)


def _encrypts(provider: str | None | Unknown) -> bool | Unknown:
    return provider if isinstance(provider, Unknown) else provider in _ENCRYPTING


def _first_provider(rules: tuple[Block, ...] | Unknown, name: str) -> str | None | Unknown:
    """What new objects of the core group are written by; ``None`` where no rule holds them."""
    if isinstance(rules, Unknown):
        return rules
    for rule in rules:
        held = _holds(rule, name)
        if isinstance(held, Unknown):
            return held
        if held:
            providers = rule.blocks("providers")
            if isinstance(providers, Unknown):
                return providers
            if not providers:
                return None
            values = providers[0].values
            return values if isinstance(values, Unknown) else next((str(key) for key in values), None)
    return None


def _holds(rule: Block, name: str) -> bool | Unknown:
    names = rule.texts("resources")
    if isinstance(names, Unknown):
        return names
    return any_true(*(found if isinstance(found, Unknown) else found in (name, *_EVERYTHING) for found in names))


def _keys_in_file(rules: tuple[Block, ...] | Unknown) -> bool | Unknown:
    if isinstance(rules, Unknown):
        return rules
    answers: list[Any] = []
    for rule in rules:
        providers = rule.blocks("providers")
        if isinstance(providers, Unknown):
            answers.append(providers)
            continue
        for provider in providers:
            answers += [_has_keys(provider, kind) for kind in _KEYED]
    return any_true(*answers)


def _has_keys(provider: Block, kind: str) -> bool | Unknown:
    keys = provider.blocks(f"{kind}.keys")
    if isinstance(keys, Unknown):
        return keys
    return any_true(*(key.has("secret") for key in keys))


def admission(document: Document) -> Iterator[Resource]:
    """An admission configuration."""
    plugins = document.blocks("plugins")
    if isinstance(plugins, Unknown):
        yield resource(document, AdmissionDefaults(pod_security=plugins, exempt=plugins))
        return
    for plugin in plugins:
        name = plugin.get("name")
        if isinstance(name, Unknown):
            yield resource(document, AdmissionDefaults(pod_security=name, exempt=name))
            return
        if name == "PodSecurity":
            settings = plugin.block("configuration")
            if settings is None:
                path = plugin.has("path")
                level: Fact[str] = _ELSEWHERE if path is not False else "privileged"
                yield resource(document, AdmissionDefaults(pod_security=level, exempt=_ELSEWHERE if path else ()))
            else:
                yield resource(document, _defaults(Block(settings) if isinstance(settings, Unknown) else settings))
            return
    yield resource(document, AdmissionDefaults(pod_security=_NOT_ABOUT_IT, exempt=_NOT_ABOUT_IT))


def pod_security(document: Document) -> Iterator[Resource]:
    """The configuration of the check of pods, as a file of its own."""
    yield resource(document, _defaults(document))


def _defaults(settings: Block) -> AdmissionDefaults:
    level = settings.text("defaults.enforce", "privileged")
    return AdmissionDefaults(pod_security=level.lower() if isinstance(level, str) else level, exempt=_exempt(settings))


def _exempt(settings: Block) -> tuple[str | Unknown, ...] | Unknown:
    found: list[str | Unknown] = []
    for name in ("usernames", "runtimeClasses"):
        words = settings.texts(f"exemptions.{name}")
        if isinstance(words, Unknown):
            return words
        found += words
    return tuple(found)
