"""My data / Mes données: type a figure, drop a file, what is kept."""

from barometer.ui import change, drop, kept, needed, typed
from barometer.ui.frame import open_frame

frame = open_frame("data")
if not change.drawn(frame):
    needed.ask(frame)
    typed.figure(frame)
    drop.file(frame)
    kept.datasets(frame)
