"""A row that a package marks as not to be published is nowhere: no page, table, export or note."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from barometer.desk import open_desk
from barometer.desk.provenance import disagreements, figures_by_source
from barometer.export.payload import payload
from barometer.export.table import csv_bytes
from barometer.export.voice import Voice
from barometer.messages import say
from barometer.view import decode
from tests.store.packages import claim, complaint, exposure, write

SECRET = ("61.25", "777", "54321")
HIDDEN = {"publish": "no", "note": "Not to be published.", "note_fr": "À ne pas publier."}


def test_a_row_not_to_be_published_is_nowhere(tmp_path: Path) -> None:
    desk = open_desk(
        write(
            tmp_path,
            claims=[
                claim(),
                claim(id="c2", value=SECRET[0], source="s2", **HIDDEN),
                claim(id="c3", value=SECRET[0], subject="mobile", **HIDDEN),
            ],
            complaints=[complaint(), complaint(id="p2", rate=SECRET[1], source="s2", **HIDDEN)],
            exposure=[exposure(), exposure(id="e2", value=SECRET[2], source="s2", **HIDDEN)],
        )
    )
    answer = desk.answer(decode("sector=telecoms&country=GB&time=2018-01..2018-03")[0])
    assert answer.gap is not None
    file = desk.company("alpha")
    voice = Voice("en", partial(say, lang="en"), {**desk.channels, **desk.metrics})
    told = [
        json.dumps(payload(answer, voice.say)),
        csv_bytes(answer, voice).decode("utf-8-sig"),
        repr((file.claims, file.complaints, file.exposures, file.sides, file.notes)),
        repr(desk.timeline(answer.stratum)) if answer.stratum else "",
        repr(answer.others),
        repr(disagreements(desk)),
        repr(dict(figures_by_source(desk))),
        repr([one.joined for one in desk.strata.worth]),
    ]
    assert "86" in told[0]
    assert "Not to be published" not in " ".join(told)
    for text in told:
        for secret in SECRET:
            assert secret not in text and secret.rstrip("0").rstrip(".") not in text
