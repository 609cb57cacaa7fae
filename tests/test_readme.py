"""What the README and the pages of docs/ show is what the program takes and says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from barometer.cli import main
from barometer.export.forms import FORMS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "docs" / "example"
FILES = re.findall(r"`(\w+\.csv)`\n```csv\n(.*?)```", README, re.DOTALL)


def test_the_example_has_all_its_files() -> None:
    assert {name for name, _ in FILES} == {path.name for path in EXAMPLE.glob("*.csv")}


@pytest.mark.parametrize(("name", "text"), FILES, ids=[name for name, _ in FILES])
def test_the_example_is_the_folder_that_it_names(name: str, text: str) -> None:
    assert (EXAMPLE / name).read_text(encoding="utf-8") == text


def test_the_seven_files_alone_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in FILES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["data", "check", "--data", str(tmp_path)]) == 0
    view = "sector=parcels&country=FR&time=2024-01..2024-03"
    assert main(["gap", "--data", str(tmp_path), "--view", view]) == 0
    said = " ".join(capsys.readouterr().out.split())
    told = re.search(r"Alpha: 92% satisfied.*?1\.11 to 2\.16\.", README, re.DOTALL)
    assert told is not None
    assert "Alpha: 92% satisfied according to Made for this example; 12 complaints" in said
    for number in ("about 7.7", "1.6 times", "1.11-2.16"):
        assert number in said
        assert number.replace("-", " to ") in " ".join(told[0].split())


def test_every_column_of_the_example_is_explained() -> None:
    columns = {column for _, text in FILES for column in text.split("\n")[0].split(",")}
    explained = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", README, re.MULTILINE))))
    assert columns - explained - {"name", "title"} == set()


def test_the_page_of_columns_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "describe.py"), "--check"], check=False)
    assert done.returncode == 0


def test_the_picture_is_there() -> None:
    (picture,) = re.findall(r"!\[.*?\]\((.*?)\)", README)
    data = (ROOT / picture).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 1_000_000


def test_links_to_files_lead_somewhere() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    for page in (*pages, *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!http)(.*?)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link.partition("#")[0]).exists(), f"{page}: {link}"


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|^)make ([a-z-]+)", texts, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_form_that_is_named_exists() -> None:
    section = README.split("## The same port")[1].split("\n## ")[0]
    named = set(re.findall(r"`(\w{2,5})`", section))
    assert named == set(FORMS)
