"""Collection functions. They look at elements no more than they must, so that unknown ones do little harm."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import NoValueError
from pcicheck.sources.terraform.hcl.values import MAX_ITEMS, flag_of, from_unknown, number_of, text_of, unknown_in

TABLE = Table()
lenient = TABLE.add


def _first_unknown(values: Iterable[Any]) -> Unknown | None:
    return next((value for value in values if isinstance(value, Unknown)), None)


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise NoValueError("a list is needed")


def _distinct(items: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        if isinstance(item, Unknown) or not any(item == other and type(item) is type(other) for other in kept):
            kept.append(item)
    return kept


@lenient("length", lenient=True)
def _length(value: Any) -> Any:
    if isinstance(value, Unknown):
        return Unknown(value.reason)
    return len(value)


@lenient("concat", lenient=True)
def _concat(*lists: Any) -> Any:
    if missing := _first_unknown(lists):
        return Unknown(missing.reason)
    return [item for items in lists for item in _listed(items)]


@lenient("merge", lenient=True)
def _merge(*maps: Any) -> Any:
    if missing := _first_unknown(maps):
        return Unknown(missing.reason)
    merged: dict[str, Any] = {}
    for mapping in maps:
        merged |= mapping or {}
    return merged


@lenient("lookup", lenient=True)
def _lookup(mapping: Any, key: Any, *default: Any) -> Any:
    for value in (mapping, key):
        if isinstance(value, Unknown):
            return Unknown(value.reason)
    if hasattr(mapping, "attribute"):
        return mapping.attribute(key)
    if key in mapping:
        return mapping[key]
    if default:
        return default[0]
    raise NoValueError(f"lookup: there is no '{key}'")


@lenient("element", lenient=True)
def _element(items: Any, index: Any) -> Any:
    for value in (items, index):
        if isinstance(value, Unknown):
            return Unknown(value.reason, items.refers if isinstance(items, Unknown) else ())
    return _listed(items)[int(number_of(index)) % len(items)]


@lenient("coalesce", lenient=True)
def _coalesce(*values: Any) -> Any:
    for value in values:
        if isinstance(value, Unknown):
            return value if value.refers else Unknown(value.reason)
        if value is not None and value != "":
            return value
    raise NoValueError("coalesce: everything is null or empty")


@lenient("coalescelist", lenient=True)
def _coalescelist(*lists: Any) -> Any:
    for items in lists:
        if isinstance(items, Unknown):
            return Unknown(items.reason)
        if items:
            return items
    raise NoValueError("coalescelist: every list is empty")


@lenient("compact", lenient=True)
def _compact(items: Any) -> Any:
    if isinstance(items, Unknown):
        return items
    return [item for item in items if item not in (None, "")]


@lenient("flatten", lenient=True)
def _flatten(items: Any) -> Any:
    if isinstance(items, Unknown):
        return items
    flat: list[Any] = []
    for item in _listed(items):
        inner = _flatten(item) if isinstance(item, list) else item
        flat.extend(inner) if isinstance(inner, list) else flat.append(inner)
        if len(flat) > MAX_ITEMS:
            raise NoValueError("flatten: too many elements")
    return flat


@lenient("distinct", lenient=True)
def _distinct_of(items: Any) -> Any:
    return items if isinstance(items, Unknown) else _distinct(_listed(items))


@lenient("toset", lenient=True)
def _toset(items: Any) -> Any:
    if isinstance(items, Unknown):
        return items
    found = _distinct(list(items.values()) if isinstance(items, dict) else _listed(items))
    return sorted(found) if all(isinstance(item, str) for item in found) else found


@lenient("tolist", lenient=True)
def _tolist(items: Any) -> Any:
    return items if isinstance(items, Unknown) else list(_listed(items))


@lenient("tomap", lenient=True)
def _tomap(mapping: Any) -> Any:
    if isinstance(mapping, (Unknown, dict)):
        return mapping
    raise NoValueError("tomap: a map is needed")


@lenient("map", lenient=True)
def _map(*given: Any) -> Any:
    return {text_of(given[i]): given[i + 1] for i in range(0, len(given) - 1, 2)}


@lenient("list", lenient=True)
def _list(*given: Any) -> Any:
    return list(given)


@lenient("keys", lenient=True)
def _keys(mapping: Any) -> Any:
    return Unknown(mapping.reason) if isinstance(mapping, Unknown) else sorted(mapping)


@lenient("values", lenient=True)
def _values(mapping: Any) -> Any:
    if isinstance(mapping, Unknown):
        return mapping
    return [mapping[name] for name in sorted(mapping)]


@lenient("zipmap", lenient=True)
def _zipmap(names: Any, values: Any) -> Any:
    if missing := _first_unknown((names, values)) or unknown_in(names):
        return Unknown(missing.reason)
    return {text_of(name): value for name, value in zip(names, values, strict=False)}


@lenient("contains", lenient=True)
def _contains(items: Any, value: Any) -> Any:
    if missing := _first_unknown((items, value)):
        return Unknown(missing.reason)
    if any(item == value for item in _listed(items) if not isinstance(item, Unknown)):
        return True
    missing = unknown_in(items) or unknown_in(value)
    return Unknown(missing.reason) if missing else False


@lenient("one", lenient=True)
def _one(items: Any) -> Any:
    if isinstance(items, Unknown):
        return items
    if len(_listed(items)) > 1:
        raise NoValueError("one: there are several")
    return items[0] if items else None


@lenient("reverse", lenient=True)
def _reverse(items: Any) -> Any:
    return items if isinstance(items, Unknown) else _listed(items)[::-1]


@lenient("slice", lenient=True)
def _slice(items: Any, start: Any, end: Any) -> Any:
    if missing := _first_unknown((items, start, end)):
        return from_unknown([missing])
    return _listed(items)[int(start) : int(end)]


@lenient("setproduct", lenient=True)
def _setproduct(*sets: Any) -> Any:
    if missing := _first_unknown(sets):
        return Unknown(missing.reason)
    count = 1
    for items in sets:
        count *= len(items)
    if count > MAX_ITEMS:
        raise NoValueError("setproduct: too many elements")
    return [list(items) for items in product(*sets)]


@lenient("chunklist", lenient=True)
def _chunklist(items: Any, size: Any) -> Any:
    if missing := _first_unknown((items, size)):
        return Unknown(missing.reason)
    step = int(size) or len(items) or 1
    return [items[i : i + step] for i in range(0, len(items), step)]


@lenient("alltrue", lenient=True)
def _alltrue(items: Any) -> Any:
    return _quantified(items, decisive=False)


@lenient("anytrue", lenient=True)
def _anytrue(items: Any) -> Any:
    return _quantified(items, decisive=True)


def _quantified(items: Any, *, decisive: bool) -> Any:
    if isinstance(items, Unknown):
        return items
    if any(not isinstance(item, Unknown) and flag_of(item) is decisive for item in items):
        return decisive
    missing = _first_unknown(items)
    return Unknown(missing.reason) if missing else not decisive


def _index(items: list[Any], value: Any) -> int:
    return items.index(value)


def _range(*bounds: Any) -> list[int]:
    return list(range(*(int(number_of(bound)) for bound in bounds))[: MAX_ITEMS + 1])


def _matchkeys(values: list[Any], keys: list[Any], wanted: list[Any]) -> list[Any]:
    return [value for value, key in zip(values, keys, strict=False) if key in wanted]


def _transpose(mapping: dict[str, list[str]]) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for name in sorted(mapping):
        for item in mapping[name]:
            turned.setdefault(item, []).append(name)
    return turned


TABLE.plain(
    index=_index,
    matchkeys=_matchkeys,
    transpose=_transpose,
    sort=lambda items: sorted(text_of(item) for item in items),
    setunion=lambda *sets: _distinct(item for items in sets for item in items),
    setintersection=lambda first, *sets: [item for item in first if all(item in items for items in sets)],
    setsubtract=lambda first, second: [item for item in first if item not in second],
    range=_range,
    sum=lambda items: sum(number_of(item) for item in items),
)
