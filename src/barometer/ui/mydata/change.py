"""My data while a kept dataset is changed: it alone, so that the eye has one thing to do."""

from __future__ import annotations

from barometer.ui.frame import Frame
from barometer.ui.mydata import drop, kept, reopened, typed


def drawn(frame: Frame) -> bool:
    """Draws what is open, where something is."""
    one = reopened.now()
    if one is None:
        return False
    reopened.heading(frame, one)
    kept.undo(frame)
    if one.told.typed:
        typed.again(frame, one.told)
    elif (file := reopened.file(frame, one)) is not None:
        drop.again(frame, file, one.told.context)
    return True
