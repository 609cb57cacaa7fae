"""The gap / L'écart: how published satisfaction sits beside complaints."""

from barometer.ui import beside, charts, choose, over_time, said, share, survive, table
from barometer.ui.frame import open_frame, show_notices

frame = open_frame("gap")
answer = frame.answer()
choose.bar(frame, answer)
show_notices(frame, answer.notices)
if answer.gap is None:
    choose.no_answer(frame, answer)
else:
    said.headline(frame, answer)
    if over_time.is_open(frame):
        over_time.draw(frame, answer)
    else:
        beside.others(frame, answer)
        charts.headline(frame, answer)
        said.one_company(frame, answer)
        survive.strip(frame, answer)
    share.share(frame, answer)
    said.same_score(frame, answer)
    beside.users(frame, answer)
    charts.how_sure(frame, answer)
    table.table(frame, answer)
    beside.more(frame, answer)
    said.left_out(frame, answer)
    table.sources(frame, answer)
    table.computed(frame, answer)
