"""What else could be defended for a comparison: lags, related brands, a second measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from barometer.engine import Engine
from barometer.measures.strata import Computed, Strata
from barometer.measures.survival import Choices, Survival, survivals
from barometer.model import Observation, Qualifier, Quantity, Row, Source

LAGS = range(1, 7)
_FEWEST = 4


def would_survive(
    computed: Computed,
    strata: Strata,
    engine: Engine,
    parents: Mapping[str, str],
    sources: Mapping[str, Source],
) -> dict[str, Survival]:
    """The strip of every company with a ratio: its G under each choice that could be defended.

    parents: company -> its group, so that brands of one group can be left out.
    sources: by id, to name the one whose figure is taken.
    """
    seen = [row.observation for row in computed.gap.rows]
    second = _second(computed, engine)
    return survivals(
        seen,
        computed.stratum,
        Choices(
            parents=parents,
            read_in={id_: one.relay or one.publisher for id_, one in sources.items()},
            lags={months: found for months in LAGS if (found := _lagged(computed, strata, months))},
            seconds={"reason_to_complain": second} if second else {},
        ),
    )


def _lagged(computed: Computed, strata: Strata, months: int) -> list[Observation]:
    found = strata.compute(computed.stratum, lag=months)
    return [row.observation for row in found.gap.rows] if found else []


def _second(computed: Computed, engine: Engine) -> list[Observation]:
    """The same companies with the share who had a reason to complain in place of complaints."""
    stratum = computed.stratum
    rows = engine.run(
        "ask/second_measure",
        sector=stratum.sector, country=stratum.country,
        **{"from": stratum.period.start, "until": stratum.period.end},
    )  # fmt: skip
    shares = {row["company"]: _share(row["value"], row["rounding"]) for row in rows}
    both = _with(computed.gap.rows, shares)
    return both if len(both) >= _FEWEST else []


def _share(value: float, rounding: float | None) -> Quantity:
    return Quantity(value, unit="complaints", rounding=rounding or 0.0, qualifier=Qualifier.ROUNDED)


def _with(rows: Sequence[Row], shares: Mapping[str, Quantity]) -> list[Observation]:
    return [
        replace(
            row.observation, y=None, rate=shares[row.observation.company], per_n=100, exposure=None,
            complaints=(), exposures=(),
        )
        for row in rows
        if row.observation.company in shares and row.observation.claim is not None
    ]  # fmt: skip
