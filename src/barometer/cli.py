"""The command line: ``barometer gap``, ``data``, ``import``, and the other questions.

Exit 0 with an answer, 2 with a sentence on standard error for a question that can't be answered,
3 where an import needs a choice. pandas and the statistics load only where a command needs them.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer.messages import LANGUAGES, say
from barometer.model import Message

if TYPE_CHECKING:
    from barometer.answer import Answer
    from barometer.desk import Desk

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["import"]:
        return _import(given[1:])
    chosen = _parser().parse_args(given)
    command: Command = chosen.command
    try:
        return command(chosen)
    except BrokenPipeError:
        return 0


def _import(given: Sequence[str]) -> int:
    """Reads a file and keeps it in the command line's own workspace; with --dry-run nothing is opened."""
    from barometer.ingest import spawned

    if any(Path(word).is_file() for word in given):
        spawned.ahead()
    from barometer.ingest.command import main as run_import
    from barometer.store.command_line import Filing
    from barometer.store.refused import StoreRefusal

    def data() -> Path:
        from barometer.store.package import DATA

        return DATA

    filing = Filing(data)
    try:
        return run_import(given, filing.keep, filing.receiving, filing.home, filing.register)
    except StoreRefusal as refused:
        _complain(say(refused.message, "fr" if "fr" in given else "en"))
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="barometer",
        description="Published satisfaction figures beside the complaints about the same companies.",
        epilog="Every command takes --lang fr|en. Try: barometer gap --view "
        "'sector=telecoms_broadband&country=GB&time=2018-01..2018-03' --json",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _gap_parser(commands)
    _question_parsers(commands)
    data = commands.add_parser("data", help="check the figures, or list what they allow")
    parts = data.add_subparsers(title="what", required=True, metavar="WHAT")
    check = parts.add_parser("check", help="name every mistake in a Data Package: file, line, column, value")
    check.set_defaults(command=_check)
    coverage = parts.add_parser("coverage", help="every comparison: companies, measures, intervals, refusals")
    coverage.set_defaults(command=_coverage)
    for one in (check, coverage):
        _common(one)
        one.add_argument("--json", action="store_true", help="as JSON")
    commands.add_parser("import", help="read a newsroom file: barometer import --help", add_help=False)
    recipes = commands.add_parser("recipes", help="list the publishers' files that are recognised")
    recipes.add_argument("--lang", choices=LANGUAGES, default="en")
    recipes.set_defaults(command=_recipes)
    return parser


def _gap_parser(commands: Any) -> None:
    gap = commands.add_parser("gap", help="one comparison: the same rows as the page")
    _common(gap)
    gap.add_argument("--view", default="", help="the view, as in the address bar: sector=…&country=…&time=…")
    shape = gap.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_const", const="json", dest="shape", help="rows as JSON")
    shape.add_argument("--csv", action="store_const", const="csv", dest="shape", help="rows as CSV")
    shape.add_argument(
        "--sql", action="store_const", const="sql", dest="shape", help="the query and its values"
    )
    gap.set_defaults(command=_gap, shape="text")


def _question_parsers(commands: Any) -> None:
    """The questions beside the gap; each prints an answer (exit 0) or its refusal (exit 2)."""
    helps = {
        "say-do": "do those who talk most about service do least?",
        "compare": "public against private, one country or region against another",
        "replies": "how many are answered in time, and after how long",
        "iceberg": "customers who did not say they were satisfied, for one complaint",
    }
    for name, said in helps.items():
        one = commands.add_parser(name, help=said)
        _common(one)
        one.add_argument("--view", default="", help="a sector and a country; iceberg takes any view")
        one.add_argument("--json", action="store_true", help="as JSON")
        one.set_defaults(command=_ask, question=name)
        if name == "compare":
            one.add_argument("--by", choices=("ownership", "country", "region"), default="ownership")
        elif name == "replies":
            one.add_argument("--deadline", type=int, default=60, help="days to answer in")
        elif name == "iceberg":
            one.add_argument("--factor", type=float, help="assumed customers with cause for each complaint")


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the sentences")
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="a Data Package instead of the default figures"
    )


def _open(chosen: argparse.Namespace) -> Desk | None:
    from barometer.desk import open_desk
    from barometer.store.problem import PackageError

    try:
        return open_desk(chosen.data)
    except PackageError as error:
        for problem in error.problems[:20]:
            _complain(say(problem.sentence, chosen.lang))
        return None


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


