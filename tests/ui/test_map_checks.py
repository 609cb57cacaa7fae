"""The map's mark follows the figures by region that it rests on, not the comparison's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from barometer.answer.checked import figures, mark, remaining, standings
from barometer.desk import Desk, open_desk
from barometer.desk.provenance import behind_map
from barometer.measures.regional import Regional
from barometer.messages import say
from barometer.model import Check
from barometer.view import decode

MADE = Path(__file__).parents[2] / "docs" / "example"
ROWS = (
    "id,company,sector,country,channel,region,count,period_start,period_end,source\n"
    "r1,alpha,parcels,FR,parcel_mediator,75,9,2024-01-01,2024-03-31,regions\n"
    "r2,beta,parcels,FR,parcel_mediator,69,7,2024-01-01,2024-03-31,regions\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The made package with two counts by region, read in a relay."""
    shutil.copytree(MADE, tmp_path, dirs_exist_ok=True)
    whole = (tmp_path / "complaints.csv").read_text(encoding="utf-8").splitlines()
    header, *lines = whole
    names = header.split(",")
    for line in ROWS.splitlines()[1:]:
        told = dict(zip(ROWS.splitlines()[0].split(","), line.split(","), strict=True))
        lines.append(",".join(told.get(name, "") for name in (*names, "region")))
    body = [f"{line}," for line in whole[1:]] + lines[len(whole) - 1 :]
    (tmp_path / "complaints.csv").write_text("\n".join([f"{header},region", *body]) + "\n", encoding="utf-8")
    with (tmp_path / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("regions,A newspaper,A table by department,relay\n")
    return open_desk(tmp_path)


def drawn(desk: Desk) -> Regional:
    found = desk.answer(decode("sector=parcels&country=FR&tab=over_time")[0]).regional
    assert found is not None and found.sources == ("regions",)
    return found


def test_the_map_says_who_checked_its_own_figures(desk: Desk) -> None:
    records = behind_map(desk, drawn(desk))
    assert {record.id for record in records} == {"r1", "r2"}
    before = standings(records, desk.sources)
    assert [say(one, "en") for one in mark(before)] == ["Not checked at the source."]
    check = Check("k", "regions", "A. B.", date(2026, 11, 22), figures(records))
    assert remaining(standings(records, desk.sources, [check])) == ()
    half = Check("k", "regions", "A. B.", date(2026, 11, 22), figures(records[:1]))
    assert remaining(standings(records, desk.sources, [half])) == ("regions",)
