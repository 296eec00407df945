"""What readers of small query languages share: the text cut into tokens, and a place among them."""

from __future__ import annotations

import re


def tokens_of(text: str, token: re.Pattern[str], rest: re.Pattern[str]) -> list[str]:
    """The first group of each token, up to what ``rest`` lets stand at the end. Raises ``ValueError`` for the rest."""
    tokens: list[str] = []
    at = 0
    while not rest.match(text, at):
        match = token.match(text, at)
        if match is None:
            raise ValueError(text[at:])
        tokens.append(match[1])
        at = match.end()
    return tokens


class Reader:
    """Goes through tokens one by one."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def next(self) -> str:
        """The token that comes, not taken; empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        """The token that comes. Raises ``IndexError`` at the end."""
        self.at += 1
        return self.tokens[self.at - 1]

    def taken(self, token: str) -> bool:
        """Whether this token comes; if so, it is taken."""
        if self.next() != token:
            return False
        self.at += 1
        return True

    def finish(self) -> None:
        """Raises ``ValueError`` where anything is left."""
        if self.at != len(self.tokens):
            raise ValueError("something follows what was read")
