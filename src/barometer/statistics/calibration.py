"""Honest companies, simulated: how often does the method accuse one? (METHOD, 'Uncertainty')

Each stratum: k companies of unequal size whose published shares are true but rounded to the point
and sampled; each company's customers turn to the channel at a rate of their own, log-normal or
heavy-tailed around a common one. ``python -m barometer.statistics.calibration`` prints the table.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import reduce

import numpy as np

from barometer.statistics import ratio as m1
from barometer.statistics.counts import Z998, Floats, garwood
from barometer.statistics.funnel import funnel_limits, overdispersion
from barometer.statistics.prediction import flags, log_rate, predict

SEED = 20180331
SIZES = (6, 9, 15, 30)
SPREADS = (("normal", 0.0), ("normal", 0.2), ("normal", 0.4), ("t4", 0.4))
STRATA = 4_000
GAP = 3.0
_BATCH = 500
_LEAST_EXPECTED = 5.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the table; shares of strata, or of companies where said.

    tail, sd      the shape and the SD of the log of the companies' own escalation
    flagged       strata in which at least one honest company is flagged (F10)
    coverage      companies whose F5 interval holds their true ratio
    excludes_1    honest companies whose F5 interval excludes 1
    funnel        strata in which an honest company lies beyond F13's 99.8% limits
    poisson       the same beyond 99.8% limits by chance alone
    power         strata in which a company with ``GAP`` times the complaints is flagged high
    strata        strata simulated in which every company is measured (E of 5 or more)
    """

    tail: str
    sd: float
    k: int
    flagged: float
    coverage: float
    excludes_1: float
    funnel: float
    poisson: float
    power: float
    strata: int


@dataclass(frozen=True, slots=True)
class _Made:
    """Strata (first axis) of companies (last axis): what is published, and the truth."""

    y: Floats
    size: Floats
    d: Floats
    variance_d: Floats
    truth: Floats


def simulate(tail: str, sd: float, k: int, strata: int = STRATA, seed: int = SEED) -> Cell:
    """One cell of the table: ``strata`` honest strata of k companies, and as many with one that has
    ``GAP`` times the complaints. Deterministic for a seed.
    """
    random = np.random.default_rng([seed, k, int(sd * 1000), tail == "t4"])
    batches = [min(_BATCH, strata - done) for done in range(0, strata, _BATCH)]
    honest = reduce(np.add, (_honest(_make(random, tail, sd, k, size, 1.0)) for size in batches))
    found = reduce(np.add, (_power(_make(random, tail, sd, k, size, GAP)) for size in batches))
    n = honest[0]
    return Cell(
        tail=tail,
        sd=sd,
        k=k,
        flagged=float(honest[1] / n),
        coverage=float(honest[2] / (n * k)),
        excludes_1=float(honest[3] / (n * k)),
        funnel=float(honest[4] / n),
        poisson=float(honest[5] / n),
        power=float(found[1] / found[0]),
        strata=int(n),
    )


def _make(random: np.random.Generator, tail: str, sd: float, k: int, strata: int, gap: float) -> _Made:
    shape = (strata, k)
    true_d = random.uniform(0.08, 0.35, shape)
    size = np.exp(random.normal(np.log(400_000), 0.7, shape))
    common = np.exp(random.normal(np.log(1.2e-3), 0.3, (strata, 1)))
    noise = random.standard_t(4, shape) / np.sqrt(2) if tail == "t4" else random.normal(0, 1, shape)
    escalation = common * np.exp(sd * noise)
    escalation[:, 0] *= gap
    rate = size * true_d * escalation
    asked = 1_000
    published = np.round(random.binomial(asked, 1 - true_d) / asked, 2)
    d = 1 - published
    n, rounding = np.full(shape, float(asked)), np.full(shape, 0.01)
    truth = rate / (true_d * size * m1.others(rate) / m1.others(size * true_d))
    return _Made(random.poisson(rate).astype(np.float64), size, d, m1.log_variance_d(d, rounding, n), truth)


