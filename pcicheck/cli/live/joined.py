"""Commands whose options come of several functions, so that no list of options is written twice."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container
from typing import Any

Given = dict[str, Any]
"""Options by parameter name."""


def joined(
    act: Callable[[Given], None], *functions: Callable[..., Any], about: str, without: Container[str] = ()
) -> Callable[..., None]:
    """A command with the options of all functions, which ``act`` is given; required arguments are left out."""

    def command(**given: Any) -> None:
        act(given)

    options = [parameter for function in functions for parameter in _options(function) if parameter.name not in without]
    vars(command)["__signature__"] = inspect.Signature(options)
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in options}
    command.__doc__ = about
    return command


def share_of(given: Given, function: Callable[..., Any]) -> Given:
    """What of the options is a function's."""
    return {parameter.name: given.get(parameter.name, parameter.default) for parameter in _options(function)}


def _options(function: Callable[..., Any]) -> list[inspect.Parameter]:
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    return [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in parameters
        if parameter.default is not inspect.Parameter.empty
    ]
