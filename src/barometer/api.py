"""The Python API: ``barometer.open()`` and what can be asked of the figures it opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer.desk import default_desk, open_desk, questions
from barometer.desk.questions import UnansweredError, asked
from barometer.export.payload import flat, payload
from barometer.messages import say
from barometer.view import View, decode

if TYPE_CHECKING:
    import pandas as pd


class Barometer:
    """The figures of one package, asked from Python; ``barometer.open()`` makes one."""

    def __init__(self, folder: str | Path | None = None, lang: str = "en") -> None:
        self.desk = open_desk(Path(folder)) if folder is not None else default_desk()
        self._say: questions.Say = partial(say, lang=lang)

    def gap(self, view: str = "") -> pd.DataFrame:
        """The rows of a comparison as the page and the exports give them, one a company.

        view  as in the address bar. UnansweredError (a ValueError) for one that can't be honoured.
        """
        import pandas as pd

        with self._speaking():
            told = payload(asked(self.desk, _view(view)), self._say)
        return pd.DataFrame([flat(row) for row in told["rows"]])

    def comparisons(self) -> pd.DataFrame:
        """Every comparison of the package: its key, how many companies, what it can say."""
        import pandas as pd

        listed = self.desk.comparisons()
        return pd.DataFrame(
            [
                {f.name: getattr(one.stratum, f.name) for f in fields(one.stratum)}
                | {"companies": one.companies, "status": one.status.value}
                for one in listed
            ]
        )

    def say_do(self, view: str = "") -> Mapping[str, Any]:
        """F21 as plain data; see ``questions.say_do``."""
        with self._speaking():
            return questions.say_do(self.desk, self._say, _view(view))

    def compare(self, by: str = "ownership", view: str = "") -> Mapping[str, Any]:
        """F20 as plain data; see ``questions.compare``."""
        with self._speaking():
            return questions.compare(self.desk, self._say, by, _view(view))

    def replies(self, deadline: int = questions.DEADLINE, view: str = "") -> Mapping[str, Any]:
        """Reply quality as plain data; see ``questions.replies``."""
        with self._speaking():
            return questions.replies(self.desk, self._say, deadline, _view(view))

    def iceberg(self, view: str = "", factor: float = 0) -> Mapping[str, Any]:
        """M4 as plain data; see ``questions.iceberg``."""
        with self._speaking():
            return questions.iceberg(self.desk, self._say, _view(view), factor)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """An error says its sentences in the reader's language."""
        try:
            yield
        except UnansweredError as error:
            said = " ".join(self._say(one) for one in error.sentences)
            raise UnansweredError(error.sentences, said) from None


def _view(text: str) -> View:
    view, notices = decode(text)
    if notices:
        raise UnansweredError(notices)
    return view
