"""The one way into the store for an import, whichever way it was read; and for a figure that is typed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from barometer.ingest.child import Request, import_file
from barometer.ingest.companies import Crosswalk, Register
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import ImportResult
from barometer.model import Company
from barometer.store.datasets import Store
from barometer.store.landing import Context, likely_place
from barometer.store.package import Package
from barometer.store.receipt import deposit, of_staged


def keep(
    store: Store,
    workspace: str,
    result: ImportResult,
    original: Path | bytes,
    context: Context | None = None,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    register: Register | None = None,
    crosswalk: Crosswalk | None = None,
) -> str:
    """Keep an accepted import for a workspace; the dataset's id.

    context, columns, answers, register and crosswalk are those of the import. StoreRefusal as ``save``.
    """
    if not result.recipe:
        said = context or Context(title=result.name)
        return store.save(deposit(result, original, said, columns, answers), workspace)
    with store.receiving() as staging:

        def by_recipe(request: Request) -> Request:
            return replace(request, recipe=result.recipe, home=store.home, staging=staging)

        again = import_file(
            original, result.name, result.kind, crosswalk=crosswalk, recipe=by_recipe, register=register
        )
        return store.save(of_staged(again, original, store.home), workspace)


def typed(
    values: Mapping[str, str],
    kind: str = "claims",
    register: Register | None = None,
    today: dt.date | None = None,
    answers: Mapping[str, str] | None = None,
    crosswalk: Crosswalk | None = None,
) -> tuple[ImportResult, bytes]:
    """A figure typed by hand, read exactly as a file of one row would be; and the bytes of that file.

    values  field of ``ingest/fields.toml`` -> what was typed; empty ones are left out
    """
    given = {name: text.strip() for name, text in values.items() if text.strip()}
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([list(given), list(given.values())])
    data = file.getvalue().encode()
    columns = {name: name for name in given}
    result = import_bytes(data, "typed", kind, columns, answers, crosswalk, register, today)
    return result, data


def register_of(package: Package) -> Register:
    """The companies of a package by identifier, alias and name, to resolve a file's names against."""
    columns = ("id", "name", "kind", "country", "parent", "siren", "lei")
    companies = [
        Company(**{name: row[name] or "" for name in columns} | {"kind": row["kind"] or "company"})
        for row in package.tables["companies"].select(columns).to_pylist()
    ]
    aliases = package.tables["aliases"].select(["company", "alias"]).to_pylist()
    return Register.of(companies, [(row["company"], row["alias"]) for row in aliases])


def context_of(result: ImportResult, package: Package, said: Context | None = None) -> Context:
    """What is true of a whole file: what its user says, else the one sector and country of its companies."""
    context = said or Context(title=result.name)
    if context.sector and context.country:
        return context
    matched = [company.match for company in result.companies if company.match]
    sector, country = likely_place(matched, package)
    return replace(context, sector=context.sector or sector, country=context.country or country)


def own_workspace(store: Store) -> str:
    """The workspace of whoever works on the command line of this machine; its key lies beside the store."""
    path = store.home / "command-line.key"
    if path.exists() and store.knows(key := path.read_text(encoding="ascii").strip()):
        return key
    key = store.new_workspace()
    path.touch(mode=0o600)
    path.write_text(key, encoding="ascii")
    return key
