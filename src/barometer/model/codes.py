"""The enumerations: ids that are stored, sent and tested for, never shown as they stand."""

from __future__ import annotations

from enum import StrEnum


class Qualifier(StrEnum):
    """How exactly a source states a figure."""

    EXACT = "exact"
    ROUNDED = "rounded"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    ESTIMATE = "estimate"


class Basis(StrEnum):
    """Where a period comes from; only fieldwork and calendar are dates that a source states."""

    FIELDWORK = "fieldwork"
    CALENDAR = "calendar"
    EDITION = "edition"
    PUBLICATION = "publication"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Asserter(StrEnum):
    """Who asserts a satisfaction figure; the app never writes 'X claims' of another's figure."""

    COMPANY = "company"
    REGULATOR = "regulator"
    THIRD_PARTY = "third_party"


class ReadAt(StrEnum):
    """Whether the figure was read on its publisher's own page or in a relay."""

    ORIGINAL = "original"
    RELAY = "relay"
    UPLOAD = "upload"


class Kind(StrEnum):
    """What an interval is made of."""

    SAMPLING = "sampling"
    ROUNDING = "rounding"
    RANGE = "range"
    NONE = "none"


class Code(StrEnum):
    """Why a number is refused, or what limits a stratum (FORMULAS F24, in this order)."""

    MISSING_CLAIM = "missing_claim"
    MISSING_COMPLAINTS = "missing_complaints"
    MISSING_EXPOSURE = "missing_exposure"
    CLAIM_99 = "claim_99"
    MIXED_METRIC = "mixed_metric"
    POPULATION_MISMATCH = "population_mismatch"
    LEVEL_MISMATCH = "level_mismatch"
    WINDOW_UNDER_HALF = "window_under_half"
    FEW_COMPANIES = "few_companies"
    EXPECTED_UNDER_1 = "expected_under_1"
    EXPECTED_UNDER_5 = "expected_under_5"
    NOT_A_SHARE = "not_a_share"
    WEIGHTED_COMPLAINTS = "weighted_complaints"
    # of a stratum
    RATES_ONLY = "rates_only"
    PUBLISHED_RANGE = "published_range"
    NO_FLAG_UNDER_6 = "no_flag_under_6"
    NO_FUNNEL_UNDER_10 = "no_funnel_under_10"
    SOURCES_DISAGREE = "sources_disagree"
    TOO_MANY_RANGES = "too_many_ranges"
    WIDE_SPREAD = "wide_spread"
    # of the other measures
    NO_COMMON_STRATUM = "no_common_stratum"
    STRATA_DISAGREE = "strata_disagree"
    LONE_FIRM = "lone_firm"
    OTHER_CHANNELS = "other_channels"
    UNDER_EIGHT = "under_eight"
    NO_VARIATION = "no_variation"
    NONE_DUE = "none_due"
    NOT_REACHED = "not_reached"
    ABOVE_ALL_CUSTOMERS = "above_all_customers"


class Mode(StrEnum):
    """Which data a stratum's ratio rests on (F1); the two are never mixed."""

    EXPOSURE = "exposure"
    RATES = "rates"
    RAW = "raw"


class Status(StrEnum):
    """What a comparison can say."""

    COMPUTED = "computed"
    RANKS = "ranks"
    RAW = "raw"
    REFUSED = "refused"
