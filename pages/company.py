"""Company / Entreprise: all that the figures hold on one company."""

from barometer.ui import choose
from barometer.ui.company import page
from barometer.ui.frame import open_frame

frame = open_frame("company")
choose.search(frame)
page.page(frame)
