"""What the processors of a pipeline of the OpenTelemetry Collector do to card numbers.

opentelemetry-collector-contrib:

- ``redaction`` masks what ``blocked_values`` find in attributes of resources, scopes, spans, span events, log records
  and data points, and in log bodies. Values that are no texts (numbers, lists) are looked at with
  ``redact_all_types: true`` only. ``allow_all_keys`` is false unless set: attributes that are not in ``allowed_keys``
  go. ``allowed_values`` win over ``blocked_values``. ``hash_function`` md5, sha1 and sha3 have no key.
- ``transform`` runs statements of OTTL: ``replace_all_patterns`` and ``replace_pattern`` with a pattern of RE2;
  ``delete_key``, ``delete_matching_keys``, ``keep_keys``; statements with ``where`` only act sometimes.
- ``attributes``, ``resource`` and ``filter`` act on named fields.

A custom processor may do anything, so that it leaves the answer open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.outward import filled_in
from pcicheck.providers.telemetry.card_numbers import BRANDS, Masking, about_cards, getting_through

NEEDED = {
    "traces": ("span attributes", "span events"),
    "logs": ("log attributes", "log bodies"),
    "metrics": ("data point attributes",),
}
"""Where card numbers can stand in each signal. Names of spans and resources are the work of programmers."""
_PLACES = {
    "span": "span attributes",
    "spanevent": "span events",
    "log": "log attributes",
    "datapoint": "data point attributes",
}
_HARMLESS = frozenset(
    (
        *("batch", "memory_limiter", "k8sattributes", "k8s_attributes", "resource", "resourcedetection"),
        *("resource_detection", "probabilistic_sampler", "tail_sampling", "groupbyattrs", "groupbytrace"),
        *("cumulativetodelta", "deltatorate", "deltatocumulative", "metricstransform", "metrics_transform"),
        *("metricsgeneration", "experimental_metricsgeneration", "interval", "span", "routing", "schema", "geoip"),
        *("remotetap", "logdedup", "log_dedup", "intermediate", "memory_ballast", "queued_retry", "spanmetrics"),
        *("servicegraph", "sumologic", "datadog", "isolationforest", "dnslookup", "coralogix", "lookup"),
    )
)
_UNKEYED = ("md5", "sha1", "sha3")
_REPLACE = re.compile(
    r"""^\s*replace_(?P<all>all_)?patterns?\(\s*(?P<target>[\w.]+(?:\[[^\]]*\])*)\s*,\s*
    (?:"(?P<mode>value|key)"\s*,\s*)?"(?P<pattern>(?:[^"\\]|\\.)*)"\s*,\s*
    (?:"(?P<replacement>(?:[^"\\]|\\.)*)"|(?P<other>[^,)]+))\s*(?P<function>,[^)]*)?\)\s*(?P<where>where\b.*)?$""",
    re.VERBOSE | re.DOTALL,
)
_BY_NAME = re.compile(
    r"^\s*(?:delete_key|delete_matching_keys|set|delete_keys)\(\s*(?P<target>[\w.]+)(?P<rest>.*)\)\s*(?P<where>where\b.*)?$",
    re.DOTALL,
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Effect(Struct):
    """What processors in a row do."""

    maskings: dict[str, list[Masking]] = field(default_factory=dict)
    """Patterns by the place that they look at."""
    emptied: set[str] = field(default_factory=set)
    """Places of which nothing is left."""
    unsure: list[Unknown] = field(default_factory=list)
    """What cannot be read here, or acts on some records or fields only."""

    def mask(self, places: Iterable[str], masking: Masking) -> None:
        """Note a pattern."""
        for place in places:
            self.maskings.setdefault(place, []).append(masking)


def cards_pass(signal: str, processors: Iterable[tuple[str, Any]]) -> Any:
    """Brands of which card numbers get through processors in a row."""
    if signal not in NEEDED:
        return Unknown(f"what {signal} hold is not known here")
    effect = Effect()
    for name, settings in processors:
        _note(effect, name, settings)
    return judged(effect, NEEDED[signal])


def judged(effect: Effect, needed: Iterable[str]) -> Any:
    """Brands that get through, all places taken together."""
    through: dict[str, tuple[str, ...] | Unknown] = {
        place: () if place in effect.emptied else getting_through(effect.maskings.get(place, ())) for place in needed
    }
    looked_at = [place for place in through if place in effect.emptied or effect.maskings.get(place)]
    if effect.unsure and any(found != () for found in through.values()):
        return effect.unsure[0]
    unsure = next((found for found in through.values() if isinstance(found, Unknown)), None)
    if unsure is not None:
        return unsure
    blind = [place for place in through if place not in looked_at]
    if looked_at and blind and all(through[place] == () for place in looked_at):
        return Unknown(f"{' and '.join(blind)} are not looked at; whether card numbers can stand there is not known")
    known = [found for found in through.values() if isinstance(found, tuple)]
    return tuple(brand for brand in BRANDS if any(brand in found for found in known))


def _note(effect: Effect, name: str, settings: Any) -> None:
    kind = name.partition("/")[0]
    if kind in _HARMLESS:
        return
    if isinstance(settings, Unknown):
        effect.unsure.append(settings)
    elif kind == "redaction":
        _redaction(effect, Block(settings if isinstance(settings, dict) else {}))
    elif kind == "transform":
        _transform(effect, settings if isinstance(settings, dict) else {})
    elif kind == "filter":
        text = str(settings)
        if "IsMatch" in text or "regexp" in text or about_cards(text):
            effect.unsure.append(
                Unknown(f"{name} drops some records; whether these are those with card numbers is not known")
            )
    elif kind == "attributes":
        _attributes(effect, Block(settings if isinstance(settings, dict) else {}))
    else:
        effect.unsure.append(Unknown(f"what the processor {name} does to card numbers is not known here"))


def _redaction(effect: Effect, settings: Block) -> None:
    everything = settings.flag("allow_all_keys", False)
    allowed = settings.texts("allowed_keys")
    attributes = ("span attributes", "span events", "log attributes", "data point attributes")
    ignored = settings.has("ignored_keys") is not False or settings.has("ignored_key_patterns") is not False
    if everything is False and allowed == () and not ignored:
        effect.emptied.update(attributes)
    elif everything is False:
        effect.unsure.append(Unknown("it only keeps the fields in allowed_keys; what these hold is not known here"))
    elif isinstance(everything, Unknown):
        effect.unsure.append(everything)
    if str(settings.get("hash_function", "")).lower() in _UNKEYED:
        return  # trying out all numbers undoes a hash without a key
    maskings = list(_blocked(settings.texts("blocked_values")))
    limit = next(_limits(settings), None)
    if limit is not None and getting_through(maskings) == ():
        effect.unsure.append(limit)
    else:
        for masking in maskings:
            effect.mask((*attributes, "log bodies"), masking)


def _blocked(patterns: Any) -> Iterator[Masking]:
    for pattern in (patterns,) if isinstance(patterns, Unknown) else patterns:
        known = filled_in(pattern.replace("$$", "")) if isinstance(pattern, str) else pattern
        yield Masking(known or _dollars(str(pattern)))


def _limits(settings: Block) -> Iterator[Unknown]:
    """Why what the patterns find may be left all the same."""
    kinds = settings.flag("redact_all_types", False)
    if kinds is not True:
        yield Unknown("numbers that are sent as numbers and not as text get through without redact_all_types: true")
    if settings.has("allowed_values") is not False:
        yield Unknown("what allowed_values find is not masked")
    ignored = settings.texts("ignored_keys")
    listed = () if isinstance(ignored, Unknown) else ignored
    if isinstance(ignored, Unknown) or any(about_cards(key) or "body" in str(key).lower() for key in listed):
        yield Unknown("fields in ignored_keys are not looked at")
    if settings.has("ignored_key_patterns") is not False:
        yield Unknown("fields that ignored_key_patterns find are not looked at")


def _dollars(text: str) -> str:
    """A text as the collector reads it: two dollar signs stand for one."""
    return text.replace("$$", "$")


def _attributes(effect: Effect, settings: Block) -> None:
    actions = settings.blocks("actions")
    if isinstance(actions, Unknown):
        effect.unsure.append(actions)
        return
    for action in actions:
        word, key, pattern = action.get("action"), action.get("key"), action.get("pattern")
        if word in ("delete", "hash", "update", "upsert") and (about_cards(key) or pattern is not None):
            named = key or pattern
            effect.unsure.append(
                Unknown(f"it acts on fields called {named}; whether card numbers can stand in others is not known here")
            )


def _transform(effect: Effect, settings: dict[str, Any]) -> None:
    for key, listed in settings.items():
        signal = str(key).removesuffix("_statements")
        if isinstance(listed, Unknown):
            effect.unsure.append(listed)
        elif str(key).endswith("_statements") and isinstance(listed, list):
            for item in listed:
                if isinstance(item, dict):
                    _statements(effect, item, str(item.get("context", "")))
                elif isinstance(item, str):
                    _statement(
                        effect, item, {"trace": "span", "metric": "datapoint"}.get(signal, signal), sometimes=False
                    )
                elif isinstance(item, Unknown):
                    effect.unsure.append(item)


def _statements(effect: Effect, group: dict[str, Any], context: str) -> None:
    listed = group.get("statements")
    sometimes = bool(group.get("conditions"))
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, str):
            _statement(effect, item, context, sometimes=sometimes)
        elif isinstance(item, Unknown):
            effect.unsure.append(item)


