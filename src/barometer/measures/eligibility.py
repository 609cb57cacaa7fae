"""Who may be compared with whom, on which data (F1), and the codes of those who may not (F24)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from barometer.measures.settled import Ends, Figures
from barometer.model import Code, Mode, Stratum

FEWEST = 4
FEWEST_FLAGGED = 6
FEWEST_IN_FUNNEL = 10
_LARGEST_CLAIM = 0.99
_ROUND_OFF = 1e-12

_MISMATCHES = (Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF)


@dataclass(frozen=True, slots=True)
class Membership:
    """F1 of a stratum; the numbers in the tuples are places in the list of observations.

    basis     the data that ranks and rates rest on: the mode's, or in mode raw whichever more have
    codes     for each observation its own codes, those of the stratum and of E not yet among them
    eligible  those with a G, in mode exposure or rates (k of them); in mode raw those who would be
    ranked    those with a claim and a rate in the data of ``basis`` (k_rank of them)
    """

    mode: Mode
    basis: Mode
    codes: tuple[tuple[Code, ...], ...]
    eligible: tuple[int, ...]
    ranked: tuple[int, ...]


def membership(figures: Sequence[Figures], stratum: Stratum) -> Membership:
    """F1: the mode of the stratum, and who is eligible and ranked in it."""
    eligible = {b: _places(figures, b, _eligible, stratum.gives_ratio) for b in (Mode.EXPOSURE, Mode.RATES)}
    ranked = {b: _places(figures, b, _ranked, stratum.is_share) for b in (Mode.EXPOSURE, Mode.RATES)}
    mode = _first_with_enough(eligible)
    basis = mode if mode is not Mode.RAW else _basis_of_raw(figures, ranked)
    if not stratum.gives_ratio:
        mode = basis if len(ranked[basis]) >= FEWEST else Mode.RAW
    return Membership(
        mode=mode,
        basis=basis,
        codes=tuple(_codes(f, basis, stratum.is_share) for f in figures),
        eligible=tuple(eligible[basis]) if stratum.gives_ratio else (),
        ranked=tuple(ranked[basis]),
    )


def _first_with_enough(places: dict[Mode, list[int]]) -> Mode:
    return next((b for b in (Mode.EXPOSURE, Mode.RATES) if len(places[b]) >= FEWEST), Mode.RAW)


def _basis_of_raw(figures: Sequence[Figures], ranked: dict[Mode, list[int]]) -> Mode:
    """The data that more companies can be ranked on; where none can, the data that more have."""
    basis = _first_with_enough(ranked)
    if basis is not Mode.RAW:
        return basis
    size = {b: (len(ranked[b]), sum(has_data(f, b) for f in figures)) for b in (Mode.EXPOSURE, Mode.RATES)}
    return Mode.RATES if size[Mode.RATES] > size[Mode.EXPOSURE] else Mode.EXPOSURE


Test = Callable[[Figures, Mode, bool], bool]


def _places(figures: Sequence[Figures], basis: Mode, test: Test, share: bool) -> list[int]:
    return [i for i, one in enumerate(figures) if test(one, basis, share)]


def has_data(figures: Figures, basis: Mode) -> bool:
    """Complaints in the form that the data of ``basis`` need; the two are never mixed."""
    return figures.has_exposure_data if basis is Mode.EXPOSURE else figures.rate is not None


def _ranked(figures: Figures, basis: Mode, share: bool) -> bool:
    return figures.claim is not None and has_data(figures, basis) and not mismatches(figures)


def _eligible(figures: Figures, basis: Mode, share: bool) -> bool:
    unfit = not share or near_certain(figures) or figures.observation.mixed_metric
    return not unfit and _ranked(figures, basis, share)


def near_certain(figures: Figures) -> bool:
    """A claim that is, or at the upper end of its range may be, 99% or more."""
    return figures.claim is not None and figures.claim.high >= _LARGEST_CLAIM - _ROUND_OFF


def mismatches(figures: Figures) -> tuple[Code, ...]:
    """The three codes that bar a company from ranks as well as from G."""
    seen = figures.observation
    met = figures.count is not None or figures.rate is not None
    half = seen.claim is not None and (seen.coverage < 0.5 if seen.coverage is not None else met)
    given = (seen.population_mismatch, seen.level_mismatch, half)
    return tuple(code for code, holds in zip(_MISMATCHES, given, strict=True) if holds)


def _codes(figures: Figures, basis: Mode, share: bool) -> tuple[Code, ...]:
    """A company's own codes in the order of F24."""
    holds = {
        Code.MISSING_CLAIM: figures.claim is None,
        Code.MISSING_COMPLAINTS: _lacks_complaints(figures, basis),
        Code.MISSING_EXPOSURE: _lacks_exposure(figures, basis),
        Code.CLAIM_99: share and near_certain(figures),
        Code.MIXED_METRIC: figures.observation.mixed_metric,
    }
    return tuple(code for code, true in holds.items() if true) + mismatches(figures)


def _lacks_complaints(figures: Figures, basis: Mode) -> bool:
    if figures.count is None and figures.rate is None:
        return True
    return basis is Mode.RATES and figures.rate is None and figures.exposure is not None


def _lacks_exposure(figures: Figures, basis: Mode) -> bool:
    if figures.exposure is not None:
        return False
    return basis is Mode.EXPOSURE or (figures.rate is None and figures.count is not None)


def used(figures: Figures, basis: Mode) -> tuple[Ends, ...]:
    """The figures of a company that a comparison on ``basis`` rests on."""
    if basis is Mode.RATES:
        parts: tuple[Ends | None, ...] = (figures.claim, figures.rate)
    else:
        parts = (figures.claim, figures.count or figures.rate, figures.exposure)
    return tuple(part for part in parts if part is not None)


def unsettled(figures: Sequence[Figures], basis: Mode) -> tuple[Ends, ...]:
    """The figures among them that are ranges, or on which sources disagree (F12)."""
    return tuple(ends for one in figures for ends in used(one, basis) if ends.unsettled)
