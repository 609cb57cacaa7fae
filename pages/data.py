"""My data / Mes données: type a figure, drop a file, what is kept."""

from barometer.ui import drop, kept, typed
from barometer.ui.frame import open_frame

frame = open_frame("data")
typed.figure(frame)
drop.file(frame)
kept.datasets(frame)