def _gap(chosen: argparse.Namespace) -> int:
    from barometer.desk.filters import unheeded
    from barometer.desk.mapped import no_map
    from barometer.measures.settled import ImpossibleNumber
    from barometer.view import decode

    desk = _open(chosen)
    if desk is None:
        return 2
    view, notices = decode(chosen.view)
    if notices := (*notices, *unheeded(view)):
        for notice in notices:
            _complain(say(notice, chosen.lang))
        return 2
    try:
        answer = desk.answer(desk.opening(view))
    except ImpossibleNumber as error:
        told = {"company": desk.names.get(error.company, error.company), "field": error.field}
        _complain(say("notice.impossible", chosen.lang, value=str(error.value), **told))
        return 2
    absent = [*answer.notices, *no_map(view, answer)]
    if answer.gap is None or any(n.id.startswith(("notice.", "map.")) for n in absent):
        for notice in (*absent, *((answer.empty,) if answer.empty else ())):
            _complain(say(notice, chosen.lang))
        return 2
    if answer.view.tab == "over_time" and chosen.shape != "sql":
        return _over_time(desk, answer, chosen)
    _print(answer, chosen)
    return 0


def _over_time(desk: Desk, answer: Answer, chosen: argparse.Namespace) -> int:
    """What the view draws in place of the chart of now: all periods, or the map of its regions."""
    from barometer.desk.taken import Taker, order
    from barometer.export.forms import told
    from barometer.figures.template import Theme

    wanted = order(desk, answer, answer.view, Taker(chosen.lang, partial(say, lang=chosen.lang)), Theme.LIGHT)
    if wanted.drawn is None:
        _complain(say("over_time.nothing", chosen.lang))
        return 2
    if chosen.shape == "json":
        print(json.dumps(told(wanted), ensure_ascii=False, indent=1))
    elif chosen.shape == "csv":
        _print_csv(wanted.drawn.points(wanted.voice))
    else:
        print(wanted.drawn.figure(wanted.look).layout.meta["alt"])
    return 0


def _ask(chosen: argparse.Namespace) -> int:
    from barometer.desk.questions import UnansweredError, ask
    from barometer.view import FACTORS, decode

    desk = _open(chosen)
    if desk is None:
        return 2
    view, notices = decode(chosen.view)
    speak = partial(say, lang=chosen.lang)
    more = {name: getattr(chosen, name, None) for name in ("by", "deadline", "factor")}
    if more["factor"] is not None and not FACTORS[0] <= more["factor"] <= FACTORS[1]:
        notices = (*notices, Message("questions.factor"))
    if more["deadline"] is not None and more["deadline"] < 1:
        notices = (*notices, Message("questions.deadline"))
    try:
        if notices:
            raise UnansweredError(notices)
        told = ask(desk, speak, chosen.question, view, **more)
    except UnansweredError as error:
        for sentence in error.sentences:
            _complain(speak(sentence))
        return 2
    refused = told["answer"] is None
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    for line in told["sentences"] if refused or not chosen.json else ():
        print(line, file=sys.stderr if refused else sys.stdout)
    return 2 if refused else 0


def _print(answer: Answer, chosen: argparse.Namespace) -> None:
    from barometer.engine import written
    from barometer.export.payload import payload

    told = payload(answer, partial(say, lang=chosen.lang))
    if chosen.shape == "json":
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif chosen.shape == "csv":
        _print_csv(told["rows"])
    elif chosen.shape == "sql":
        for query in answer.queries:
            print(f"-- {query.name}\n{written(query)}")
    else:
        _print_text(told, chosen.lang)


def _print_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    from barometer.export.payload import flat
    from barometer.export.table import safe

    lines = [{name: safe(value) for name, value in flat(row).items()} for row in rows]
    out = csv.DictWriter(sys.stdout, fieldnames=list(lines[0]) if lines else ["company"])
    out.writeheader()
    out.writerows(lines)


def _print_text(told: dict[str, Any], lang: str) -> None:
    print(told["sentence"])
    for tie in told["same_score"]:
        print(tie["sentence"])
    for row in told["rows"]:
        print("\n".join(f"  {line}" for line in row["sentences"]))
    for one in told["left_out"]:
        print("  " + say("ui.left_out_line", lang, name=one["name"], reason=one["reason"]))


def _check(chosen: argparse.Namespace) -> int:
    from barometer.store.check import check_folder
    from barometer.store.package import DATA, read

    problems = check_folder(chosen.data or DATA)
    for problem in problems:
        _complain(say(problem.sentence, chosen.lang))
    if not problems:
        package = read(chosen.data or DATA)
        counts = {"rows": sum(t.num_rows for t in package.tables.values()), "tables": len(package.tables)}
        print(say("cli.check_ok", chosen.lang, **counts))
    return 2 if problems else 0


def _coverage(chosen: argparse.Namespace) -> int:
    from barometer.desk.coverage import lines

    desk = _open(chosen)
    if desk is None:
        return 2
    for line in lines(desk, partial(say, lang=chosen.lang), chosen.json):
        print(line)
    return 0


def _recipes(chosen: argparse.Namespace) -> int:
    from barometer.ingest.recipes import recipes

    for recipe in recipes():
        print(f"{recipe.name:28} {recipe.kind:11} {recipe.title(chosen.lang)}")
    return 0
