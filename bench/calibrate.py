"""python -m bench.calibrate: how often the intervals hold and honest companies are flagged, by simulation.

Every company of a made sector is honest: its published share is the true one, rounded to the point.
Its customers who did not say they were satisfied turn to the regulator at a rate that varies between
companies with a log-SD of sigma. What the measures then say is held against what was put in.
Writes bench/CALIBRATION.md.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from barometer.measures.gap import compute
from barometer.model import Asserter, Estimate, Gap, Observation, Period, Quantity, Stratum

RESULTS = Path(__file__).parent / "CALIBRATION.md"
PERIOD = Period(date(2024, 1, 1), date(2024, 3, 31))
STRATUM = Stratum(
    sector="made", country="FR", channel="made", window="quarter", definition="", metric="share_satisfied",
    threshold="", scale="", instrument="made", subject="", asserted_by=Asserter.REGULATOR, wave="",
    period=PERIOD, per="customers", per_n=100_000,
)  # fmt: skip
SIGMAS = (0.0, 0.2, 0.4)
SIZES = (6, 8, 12, 20)
_SEED = 20240331
HEAD = """# Calibration

Written by `make calibrate`: {runs} made sectors a line, every company honest. sigma is the log-SD of how
readily customers turn to the regulator.

- Holds the truth: how often the 95% sampling interval of '× expected' holds the ratio that was put in.
- Excludes 1: how often it sets an honest company apart. That interval alone accuses nobody.
- Sectors with a flag: how often a sector of honest companies has one called exceptional.
- Gap of 3 found: how often a company whose customers complain three times as often is called exceptional.
  Not flagged is not cleared.

| companies | sigma | holds the truth | excludes 1 | sectors with a flag | gap of 3 found |
|---|---|---|---|---|---|"""


@dataclass
class Tally:
    """Counts over simulated sectors."""

    sectors: int = 0
    companies: int = 0
    intervals: int = 0
    held: int = 0
    excludes_one: int = 0
    sectors_flagged: int = 0
    gap_flagged: int = 0


def sector(
    rng: np.random.Generator, k: int, sigma: float, gap: float = 1.0
) -> tuple[list[Observation], list[float]]:
    """k companies and the rate, over the common one, at which each one's customers complain.

    gap: the first company's customers complain this many times as often.
    """
    customers = np.exp(rng.normal(math.log(400_000), 0.8, k)).round()
    satisfied = rng.uniform(0.70, 0.95, k)
    escalation = np.exp(rng.normal(0.0, sigma, k)) if sigma else np.ones(k)
    escalation[0] *= gap
    complaints = rng.poisson(0.001 * escalation * customers * (1 - satisfied))
    found = [
        Observation(
            company=f"c{i}", name=f"c{i}", rate=None, per_n=100_000,
            claim=Quantity(round(float(satisfied[i]), 2), unit="percent", rounding=0.01),
            y=Quantity(float(complaints[i]), unit="complaints"),
            exposure=Quantity(float(customers[i]), unit="customers"),
        )
        for i in range(k)
    ]  # fmt: skip
    weight = customers * (1 - satisfied)
    others = (escalation @ weight - escalation * weight) / (weight.sum() - weight)
    return found, [float(own / rest) for own, rest in zip(escalation, others, strict=True)]


def count(tally: Tally, gap: Gap, truth: list[float], planted: bool) -> None:
    """Adds what one simulated sector shows."""
    tally.sectors += 1
    honest = gap.rows[1:] if planted else gap.rows
    tally.sectors_flagged += any(row.flag for row in honest)
    tally.gap_flagged += planted and gap.rows[0].flag == "high"
    for row, true in zip(gap.rows, truth, strict=True):
        tally.companies += 1
        ratio = row.ratio
        if isinstance(ratio, Estimate) and ratio.low is not None and ratio.high is not None:
            tally.intervals += 1
            tally.held += ratio.low <= true <= ratio.high
            tally.excludes_one += not ratio.low <= 1 <= ratio.high


def simulate(runs: int, k: int, sigma: float, gap: float = 1.0) -> Tally:
    """``runs`` sectors of k companies; the same numbers whenever it is run."""
    rng = np.random.default_rng([_SEED, k, int(sigma * 100), int(gap * 100)])
    tally = Tally()
    for _ in range(runs):
        observations, truth = sector(rng, k, sigma, gap)
        count(tally, compute(observations, STRATUM), truth, gap != 1.0)
    return tally


def page(runs: int) -> str:
    """The whole table."""
    lines = [HEAD.format(runs=runs)]
    for k in SIZES:
        for sigma in SIGMAS:
            honest, planted = simulate(runs, k, sigma), simulate(runs, k, sigma, 3.0)
            lines.append(
                f"| {k} | {sigma} | {share(honest.held, honest.intervals)} "
                f"| {share(honest.excludes_one, honest.intervals)} "
                f"| {share(honest.sectors_flagged, honest.sectors)} "
                f"| {share(planted.gap_flagged, planted.sectors)} |"
            )
    return "\n".join(lines) + "\n"


def share(part: int, whole: int) -> str:
    """A percentage, with the standard error that the number of runs leaves."""
    if not whole:
        return "none"
    p = part / whole
    return f"{p:.1%} ± {math.sqrt(p * (1 - p) / whole):.1%}"


def main() -> None:
    """Runs it, prints it, writes it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate")
    parser.add_argument("--runs", type=int, default=1000, help="sectors a line")
    text = page(parser.parse_args().runs)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
