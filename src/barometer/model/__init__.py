"""The records: what every layer hands to the next.

Every stored value is an id in English ASCII or a number with its unit. The records are frozen:
a figure, once read, is never changed in place.
"""

from barometer.model.answers import (
    Comparison,
    Estimate,
    Funnel,
    Gap,
    Observation,
    Query,
    Rank,
    Refusal,
    Row,
    SameScore,
    Stratum,
)
from barometer.model.codes import Asserter, Basis, Code, Kind, Mode, Qualifier, ReadAt, Status
from barometer.model.kept import Check, Kept, Reply
from barometer.model.records import (
    Account,
    Claim,
    Company,
    Complaints,
    Exposure,
    Label,
    Message,
    Period,
    Quantity,
    Report,
    Source,
    called,
    noted,
)

__all__ = [
    "Account",
    "Asserter",
    "Basis",
    "Check",
    "Claim",
    "Code",
    "Company",
    "Comparison",
    "Complaints",
    "Estimate",
    "Exposure",
    "Funnel",
    "Gap",
    "Kept",
    "Kind",
    "Label",
    "Message",
    "Mode",
    "Observation",
    "Period",
    "Qualifier",
    "Quantity",
    "Query",
    "Rank",
    "ReadAt",
    "Refusal",
    "Reply",
    "Report",
    "Row",
    "SameScore",
    "Source",
    "Status",
    "Stratum",
    "called",
    "noted",
]