def _measured(made: _Made) -> tuple[_Made, m1.StandardisedRatio]:
    """The strata in which every company has at least five expected complaints."""
    found = m1.standardised_ratio(made.y, made.size, made.d, made.variance_d, np.zeros_like(made.y))
    keep = (found.expected >= _LEAST_EXPECTED).all(axis=-1)
    parts = (getattr(made, name)[keep] for name in _Made.__slots__)
    chosen = (getattr(found, name)[keep] for name in m1.StandardisedRatio.__slots__)
    return _Made(*parts), m1.StandardisedRatio(*chosen)


def _flags(made: _Made, found: m1.StandardisedRatio) -> np.ndarray:
    s2 = 1 / (made.y + 0.5) + made.variance_d
    return flags(predict(log_rate(made.y, made.size, made.d), s2), made.y, found.ratio)


def _honest(made: _Made) -> Floats:
    """Counts: strata, with a flag; companies covered, excluding 1; strata beyond either funnel."""
    made, found = _measured(made)
    covered = (found.low <= made.truth) & (made.truth <= found.high)
    excludes = (found.low > 1) | (found.high < 1)
    beyond = np.array([_beyond_funnel(y, e) for y, e in zip(made.y, found.expected, strict=True)])
    low, high = garwood(found.expected, 0.998)
    by_chance = ((made.y < low) | (made.y > high)).any(axis=-1)
    flagged = (_flags(made, found) != 0).any(axis=-1)
    counts = (len(made.y), flagged.sum(), covered.sum(), excludes.sum(), beyond.sum(), by_chance.sum())
    return np.array(counts, dtype=np.float64)


def _beyond_funnel(y: Floats, expected: Floats) -> bool:
    low, high = funnel_limits(expected, overdispersion(y, expected).tau2, Z998)
    return bool(((y / expected < low) | (y / expected > high)).any())


def _power(made: _Made) -> Floats:
    made, found = _measured(made)
    return np.array((len(made.y), (_flags(made, found)[:, 0] == 1).sum()), dtype=np.float64)


def table(strata: int = STRATA, seed: int = SEED) -> Iterator[Cell]:
    """Every cell of the table, in its order."""
    for tail, sd in SPREADS:
        for k in SIZES:
            yield simulate(tail, sd, k, strata, seed)


def as_toml(cells: list[Cell], seed: int = SEED) -> str:
    """The table as ``measures/calibration.toml`` keeps it for the method page."""
    lines = [
        "# Written by python -m barometer.statistics.calibration: honest companies, simulated.",
        f"seed = {seed}",
        f"gap = {GAP}",
    ]
    for cell in cells:
        lines += ["", "[[cell]]"]
        lines += [
            f'{k} = "{v}"' if isinstance(v, str) else f"{k} = {_short(v)}" for k, v in asdict(cell).items()
        ]
    return "\n".join(lines) + "\n"


def _short(value: float) -> str:
    return str(value) if isinstance(value, int) else str(round(value, 4))


def main(arguments: list[str]) -> None:
    """Print the table; with ``--toml`` in the form that the package keeps."""
    strata = next((int(a) for a in arguments if a.isdigit()), STRATA)
    if "--toml" in arguments:
        sys.stdout.write(as_toml(list(table(strata))))
        return
    columns = ("flagged", "coverage", "excludes_1", "funnel", "poisson", "power")
    sys.stdout.write(
        f"{'tail':8}{'sd':>5}{'k':>4}" + "".join(f"{c:>12}" for c in columns) + f"{'strata':>8}\n"
    )
    for cell in table(strata):
        numbers = "".join(f"{100 * getattr(cell, c):11.1f}%" for c in columns)
        sys.stdout.write(f"{cell.tail:8}{cell.sd:5.1f}{cell.k:4d}{numbers}{cell.strata:8d}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
