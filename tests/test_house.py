"""The house keeps its order: layers, SQL in its files, sizes, what is declared, what is committed."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "barometer"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = [
    {name.strip(" ()") for name in re.split(r"[|:]", layer)}
    for layer in PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
]
STATEMENT = re.compile(
    r"\s*(?:select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|copy\s+.+\sto\s"
    r"|create\s+(?:or\s+replace\s+)?(?:temp\s+)?(?:table|view|macro)\s|attach\s+'|with\s+\w+\s+as\s*\()",
    re.IGNORECASE | re.DOTALL,
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def application() -> list[Path]:
    pages = sorted((ROOT / "pages").glob("*.py"))
    return [*modules(), *pages, *(p for p in [ROOT / "app.py"] if p.exists())]


def queries() -> list[Path]:
    return sorted(SOURCE.rglob("*.sql"))


def committed() -> list[Path]:
    """The files that git tracks; of an unpacked archive, every file outside hidden and made folders."""
    told = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    names = (
        told.stdout.split("\0")
        if told.returncode == 0
        else [
            str(p.relative_to(ROOT))
            for p in ROOT.rglob("*")
            if not {".venv", "var", "build", "__pycache__"} & set(p.relative_to(ROOT).parts)
        ]
    )
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node)
        for path in application()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def bare_sql(path: Path) -> str:
    """A query without its comments and quoted text."""
    text = re.sub(r"--[^\n]*|/\*.*?\*/", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"'(?:[^']|'')*'", "''", text)


# --- layers -------------------------------------------------------------------------------------


def test_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_module_stands_in_the_contracts() -> None:
    found = {p.stem for p in SOURCE.glob("*.py") if p.stem != "__init__"}
    found |= {p.parent.name for p in SOURCE.glob("*/__init__.py")}
    assert found - set().union(*LAYERS) == set()
    no_streamlit = PROJECT["tool"]["importlinter"]["contracts"][1]["source_modules"]
    assert found - {"ui"} == {name.removeprefix("barometer.") for name in no_streamlit}


def test_only_the_page_imports_streamlit() -> None:
    below = [p for p in modules() if SOURCE / "ui" not in p.parents]
    assert [str(p) for p in below if "streamlit" in imported(p)] == []


def test_only_the_top_layers_say_sentences() -> None:
    top = {"ui", "web", "cli", "api", "messages"}
    below = [p for p in modules() if p.relative_to(SOURCE).parts[0].removesuffix(".py") not in top]
    saying = [
        str(p.relative_to(ROOT))
        for p in below
        for node in ast.walk(tree(p))
        if isinstance(node, ast.ImportFrom) and node.module == "barometer.messages"
        if "say" in {alias.name for alias in node.names}
    ]
    assert saying == [], "a Message goes up; what is written in one language is handed a 'say'"


# --- SQL ----------------------------------------------------------------------------------------


def test_no_sql_in_python() -> None:
    found = []
    for path in application():
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values)
            if isinstance(text, str) and STATEMENT.match(text):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {text[:60]!r}")
    assert found == []


@pytest.mark.parametrize("path", queries(), ids=lambda p: "/".join(p.parts[-2:]))
def test_a_query_file_is_one_statement_with_named_parameters(path: Path) -> None:
    sql = bare_sql(path)
    statements = [part for part in sql.split(";") if part.strip()]
    assert len(statements) == 1
    assert not re.search(r"[{}?%]|\$\d", sql), "a query is not a template: $name only"


@pytest.mark.parametrize("path", queries(), ids=lambda p: "/".join(p.parts[-2:]))
def test_a_query_divides_by_nullif_alone(path: Path) -> None:
    divisors = re.findall(r"/\s*(\S{0,7})", bare_sql(path))
    assert [d for d in divisors if not re.match(r"nullif\(|\d", d)] == []


@pytest.mark.parametrize("path", sorted((SOURCE / "sql" / "build").glob("*.sql")), ids=lambda p: p.stem)
def test_the_build_queries_count_and_group_only(path: Path) -> None:
    sql = bare_sql(path).lower()
    assert not re.search(r"\b(avg|median|quantile\w*|mode)\s*\(|\basof\b|\bpivot\b|\bcolumns\s*\(", sql)


# --- sizes and docstrings ---------------------------------------------------------------------


def test_functions_are_short() -> None:
    long = [f"{place}: {length(node)} lines" for place, node in functions() if length(node) > 60]
    assert long == []
    assert statistics.median(length(node) for _, node in functions()) <= 12


def test_files_are_short() -> None:
    lines = {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8").count("\n") for p in modules()}
    over = {name: n for name, n in lines.items() if n > 300}
    assert len(over) <= len(lines) // 10, over
    assert all(n <= 400 for n in over.values()), over
    pages = {p.name: p.read_text(encoding="utf-8").count("\n") for p in (ROOT / "pages").glob("*.py")}
    assert all(n <= 60 for n in pages.values()), pages


def test_public_functions_say_what_they_mean() -> None:
    silent = [
        place
        for place, node in functions()
        if not node.name.startswith("_") and length(node) > 12 and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_module_named_for_nothing() -> None:
    nothing = {"utils", "util", "helpers", "misc", "common"}
    assert [str(p) for p in modules() if nothing & {p.stem, p.parent.name}] == []


# --- what is declared and what is committed -----------------------------------------------------


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~ ;\[]", line)[0].lower().replace("_", "-") for line in requirements}


def pins(path: str) -> list[str]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-e"))]


def test_requirements_are_pinned_and_name_no_index() -> None:
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8").startswith("-e .\n")
    every = pins("requirements.txt") + pins("tests/requirements.txt")
    pin = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][0-9a-z.]*( ; .+)?")
    assert [line for line in every if not pin.fullmatch(line)] == []
    declared = names(PROJECT["project"]["dependencies"])
    assert declared - names(pins("requirements.txt")) == set()
    extras = names(PROJECT["project"]["optional-dependencies"]["test"])
    assert extras - names(every) == set()


IMPORT_NAME = {"python-calamine": "python_calamine"}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    found = (
        set().union(*(imported(p) for p in application()))
        - sys.stdlib_module_names
        - {"barometer", "__future__"}
    )
    declared = {IMPORT_NAME.get(n, n) for n in names(PROJECT["project"]["dependencies"])}
    assert found - declared == set(), "imported and not in pyproject.toml"
    assert declared - found == set(), "in pyproject.toml and never imported"


def test_the_readme_gives_a_reason_for_every_dependency() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = {m.group(1) for m in re.finditer(r"^\| `([\w.-]+)`.*\|.{20,}\|$", readme, re.MULTILINE)}
    assert names(PROJECT["project"]["dependencies"]) - rows == set()


def test_nothing_of_one_machine_is_committed() -> None:
    places = "|".join(["wo" + "rk", "ro" + "ot", "fa" + "rm"])
    hosts = "|".join(
        ["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)", "deb" + r"ian\.org"]
    )
    pattern = re.compile(rf"(?<![\w.:/$-])/(?:{places})/|{hosts}")
    found = []
    for path in committed():
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_nothing_is_left_open() -> None:
    marks = re.compile(
        r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b|raise Not" + "Implemented"
    )
    files = [p for p in committed() if p.suffix in {".py", ".sql", ".toml", ".sh"}]
    found = [
        f"{p.relative_to(ROOT)}:{n}"
        for p in files
        for n, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []
