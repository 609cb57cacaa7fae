"""Eight sayings held against the figures: a verdict, what can be said, where to look.

Every number is read from the tables or computed by a measure; a figure that the data lack is named as
missing, and the sentence that needs it is not said.
"""

from __future__ import annotations

from collections.abc import Mapping

from barometer.desk.evidence import (
    accounts,
    against_the_rest,
    country_against_country,
    public_and_private,
    talkers,
)
from barometer.desk.facts import Fact, Facts
from barometer.desk.saying import Held, Saying, Text
from barometer.measures.say_do import FEWEST_FOR_A_TEST, say_do
from barometer.model import Asserter, Estimate, Message, ReadAt, Refusal
from barometer.view import View

_PER = 100_000
_HOMES = "Households with a problem (United States)"
_SMALL = "Consumers with a small problem (United States)"
_LOSS = "Customers with a loss of money (United States)"
_READINGS = (ReadAt.ORIGINAL, ReadAt.RELAY)
_SECTORS = {
    "telephony": "Telephony and internet",
    "shops": "Shops and online shops",
    "travel": "Travel and leisure",
}
_COMPARING = "a_customer_a_french_account_comparing_american_and_french_se"


#: what a company says of itself beside the complaints about it: as near as these figures come to talk
_A_COMPANY_ON_ITSELF = View(sector="airlines", country="GB", time=("2011-06", "2012-05"))


def sayings(held: Held) -> tuple[Saying, ...]:
    """The eight sayings, in the order in which they are shown."""
    tests = (_proud, _talk, _silent, _public, _america, _region, _telephony, _robots)
    return tuple(test(held) for test in tests)


def _said(fact: Fact | None) -> Message | None:
    return fact.said if fact else None


def _when(fact: Fact | None) -> Message | None:
    return fact.when if fact else None


def _rest(fact: Fact | None) -> float | None:
    """The others of a share that has a point, as a fraction."""
    return None if fact is None or fact.value is None else (100 - fact.value) / 100


def _proud(held: Held) -> Saying:
    text = Text(held, "proud")
    claim = Facts(held.engine, "share_satisfied").one(held="claim", subject="conforama")
    text.add("displayed", {"claim": claim}, c=_said(claim), when=_when(claim), rest=_rest(claim))
    if claim is not None and claim.n is None:
        text.plain("nothing_known")
    if not held.engine.run("ask/complaints_of_company", company="conforama"):
        text.plain("no_complaints")
    title = Message("sayings.proud.asked", {"c": _said(claim)}) if claim else None
    return text.saying("cannot_say", company="conforama", title=title)


def _talk(held: Held) -> Saying:
    text = Text(held, "talk")
    own = [claim for claim in held.claims.values() if claim.asserted_by is Asserter.COMPANY]
    text.plain("noted", n=len(own), companies=len({claim.company for claim in own}))
    found = say_do(talkers(held.engine))
    if isinstance(found.r, Estimate):
        text.plain("found", r=found.r.value, low=found.r.low, high=found.r.high, n=found.n, p=found.p)
        return text.saying("exploratory" if found.n < FEWEST_FOR_A_TEST else "tested")
    text.refused(found.r)
    return text.saying("not_testable", _A_COMPANY_ON_ITSELF)


def _silent(held: Held) -> Saying:
    text = Text(held, "silent")
    facts = Facts(held.engine, "share_not_complaining", "share_complaining")
    tarp = facts.one(what="share_not_complaining", subject="Unhappy customers", year=1996)
    homes = facts.one(what="share_complaining", subject=_HOMES)
    rail = facts.one(what="share_not_complaining", subject="Rail passengers (Great Britain)")
    small = facts.one(what="share_not_complaining", subject=_SMALL)
    loss = facts.one(what="share_complaining", subject=_LOSS)
    text.add("credited", {"tarp": tarp}, x=_said(tarp), when=_when(tarp))
    text.add("households", {"households": homes}, rest=_rest(homes), when=_when(homes))
    text.add("rail", {"rail": rail}, x=_said(rail), when=_when(rail))
    text.add("stakes", {"small": small, "loss": loss}, small=_said(small), loss=_said(loss))
    text.plain("no_multiplier")
    view = View(sector="telecoms_broadband", country="GB", time=("2018-01", "2018-03"), focus="plusnet")
    title = Message("sayings.silent.asked", {"x": _said(tarp)}) if tarp else None
    return text.saying("cannot_say" if homes is None or rail is None else "depends", view, title=title)


