"""Suggestions of known companies: the same as comparing every name with every other, without doing so."""

from __future__ import annotations

import random
import time

from rapidfuzz import fuzz

from barometer.ingest.alike import Alike, within

WORDS = [
    "banque",
    "armor",
    "reseau",
    "opale",
    "energie",
    "plus",
    "mutuelle",
    "ocean",
    "fibre",
    "nord",
    "gaz",
    "eau",
]


def keys(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return list(dict.fromkeys(" ".join(draw.sample(WORDS, draw.randint(1, 3))) for _ in range(count)))


def spoilt(name: str, draw: random.Random) -> str:
    letters = list(name)
    for _ in range(draw.randint(0, 3)):
        letters[draw.randrange(len(letters))] = draw.choice(["", "x", " ", "ee"])
    return " ".join("".join(letters).split()) or "x"


def by_force(wanted: str, owners: dict[str, str]) -> list[tuple[str, float]]:
    found: dict[str, float] = {}
    for key, company in owners.items():
        near = fuzz.ratio(wanted, key) >= 75.0 or within(set(wanted.split()), set(key.split()))
        likeness = fuzz.WRatio(wanted, key)
        if near and likeness >= 84.0:
            found[company] = max(likeness, found.get(company, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:3]


def test_the_index_finds_what_comparing_all_finds() -> None:
    owners = {key: f"c{i // 2}" for i, key in enumerate(keys(300, 1))}
    alike, draw = Alike(owners), random.Random(2)
    wanted = [spoilt(name, draw) for name in keys(400, 3)]
    told = {name: alike.to(name) for name in wanted}
    assert told == {name: by_force(name, owners) for name in wanted}
    assert sum(map(bool, told.values())) > 100


def test_words_in_common_alone_are_no_likeness() -> None:
    alike = Alike({"banque armor": "a", "banque opale": "b", "sa": "c"})
    assert [c for c, _ in alike.to("banque armor france")] == ["a"]
    assert alike.to("banque") != []
    assert alike.to("banque du nord") == []
    assert alike.to("") == []


def test_five_thousand_names_take_a_moment() -> None:
    owners = {f"{key} {i % 7}": f"c{i}" for i, key in enumerate(keys(400, 4))}
    alike, draw = Alike(owners), random.Random(5)
    wanted = [spoilt(draw.choice(list(owners)), draw) for _ in range(5_000)]
    began = time.process_time()
    for name in wanted:
        alike.to(name)
    assert time.process_time() - began < 5.0
