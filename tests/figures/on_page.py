"""What a page's chart says, whichever way its texts are drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any


def texts(figure: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a figure by name, in order; a column of figures is one, lines parted by a space."""
    layout = figure["layout"]
    found = {one["name"]: one["text"] for one in layout.get("annotations", ())}
    for trace in figure["data"]:
        if trace.get("mode") == "text":
            found |= dict(zip(trace["customdata"], trace["text"], strict=True))
    return {name: plain(words) for name, words in found.items()}


def plain(words: str) -> str:
    """A text without its markup."""
    return unescape(re.sub("<[^>]+>", "", words.replace("<br>", " ")))


def said_on(figure: Mapping[str, Any]) -> str:
    """All texts of a figure."""
    return " ".join(texts(figure).values())