def _public(held: Held) -> Saying:
    text = Text(held, "public")
    found = public_and_private(held.engine).adjusted
    if isinstance(found, Refusal):
        text.refused(found)
    else:
        text.plain("found", ratio=found.value, low=found.low, high=found.high)
    facts = Facts(held.engine, "mne_litiges", "share_satisfied")
    rate = facts.one(held="rate", what="mne_litiges", subject="edf", year=2019)
    mean = facts.one(held="rate", what="mne_litiges", subject="all_suppliers_average_energy_fr", year=2019)
    shares = {
        name: facts.one(held="claim", detail="ipsos_trusteam", subject=name, year=2017)
        for name in ("edf", "engie", "direct_energie")
    }
    text.add(
        "edf", {"disputes": rate, "average": mean, **shares},
        rate=_said(rate), per=rate.per_n if rate else None, average=_said(mean), when=_when(rate),
        then=_when(shares["edf"]), **{name: _said(fact) for name, fact in shares.items()},
    )  # fmt: skip
    if _opposite(rate, mean, shares):
        text.plain("opposite")
    text.plain("one_firm")
    return text.saying("cannot_say", company="edf")


def _opposite(rate: Fact | None, mean: Fact | None, shares: Mapping[str, Fact | None]) -> bool:
    """Fewer disputes than the average and a lower share of satisfied than the others, or both more."""
    values = [fact.value for fact in shares.values() if fact is not None and fact.value is not None]
    if rate is None or mean is None or rate.value is None or mean.value is None or len(values) < len(shares):
        return False
    own, *others = values
    fewer_and_lower = rate.value < mean.value and own < min(others)
    return fewer_and_lower or (rate.value > mean.value and own > max(others))


def _america(held: Held) -> Saying:
    text = Text(held, "america")
    asked = {
        country: {one.instrument for one in held.claims.values() if one.country == country and one.instrument}
        for country in ("FR", "US")
    }
    both = asked["FR"] & asked["US"]
    text.plain("common" if both else "no_common", n=len(both))
    refusal = country_against_country(held.engine, "US", "FR").adjusted
    if isinstance(refusal, Refusal):
        text.refused(refusal)
    told = [one for one in accounts(held.reports) if one.source == _COMPARING]
    if told:
        text.plain("accounts", n=len(told))
        text.cite([_COMPARING])
    text.plain("willingness")
    return text.saying("incomparable", company="google")


def _region(held: Held) -> Saying:
    text = Text(held, "region")
    facts = Facts(held.engine, "direccte_idf", "dgccrf", "share_of_national_complaints", "households")
    here = facts.one(held="count", what="direccte_idf", region="FR-IDF", detail="", year=2016)
    total = facts.one(held="count", what="dgccrf", sector="all", detail="", region="", year=2016)
    report, relay = (_by_reading(held, facts, "share_of_national_complaints", read) for read in _READINGS)
    computed = _of(here, total)
    text.add(
        "received", {"received": here, "share_report": report, "share_relay": relay, "national": total},
        n=_said(here), when=_when(here), relay=_said(relay), report=_said(report),
        computed=computed, total=_said(total),
    )  # fmt: skip
    known = {"computed": computed, "report": _fraction(report), "relay": _fraction(relay)}
    _per_household(text, facts, known, here)
    if len({row["region"] for row in facts.where(held="count") if row["region"]}) == 1:
        text.plain("one_region")
    text.plain("received_there")
    return text.saying("cannot_say" if text.missing else "large_share", company="all_companies_fr")


