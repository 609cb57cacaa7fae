"""My data / Mes données: type a figure, drop a file, what is kept."""

from barometer.ui.frame import open_frame
from barometer.ui.mydata import change, drop, kept, needed, typed

frame = open_frame("data")
if not change.drawn(frame):
    needed.ask(frame)
    typed.figure(frame)
    drop.file(frame)
    kept.datasets(frame)
