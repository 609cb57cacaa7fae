"""Sayings tested / Idées reçues: eight sayings, how far the figures go, and where to look."""

from barometer.ui import choose, sayings
from barometer.ui.frame import open_frame

frame = open_frame("sayings")
choose.search(frame)
sayings.page(frame)
