"""Names and numbers of companies: what is one company, what only looks like one."""

from __future__ import annotations

import pytest

from barometer.ingest import names, personal
from barometer.ingest.companies import NEW, Crosswalk, Register, alike_within, resolve
from barometer.ingest.identifiers import iban, lei, siren
from barometer.ingest.result import StoredRow
from barometer.model import Company


def rows(*said: str, **more: str) -> list[StoredRow]:
    return [StoredRow(i, {"company": name, **more}) for i, name in enumerate(said, 2)]


REGISTER = Register.of(
    [
        Company("edf", "EDF", siren="552081317"),
        Company("sfr", "SFR"),
        Company("bouygues_telecom", "Bouygues Telecom"),
        Company("orange", "Orange"),
        Company("bank_of_america", "Bank of America", lei="B4TYDEB6GKMZO031MB27"),
    ],
    [("edf", "Électricité de France"), ("sfr", "Société française du radiotéléphone")],
)


@pytest.mark.parametrize(
    "spelling",
    [
        "Réseau Opale",
        "RESEAU OPALE",
        "réseau opale ",
        "Re\u0301seau Opale",
        "Réseau\u00a0Opale",
        "Réseau-Opale",
    ],
)
def test_writing_alone_makes_no_other_company(spelling: str) -> None:
    assert names.spelling(spelling) == "reseau opale"


@pytest.mark.parametrize(
    "form", ["Réseau Opale SA", "S.A. Réseau Opale", "Réseau Opale S.A.S.", "Réseau Opale Ltd."]
)
def test_a_legal_form_is_no_other_name_but_is_not_merged_unasked(form: str) -> None:
    assert names.key(form) == "reseau opale"
    found = resolve(rows("Réseau Opale", form))
    assert len(found) == 2
    assert len(alike_within(found)) == 1


def test_other_words_are_another_company() -> None:
    assert names.key("Orange Bank") != names.key("Orange")
    assert names.key("BANK OF AMERICA, NATIONAL ASSOCIATION") == names.key("Bank of America")


def test_identifiers_need_their_check_digits() -> None:
    assert siren("552 081 317") == "552081317"
    assert siren("55208131766522") == "552081317"
    assert siren("552 081 318") == ""
    assert lei("b4tydeb6gkmzo031mb27") == "B4TYDEB6GKMZO031MB27"
    assert lei("B4TYDEB6GKMZO031MB28") == ""
    assert iban("FR76 3000 6000 0112 3456 7890 189")
    assert not iban("FR76 3000 6000 0112 3456 7890 180")


def test_an_identifier_stands_before_a_name() -> None:
    found = resolve(rows("Orange", siren="552081317"), REGISTER)
    assert (found[0].match, found[0].by) == ("edf", "identifier")


def test_aliases_and_names_match_and_likeness_only_suggests() -> None:
    found = {
        c.name: c for c in resolve(rows("ÉLECTRICITÉ DE FRANCE", "sfr", "Bouygues Telecoms", "Zed"), REGISTER)
    }
    assert (found["ÉLECTRICITÉ DE FRANCE"].match, found["ÉLECTRICITÉ DE FRANCE"].by) == ("edf", "alias")
    assert (found["sfr"].match, found["sfr"].by) == ("sfr", "name")
    assert found["Bouygues Telecoms"].match == ""
    assert found["Bouygues Telecoms"].suggestions[0].company == "bouygues_telecom"
    assert (found["Zed"].match, found["Zed"].suggestions) == ("", ())


def test_a_cyrillic_letter_is_flagged_and_not_merged() -> None:
    found = resolve(rows("\u041erange"), REGISTER)[0]
    assert (found.match, found.lookalikes) == ("", "\u041e")
    assert found.suggestions[0].company == "orange"


def test_two_companies_of_one_name_are_neither() -> None:
    twins = Register.of([Company("a", "Midi"), Company("b", "MIDI SA")])
    assert resolve(rows("Midi"), twins)[0].match == ""


def test_a_crosswalk_downloads_reloads_and_lets_go() -> None:
    decided = Crosswalk().decide("Bouygues Telecoms", "bouygues_telecom").decide("=Zed", NEW)
    again = Crosswalk.from_csv(decided.to_csv())
    assert again == decided
    assert "\n'=Zed,new\n" in decided.to_csv()
    found = resolve(rows("Bouygues Telecoms"), REGISTER, again)[0]
    assert (found.match, found.by) == ("bouygues_telecom", "crosswalk")
    assert resolve(rows("Bouygues Telecoms"), REGISTER, again.forget("bouygues telecoms"))[0].match == ""
    with pytest.raises(ValueError, match="crosswalk"):
        Crosswalk.from_csv("a,b\n1,2\n")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Appelez le 06 12 34 56 78 ou a.b@exemple.test", ["phone", "email"]),
        ("+33 (0)6-12-34-56-78", ["phone"]),
        ("call 020 7946 0958", ["phone"]),
        ("Mon IBAN : FR76 3000 6000 0112 3456 7890 189", ["iban"]),
        ("sécu 2 84 05 75 123 456 12", ["social_security"]),
        ("Je suis Mme Marie Durand, 12 rue des Lilas, 75011 Paris", ["person", "address"]),
        ("@Compagnie merci", ["handle"]),
        ("dossier 2023-00012345, payé 1 234,56 € le 05/01/2024", []),
        ("trois semaines sans réponse", []),
    ],
)
def test_personal_data_is_found_and_masked(text: str, kinds: list[str]) -> None:
    assert [f.kind for f in personal.find(text)] == kinds
    assert personal.find(personal.mask(text)) == ()
    assert personal.mask(text).count("█████") == len(kinds)
