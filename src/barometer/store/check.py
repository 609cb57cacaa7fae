"""``barometer data check``: every mistake of a Data Package that a journalist could be blamed for.

Errors of reading come from ``package.load``; the rules here look at what was read. A rule takes
the rows of the package and yields Problems, each with file, line, column and value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from barometer.store import rules_figures, rules_keys
from barometer.store.package import Package, load
from barometer.store.problem import Problem, problem
from barometer.store.rows import Rows
from barometer.store.schema import tables

Rule = Callable[[Rows], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    rules_keys.references,
    rules_keys.repeated_ids,
    rules_keys.repeated_figures,
    rules_keys.identifiers,
    rules_keys.parents,
    rules_keys.aliases,
    rules_keys.overlapping_complaints,
    rules_keys.peer_groups,
    rules_figures.periods,
    rules_figures.impossible,
    rules_figures.shares,
    rules_figures.ends,
    rules_figures.absent,
    rules_figures.rates,
    rules_figures.units,
    rules_figures.denominators,
)


def check(package: Package) -> list[Problem]:
    """Every breach of a rule in a package that could be read, in the order of the files."""
    rows = Rows(package)
    found = [*_unknown_columns(package), *(breach for rule in RULES for breach in rule(rows))]
    order = [table.file for table in tables().values()]
    return sorted(found, key=lambda breach: (order.index(breach.file), breach.line, breach.column))


def check_folder(folder: Path) -> list[Problem]:
    """What can't be read in ``folder``, then every breach of a rule in the rest."""
    package, unread = load(folder)
    if any(mistake.line == 0 for mistake in unread):
        return unread
    return unread + check(package)


def _unknown_columns(package: Package) -> Iterator[Problem]:
    for name, columns in package.unknown.items():
        for column in columns:
            yield problem(tables()[name].file, 1, column, "", "column_unknown")
