"""Barometer: published satisfaction claims beside the complaints about them.

>>> import barometer
>>> table = barometer.open().gap("sector=telecoms_broadband&country=GB&time=2018-01..2018-03")
>>> print(table[["name", "claim_value", "rate", "ratio"]].round(2).to_string(index=False))
        name  claim_value  rate  ratio
     Plusnet         86.0  20.0   1.81
          BT         79.0  23.0   1.34
    TalkTalk         72.0  29.0   1.28
Virgin Media         83.0  12.0   0.79
          EE         79.0  13.0   0.67
         Sky         83.0   5.0   0.31
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from barometer.api import Barometer


def open(folder: str | Path | None = None, lang: str = "en") -> Barometer:  # noqa: A001
    """The figures in ``folder`` (a Data Package), or the default ones; sentences in ``lang``.

    Loads the engine and pandas only now, so that ``import barometer`` stays light.
    PackageError if the folder can't be read.
    """
    from barometer.api import Barometer

    return Barometer(folder, lang)
