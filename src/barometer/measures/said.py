"""Refusals of the measures that are not about one company of a stratum."""

from __future__ import annotations

from typing import Any

from barometer.model import Code, Message, Refusal


def refuse(code: Code, **facts: Any) -> Refusal:
    """The refusal of ``code``; ``facts`` are the numbers that its sentences name."""
    return Refusal(
        code,
        have=Message(f"refusal.{code.value}.have", facts),
        need=Message(f"refusal.{code.value}.need", facts),
        action=Message(f"refusal.{code.value}.action", facts),
    )
