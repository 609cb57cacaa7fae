"""How ``barometer import`` keeps what it read: in the command line's own workspace of this machine.

Nothing is opened, and no folder made, before there is something to keep.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from barometer.ingest import limits

if TYPE_CHECKING:
    from barometer.ingest.companies import Register
    from barometer.ingest.result import ImportResult
    from barometer.store.datasets import Store
    from barometer.store.package import Package


class Filing:
    """The store, its workspace and the known companies, each opened when it is first needed.

    data  where the default figures lie
    """

    def __init__(self, data: Callable[[], Path]) -> None:
        self._data = data

    @property
    def home(self) -> Path:
        """The store's folder, whether it is there or not: recipes of the user's own may lie in it."""
        return Path(os.environ.get("BAROMETER_HOME") or "var").absolute()

    @cached_property
    def _store(self) -> Store:
        from barometer.store.datasets import Store

        return Store()

    @cached_property
    def _figures(self) -> Package:
        from barometer.store.package import read

        return read(self._data())

    @contextmanager
    def receiving(self, file: Path) -> Iterator[Path]:
        """A folder of the store for an import under way. StoreRefusal if the store can't be written."""
        with self._store.receiving() as folder:
            if file.stat().st_size >= limits.BULK_BYTES:
                self._store.pack(file, folder)
            yield folder

    def register(self) -> Register:
        """The companies of the default figures."""
        from barometer.store.keeping import register_of

        return register_of(self._figures)

    def keep(
        self,
        result: ImportResult,
        file: Path,
        columns: Mapping[str, str] | None,
        answers: Mapping[str, str] | None,
    ) -> str:
        """The id of an accepted import, kept. StoreRefusal if the disk refuses."""
        from barometer.store.keeping import context_of, keep, own_workspace

        context = context_of(result, self._figures)
        own = own_workspace(self._store)
        return keep(self._store, own, result, file, context, columns, answers, register=self.register())
