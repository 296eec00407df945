"""Lay what is unknown and what is sensitive over the planned values."""

from __future__ import annotations

from typing import Any

import msgspec

from pcicheck.model.value import AFTER_APPLY, SENSITIVE

_EXPRESSION_KEYS = {"references", "constant_value"}


def overlay(values: Any, unknown: Any, expressions: Any) -> Any:
    """``values`` with ``Unknown`` wherever ``unknown`` says true and the configuration sets the attribute.

    Terraform marks every computed attribute as unknown, also those that nobody wrote. Where the configuration
    is at hand (``expressions`` is not ``None``) and does not mention the attribute, it stays unset, so that
    adapters apply the provider's documented default.
    """
    if unknown is True:
        return AFTER_APPLY
    if isinstance(unknown, dict):
        merged = values if isinstance(values, dict) else {}
        written = expressions if isinstance(expressions, dict) else None
        for name, below in unknown.items():
            if below is False or (below is True and written is not None and name not in written):
                continue
            below_written = _below(written.get(name)) if written is not None else None
            merged[name] = overlay(merged.get(name), below, below_written)
        return merged
    if isinstance(unknown, list):
        merged_list = values if isinstance(values, list) else []
        for index, below in enumerate(unknown):
            if index >= len(merged_list):
                merged_list.append(None)
            if below is not False:
                merged_list[index] = overlay(merged_list[index], below, _item(expressions, index, len(unknown)))
        return merged_list
    return values


def hide(values: Any, sensitive: Any) -> Any:
    """``values`` with ``SENSITIVE`` in place of everything that Terraform marks so; null stays null."""
    if sensitive is True:
        return SENSITIVE if values is not None else None
    if isinstance(sensitive, dict) and isinstance(values, dict):
        for name, below in sensitive.items():
            if below is not False and name in values:
                values[name] = hide(values[name], below)
    elif isinstance(sensitive, list) and isinstance(values, list):
        for index, below in enumerate(sensitive[: len(values)]):
            if below is not False:
                values[index] = hide(values[index], below)
    return values


def _below(expression: Any) -> Any:
    """What is known of the blocks inside an expression: ``None`` where it is a plain attribute."""
    if isinstance(expression, msgspec.Raw):
        expression = msgspec.json.decode(expression)
    if isinstance(expression, dict) and expression.keys() <= _EXPRESSION_KEYS:
        return None
    return expression


def _item(expressions: Any, index: int, count: int) -> Any:
    """The written block at ``index``. Terraform leaves dynamic blocks out, so the counts must agree."""
    if isinstance(expressions, list) and len(expressions) == count:
        return expressions[index]  # always a block, even an empty one
    return expressions if isinstance(expressions, dict) and count == 1 else None
