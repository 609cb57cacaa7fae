"""Undo and redo of the view: the views of this session, one after the other.

The address stays the truth. A view that a widget wrote is a new step; a view that came otherwise is
the step before or after if it equals it (the browser's Back and Forward), else a new one. Language
and theme are no step.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from barometer.ui import address
from barometer.view import View, question

_MOST = 100
_KEPT = "views_gone_through"


@dataclass(slots=True)
class Steps:
    """The views gone through, and which of them the address now shows."""

    views: list[View] = field(default_factory=list)
    at: int = -1

    @property
    def before(self) -> View | None:
        """The view that Undo leads to."""
        return self.views[self.at - 1] if self.at > 0 else None

    @property
    def after(self) -> View | None:
        """The view that Redo leads to."""
        return self.views[self.at + 1] if self.at + 1 < len(self.views) else None

    def arrive(self, view: View, chosen: bool) -> None:
        """The address shows a view now; ``chosen``: a widget wrote it."""
        if self.views and self.views[self.at] == view:
            return
        if not chosen and view == self.before:
            self.at -= 1
        elif not chosen and view == self.after:
            self.at += 1
        else:
            self.views = [*self.views[: self.at + 1], view][-_MOST:]
            self.at = len(self.views) - 1


def around(view: View) -> tuple[View | None, View | None]:
    """Where Undo and Redo lead from a view, in its own language and theme; None at either end."""
    steps: Steps = st.session_state.setdefault(_KEPT, Steps())
    steps.arrive(question(view), address.was_chosen())
    before, after = steps.before, steps.after
    return before and address.presented(before, view), after and address.presented(after, view)


def go(by: int, wanted: View) -> None:
    """One step back (-1) or on (1)."""
    steps: Steps = st.session_state.setdefault(_KEPT, Steps())
    steps.at += by
    address.go(wanted)