def _by_reading(held: Held, facts: Facts, what: str, read: ReadAt) -> Fact | None:
    """A share of Île-de-France's as the original, or as its relay, prints it."""
    for row in facts.where(what=what, subject="Île-de-France"):
        source = held.sources.get(row["source"])
        if source is not None and source.read_at is read:
            return facts.one(id=row["id"], what=what)
    return None


def _fraction(fact: Fact | None) -> float | None:
    return None if fact is None or fact.value is None else fact.value / 100


def _of(part: Fact | None, whole: Fact | None) -> float | None:
    if part is None or whole is None or part.value is None or not whole.value:
        return None
    return part.value / whole.value


def _per_household(text: Text, facts: Facts, shares: Mapping[str, float | None], here: Fact | None) -> None:
    """Complaints per household there and elsewhere (F18), by each national total that sources give."""
    home = facts.one(what="households", subject="households_ile_de_france")
    away = facts.one(what="households", subject="households_outside_ile_de_france")
    known = {name: share for name, share in shares.items() if share}
    needed: dict[str, Fact | None] = {
        "received": here, "households_there": home, "households_elsewhere": away,
    }  # fmt: skip
    said: dict[str, object] = {}
    if not known:
        needed["national"] = None
    elif here and home and away and here.value and home.value and away.value:
        found = against_the_rest(here.value, known, home.value, away.value)
        found = tuple(sorted(found, key=lambda one: one.rate_elsewhere, reverse=True))
        said = {
            "rate": found[0].rate, "least": found[0].ratio.value, "most": found[-1].ratio.value,
            "elsewhere": found[0].rate_elsewhere, "elsewhere_least": found[-1].rate_elsewhere,
        }  # fmt: skip
    text.add("households", needed, home=_said(home), away=_said(away), per=_PER, **said)


def _telephony(held: Held) -> Saying:
    text = Text(held, "telephony")
    facts = Facts(held.engine, "complaint_share", "share_on_mobile_telephony", "arcep_alerts")
    shares = {
        name: facts.one(what="complaint_share", subject=who, year=2020) for name, who in _SECTORS.items()
    }
    text.add(
        "signalconso", shares, when=_when(shares["telephony"]),
        **{name: _said(fact) for name, fact in shares.items()},
    )  # fmt: skip
    report, relay = (_by_reading(held, facts, "share_on_mobile_telephony", read) for read in _READINGS)
    text.add(
        "mobile", {"mobile_report": report, "mobile_relay": relay},
        report=_said(report), relay=_said(relay), when=_when(report),
    )  # fmt: skip
    alerts = facts.one(held="count", what="arcep_alerts", subject="all_operators_fr", year=2019)
    text.add("arcep", {"alerts": alerts}, n=_said(alerts), when=_when(alerts))
    return text.saying(
        _first_place(shares), View(sector="telecoms_all", country="FR"), company="all_companies_fr"
    )


def _first_place(shares: Mapping[str, Fact | None]) -> str:
    values = {name: fact.value for name, fact in shares.items() if fact and fact.value is not None}
    if len(values) < len(shares):
        return "cannot_say"
    return "leads" if max(values, key=lambda name: values[name]) == "telephony" else "not_here"


def _robots(held: Held) -> Saying:
    text = Text(held, "robots")
    answered = Facts(held.engine, "share_answered").one(country="FR")
    text.add("answered", {"answered": answered}, x=_said(answered), when=_when(answered))
    told = [one for one in accounts(held.reports) if one.reply_kind]
    kinds = [one.reply_kind for one in told]
    if told:
        text.plain(
            "accounts", canned=kinds.count("canned"), none=kinds.count("none"),
            substantive=kinds.count("substantive"),
        )  # fmt: skip
        text.cite(one.source for one in told)
    text.plain("no_texts")
    canned = next((one.company for one in told if one.reply_kind == "canned"), "")
    return text.saying("not_measured", company=canned)
