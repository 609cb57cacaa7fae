"""No two modules of the package need each other, not even by an import inside a function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grimp import build_graph

ROOT = "barometer"


def imported() -> dict[str, set[str]]:
    """Module -> the modules of the package that it imports, anywhere in its text."""
    graph = build_graph(ROOT, cache_dir=None)
    # every module is inside the package itself, whose door imports some of them
    return {name: graph.find_modules_directly_imported_by(name) - {ROOT} for name in graph.modules - {ROOT}}


def circle(needs: Mapping[str, set[str]]) -> list[str]:
    """Some modules in a circle, the first one again at the end; none where there is no circle."""
    done: set[str] = set()
    for start in sorted(needs):
        if start in done:
            continue
        way: list[str] = [start]
        open_: list[Iterator[str]] = [iter(sorted(needs[start]))]
        while open_:
            following = next(open_[-1], None)
            if following is None:
                done.add(way.pop())
                open_.pop()
            elif following in way:
                return [*way[way.index(following) :], following]
            elif following in needs and following not in done:
                way.append(following)
                open_.append(iter(sorted(needs[following])))
    return []


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_there_is_no_circle() -> None:
    needs = imported()
    assert len(needs) > 200
    assert circle(needs) == []
