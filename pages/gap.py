"""The gap / L'écart: how published satisfaction sits beside complaints."""

from functools import partial

from barometer.ui import (
    beside,
    charts,
    checks,
    choose,
    drawn,
    over_time,
    replies,
    said,
    share,
    survive,
    table,
)
from barometer.ui.frame import frame_of, show_notices, top, under
from barometer.ui.mydata import arrived

frame = frame_of("gap")
answer = frame.answer()
above = (
    partial(top, frame),
    partial(choose.bar, frame, answer),
    partial(choose.some, frame, answer),
    partial(show_notices, frame, answer.notices),
    partial(arrived.here, frame),
    partial(said.headline, frame, answer),
)
if answer.gap is None:
    for part in above:
        part()
    choose.no_answer(frame, answer)
else:
    with under(*above):
        if over_time.is_open(frame):
            over_time.draw(frame, answer)
        else:
            beside.others(frame, answer)
            charts.headline(frame, answer)
    drawn.under(frame, answer)
    if not over_time.is_open(frame):
        said.one_company(frame, answer)
        replies.beside(frame, answer)
        survive.strip(frame, answer)
    share.share(frame, answer)
    over_time.below(frame, answer)
    said.same_score(frame, answer)
    beside.users(frame, answer)
    charts.how_sure(frame, answer)
    table.table(frame, answer)
    beside.more(frame, answer)
    said.left_out(frame, answer)
    checks.sources(frame, answer)
    table.computed(frame, answer)
