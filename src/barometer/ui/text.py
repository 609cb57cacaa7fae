"""Sentences as a page shows them: said in the reader's language, never read as markup."""

from __future__ import annotations

import re
from typing import Any

from barometer import messages
from barometer.model import Message

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:])")


def say(message: Message | str, lang: str, **params: Any) -> str:
    """The sentence of a message, as plain text."""
    return messages.say(message, lang, **params)


def plain(text: str) -> str:
    """Text escaped for st.markdown, so that a company's name can't become a link or a heading."""
    return _MARKUP.sub(r"\\\1", text)
