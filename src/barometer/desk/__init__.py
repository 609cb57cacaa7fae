"""The one door to a number: ``desk.answer(view) -> Answer``, and what is found out on the way."""

from __future__ import annotations

from barometer.desk.answering import Desk, default_desk, open_desk, warm

__all__ = ["Desk", "default_desk", "open_desk", "warm"]
