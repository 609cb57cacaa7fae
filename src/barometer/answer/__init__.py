"""What is said of a view: the answer, its sentences, and what a workspace recorded beside it."""

from __future__ import annotations

from barometer.answer.parts import Answer, CompanyFile, LeftOut, Sentences, Side, Timeline

__all__ = ["Answer", "CompanyFile", "LeftOut", "Sentences", "Side", "Timeline"]