def _statement(effect: Effect, text: str, context: str, *, sometimes: bool) -> None:
    match = _REPLACE.match(text)
    if match is None:
        _by_name(effect, text)
        return
    place = _place(match["target"], context)
    if match["mode"] == "key" or place is None:
        return
    only_some = "[" in match["target"]
    if only_some or sometimes or match["where"]:
        what = f"{match['target']} only" if only_some else "some records only"
        effect.unsure.append(Unknown(f"a statement that masks looks at {what}"))
        return
    if match["other"]:
        effect.unsure.append(Unknown("a statement replaces by something that is not known here"))
        return
    if match["function"] and re.search(r"\b(?:SHA1|SHA256|SHA512|MD5|FNV|Murmur\w+)\b", match["function"]):
        return  # a hash without a key hides nothing from somebody who tries all numbers
    pattern = _dollars(re.sub(r'\\(["\\])', r"\1", match["pattern"]))
    effect.mask((place,), Masking(filled_in(pattern.replace("$", "")) or pattern, _dollars(match["replacement"])))


def _by_name(effect: Effect, text: str) -> None:
    """Statements that act on fields by their names."""
    match = _BY_NAME.match(text)
    keys = _QUOTED.findall(match["rest"]) + re.findall(r"^.*$", match["target"]) if match else []
    if any(about_cards(key) for key in keys) or "redact" in text.lower() or "mask" in text.lower():
        effect.unsure.append(
            Unknown("statements act on fields by name; whether card numbers can stand in others is not known")
        )


def _place(target: str, context: str) -> str | None:
    """Where a path of OTTL leads: ``attributes`` in the context ``span``, ``span.attributes``, ``body``."""
    parts = target.partition("[")[0].split(".")
    if parts[0] in ("span", "spanevent", "log", "datapoint", "resource", "scope", "instrumentation_scope", "metric"):
        context, parts = parts[0], parts[1:]
    if parts[:1] == ["body"] and context == "log":
        return "log bodies"
    return _PLACES.get(context) if parts[:1] == ["attributes"] else None
