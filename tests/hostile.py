"""Thirty links that nobody means well, with what must be said of each: a notice's id, and a part of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"


@dataclass(frozen=True)
class Hostile:
    """A query, the ids of all notices on the page, and what the first of them names.

    opens: the view's own figures stand under the notice; else nothing is shown but the way out.
    """

    name: str
    query: str
    says: tuple[str, ...]
    names: str
    opens: bool = True


LINKS = (
    Hostile("no such company", f"{BROADBAND}&entity=atlantis", ("notice.unknown_company",), "atlantis"),
    Hostile("no such focus", f"{BROADBAND}&focus=atlantis", ("notice.unknown_company",), "atlantis"),
    Hostile("a company of elsewhere", f"{BROADBAND}&focus=sncf", ("notice.company_not_here",), "SNCF"),
    Hostile("no such sector", "sector=lighthouses", ("notice.no_comparison",), "", False),
    Hostile("no such channel", f"{BROADBAND}&channel=x", ("notice.no_comparison",), "", False),
    Hostile("a huge list", f"{BROADBAND}&entity=" + "~".join(f"c{n}" for n in range(300)),
            ("view.too_many",), "entity"),
    Hostile("a long value", f"{BROADBAND}&focus=" + "a" * 5000, ("view.bad_value",), "focus"),
    Hostile("20 kB", f"{BROADBAND}&focus=" + "a" * 20_000, ("view.too_long",), ""),
    Hostile("20 kB of parameters", "&".join(f"k{n}={n:016}" for n in range(900)), ("view.too_long",), ""),
    Hostile("NUL", f"{BROADBAND}&focus=plusnet%00", ("view.bad_value",), "plusnet"),
    Hostile("junk in percents", f"{BROADBAND}&focus=%ff%fe%C3%28", ("view.bad_value",), "focus"),
    Hostile("percents that are none", f"{BROADBAND}&focus=%zz%", ("view.bad_value",), "%zz%"),
    Hostile("the same key twice", f"{BROADBAND}&sector=rail", ("view.repeated",), "sector"),
    Hostile("a script", f"{BROADBAND}&focus=" + quote("<script>window.pwned=1</script>"),
            ("view.bad_value",), "focus"),
    Hostile("an image", f"{BROADBAND}&" + quote("<img src=x onerror=window.pwned=1>") + "=1",
            ("view.unknown",), "img"),
    Hostile("markup", f"{BROADBAND}&focus=" + quote("[x](javascript:alert(1))"), ("view.bad_value",), "[x]"),
    Hostile("SQL", f"{BROADBAND}&focus=" + quote("sky' or 1=1; drop table claims; --"),
            ("view.bad_value",), "sky'"),
    Hostile("SQL in a parameter's name", f"{BROADBAND}&" + quote("sector;--") + "=1",
            ("view.unknown",), "sector;--"),
    Hostile("a path", f"{BROADBAND}&ds=..%2F..%2Fetc%2Fpasswd", ("view.bad_value",), "../../etc/passwd"),
    Hostile("look-alike letters", f"{BROADBAND}&focus=" + quote("ѕky"), ("view.bad_value",), "ѕky"),
    Hostile("right to left", f"{BROADBAND}&focus=" + quote("\u202eyks"), ("view.bad_value",), "yks"),
    Hostile("other digits", f"{BROADBAND}&lag=" + quote("２"), ("view.bad_value",), "２"),
    Hostile("the last year of the calendar", "sector=rail&country=GB&time=9999..9999",
            ("notice.no_comparison",), "", False),
    Hostile("a year out of range", "sector=rail&country=GB&time=99999", ("view.bad_value",), "99999"),
    Hostile("years without figures", "sector=rail&country=GB&time=1066", ("notice.no_comparison",),
            "", False),
    Hostile("time reversed", "sector=rail&country=GB&time=2019..2018", ("view.bad_value",), "2019..2018"),
    Hostile("no such month", "sector=rail&country=GB&time=2018-13", ("view.bad_value",), "2018-13"),
    Hostile("another version", f"v=7&{BROADBAND}", ("view.version",), "7"),
    Hostile("no such measure", f"{BROADBAND}&measure=best", ("view.bad_value",), "best"),
    Hostile("no intervals", f"{BROADBAND}&ci=off", ("view.intervals_always",), "ci=off"),
    Hostile("a chart that the method refuses", "sector=airlines&country=US&time=2017&measure=break_even",
            ("notice.measure_refused",), ""),
    Hostile("an assumption without its chart", f"{BROADBAND}&factor=20", ("view.factor_alone",), "20"),
    Hostile("a grain of one period", f"{BROADBAND}&grain=year", ("view.over_time_only",), "grain"),
    Hostile("a dataset that is not shared", f"{BROADBAND}&ds=default~{'0' * 32}",
            ("notice.dataset_absent",), "0" * 32),
    Hostile("a dataset's record cut short", f"{BROADBAND}&ds={'0' * 32}@1204.3f9a1c2e5b77.eJyrVkrKTFK",
            ("notice.link_cut",), "3f9a1c2e5b77"),
    Hostile("a pin cut short", f"{BROADBAND}&ds=default@3f9", ("notice.pin_cut",), "3f9"),
    Hostile("a pin cut off", f"{BROADBAND}&ds=default@", ("notice.pin_cut",), "default@"),
    Hostile("a pin made up", f"{BROADBAND}&ds=default@ffffffffff", ("notice.data_changed",), "ffffffffff"),
    Hostile("new lines", f"{BROADBAND}&focus=sky%0d%0aSet-Cookie:a=b", ("view.bad_value",), "sky"),
    Hostile("mixed case", "Sector=Telecoms_Broadband&country=GB", ("view.unknown",), "Sector"),
    Hostile("an id in capitals", f"{BROADBAND}&focus=SKY", ("notice.unknown_company",), "SKY"),
    Hostile("a prototype", f"{BROADBAND}&__proto__=1", ("view.unknown",), "__proto__"),
    Hostile("a format string", f"{BROADBAND}&focus=" + quote("{0.__class__}%s%n"),
            ("view.bad_value",), "{0.__class__}"),
    Hostile("a language that is none", f"{BROADBAND}&lang=xx", ("view.bad_value",), "xx"),
    Hostile("numbers out of range", f"{BROADBAND}&factor=0&lag=-1&assumed_n=1e9",
            ("view.bad_value", "view.bad_value", "view.bad_value"), "factor"),
)  # fmt: skip
