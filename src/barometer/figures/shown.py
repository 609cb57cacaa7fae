"""The chart of an answer: the one that its view asks for, or the strongest that the method allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import plotly.graph_objects as go

from barometer.figures.break_even import break_even
from barometer.figures.look import Look, Meta
from barometer.figures.paired_dots import paired_dots
from barometer.figures.rank_plot import rank_plot
from barometer.figures.raw_dots import raw_dots
from barometer.model import Gap, Stratum

Draw = Callable[[Gap, Stratum, Meta, Look, str], go.Figure]

_CHARTS: Mapping[str, Draw] = {
    "ratio": paired_dots,
    "rank": rank_plot,
    "rate": raw_dots,
    "break_even": break_even,
}


def shown(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """The chart that ``meta.order.measure`` names: published figure beside complaints, places, rates
    alone, or customers to one complaint.
    """
    return _CHARTS[meta.order.measure](gap, stratum, meta, look, focus)
