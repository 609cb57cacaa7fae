"""Sources and method / Sources et méthode: what each measure says, and where every figure was read."""

from barometer.ui import choose, method
from barometer.ui.frame import open_frame

frame = open_frame("method")
choose.search(frame)
method.page(frame)
