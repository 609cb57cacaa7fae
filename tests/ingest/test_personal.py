"""Personal data in free text: found however it is written, and nothing else taken for it."""

from __future__ import annotations

import pytest

from barometer.ingest import personal

PHONES = [
    "06 12 34 56 78", "06.12.34.56.78", "0612345678", "06/12/34/56/78", "(06) 12 34 56 78",
    "06_12_34_56_78", "+33 (0)6 12 34 56 78", "0033 6 12 34 56 78", "06\u202f12\u202f34\u202f56\u202f78",
    "06  12  34  56  78", "020 7946 0958", "(020) 7946 0958", "07700900123", "+44 20 7946 0958",
    "0161 496 0000", "01632 960 001", "(212) 555-0123", "(212)555-0123", "212.555.0123", "+1 212 555 0123",
    "+32 2 555 12 12", "+41 22 345 67 89",
]  # fmt: skip
OTHERS = [
    ("a.b@exemple.test", "email"), ("jean dupont (at) free.fr", "email"),
    ("jean.dupont[at]free.fr", "email"), ("FR7630006000011234567890189", "iban"),
    ("fr76 3000 6000 0112 3456 7890 189", "iban"), ("FR76 3000 6000 0112 3456 7890 180", "iban"),
    ("GB29 NWBK 6016 1331 9268 19", "iban"), ("4970 1012 3456 7890", "card"), ("4111111111111111", "card"),
    ("1 85 05 78 006 084 91", "social_security"), ("AB123456C", "social_security"),
    ("078-05-1120", "social_security"), ("@sncf_voyageurs", "handle"), (".@SFR", "handle"),
    ("Mme Durand", "person"), ("je m'appelle Marie Durand", "person"),
    ("Cordialement, Marie Durand", "person"), ("12 rue des lilas, 75011 Paris", "address"),
    ("5, place de la République", "address"), ("221B Baker Street", "address"), ("SW1A 2AA", "address"),
]  # fmt: skip
HARMLESS = [
    "SIREN 552 081 317", "SIRET 552 081 317 66522", "TVA FR40303265045", "LEI 969500UP76J52A9OXU27",
    "du 01.02.2024 au 03.04.2024", "le 05/01/2024 et le 06/02/2024", "20240115 20240116",
    "2010-2020 2021-2022", "payé 1 234,56 €", "1 234 567,89 EUR", "2 000 000 000 €", "10 000 000 clients",
    "0,123456789", "dossier 2023-00012345", "réf. 0123456789012", "facture FR12345678",
    "colis 6A12345678901", "UIC 87743005", "ISBN 978-2-07-036822-8", "TGV 8471 06h12", "le 36 31",
    "0 825 123", "IP 192.168.1.10", "prix @ 5 euros", "a @ b", "C@fé", "Mr. Bricolage est fermé",
    "Dr Martens", "Ms Office", "M. le directeur", "3 place de marché", "2 routes bloquées", "5 quai n° 3",
    "note 4,5/5", "45 min sur 3 cours",
]  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_a_phone_number_is_found_however_it_is_written(number: str) -> None:
    text = f"Rappelez le {number} avant ce soir"
    assert [f.kind for f in personal.find(text)] == ["phone"]
    assert not any(c.isdigit() for c in personal.mask(text))


@pytest.mark.parametrize(("written", "kind"), OTHERS, ids=[written for written, _ in OTHERS])
def test_each_kind_is_found_and_masked_whole(written: str, kind: str) -> None:
    text = f"Bonjour, {written} !"
    assert [f.kind for f in personal.find(text)] == [kind]
    assert personal.find(personal.mask(text)) == ()


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert personal.mask(f"Bonjour, {text}, merci") == f"Bonjour, {text}, merci"
