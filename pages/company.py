"""Company / Entreprise: all that the figures hold on one company."""

from barometer.ui import choose, company
from barometer.ui.frame import open_frame

frame = open_frame("company")
choose.search(frame)
company.page(frame)
