"""Documents: who sees which, doubles, numbers as printed, links that find their target."""

import sys
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.journal.models import Fact
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents import actions, queries
from binhyen.registers.documents.models import DocumentLink, OfficialDocument
from binhyen.registers.documents.rules import number_key, read_citation
from binhyen.registers.documents.values import DocumentDetails, LinkKind
from binhyen.registers.organisations.models import Body, Membership

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def details(**changed: object) -> DocumentDetails:
    given = {
        "direction": "INCOMING",
        "kind": "Kế hoạch",
        "number": "02",
        "symbol": "KH-UBND",
        "issued_on": date(2026, 2, 10),
        "issuer_name": "UBND tỉnh",
        "abstract": "Xây dựng xã, phường không ma túy",
        "recipients": ("- Công an tỉnh;", "- UBND các xã, phường (để t/h);"),
    }
    return DocumentDetails(**(given | changed))


def body(key: str, name: str, level: str = "PROVINCE", area: str = "15") -> Body:
    return Body.objects.create(
        key=key, name=name, level=level, area_code=area, search_key=search_key(name), initials="", sort_key=b""
    )


@pytest.fixture
def bodies(db: None) -> None:
    body("ubnd_tinh", "UBND tỉnh")
    body("ca_tinh", "Công an tỉnh")
    group = body("ubnd_xa", "UBND các xã, phường", "GROUP", "")
    Membership.objects.create(group=group, member=body("ubnd_xa_02788", "UBND xã Bản Lầu", "COMMUNE", "02788"))


@pytest.fixture
def plan(bodies, person) -> OfficialDocument:
    return actions.register(details=details(), file=None, by=person("officer"), at=AT)


def seen_by(person, who: str) -> list[OfficialDocument]:
    return list(queries.documents(scope=scope_of(user=person(who), on=TODAY)))


def test_a_stranger_and_a_body_that_got_nothing_see_nothing(plan, person):
    assert seen_by(person, "stranger") == []
    assert seen_by(person, "health_department") == []
    assert seen_by(person, "next_commune") == []


def test_a_commune_sees_what_its_group_was_sent(plan, person):
    assert seen_by(person, "commune_committee") == [plan]


def test_a_commune_that_joined_the_group_later_does_not(plan, person):
    Membership.objects.update(valid_from=date(2026, 6, 1))

    assert seen_by(person, "commune_committee") == []


@pytest.mark.parametrize("who", ["coordinator", "officer", "leader", "auditor", "administrator"])
def test_the_province_sees_all(plan, person, who):
    assert seen_by(person, who) == [plan]


def test_issuer_and_recipients_are_found_in_the_register_of_bodies(plan):
    assert plan.issuer.key == "ubnd_tinh"
    assert [row.body.key for row in plan.addressees.order_by("id")] == ["ca_tinh", "ubnd_xa"]
    assert Fact.objects.get(kind="documents.DocumentRegistered").subject_id == str(plan.pk)


def test_the_same_number_of_the_same_issuer_and_day_is_a_double(plan, person):
    again = details(number="2", symbol="kh-ubnd", issuer_name="ubnd  TỈNH")

    with pytest.raises(actions.AlreadyRegistered) as refused:
        actions.register(details=again, file=None, by=person("officer"), at=AT)

    assert refused.value.documents == [plan]
    assert actions.register(details=again, file=None, by=person("officer"), at=AT, doubles=True).pk != plan.pk


@pytest.mark.parametrize(
    "other",
    [{"number": "03"}, {"issued_on": date(2026, 2, 11)}, {"issuer_name": "Sở Y tế"}, {"symbol": "QĐ-UBND"}],
)
def test_any_difference_makes_another_document(plan, person, other):
    actions.register(details=details(**other), file=None, by=person("officer"), at=AT)

    assert OfficialDocument.objects.count() == 2


def test_documents_without_a_number_are_never_doubles(bodies, person):
    for _ in range(2):
        actions.register(details=details(number=""), file=None, by=person("officer"), at=AT)

    assert OfficialDocument.objects.count() == 2


def test_amending_writes_what_changed_and_why(plan, person):
    actions.amend(document_id=plan.pk, details=details(abstract="Khác"), by=person("officer"), at=AT, reason="ghi nhầm")

    fact = Fact.objects.get(kind="documents.DocumentAmended")
    assert (fact.data["fields"], fact.reason) == (["abstract"], "ghi nhầm")


def test_amending_nothing_writes_nothing(plan, person):
    actions.amend(document_id=plan.pk, details=details(), by=person("officer"), at=AT, reason="x")

    assert not Fact.objects.filter(kind="documents.DocumentAmended").exists()


@pytest.mark.parametrize(
    ("printed", "key", "day"),
    [
        ("Kế hoạch số 111/KH-UBND ngày 02/10/2025 của UBND tỉnh", "111/KH-UBND", date(2025, 10, 2)),
        ("Chỉ thị 36-CT/TW, ngày 16/8/2019", "36-CT/TW", date(2019, 8, 16)),
        ("Luật số 120/2025/QH15 ngày 10 tháng 12 năm 2025", "120/2025/QH15", date(2025, 12, 10)),
        ("Kế hoạch số 551/KH-BCA", "551/KH-BCA", None),
        ("Hướng dẫn số 37/HD-BCA-C04 ngày 24/9/2025", "37/HD-BCA-C04", date(2025, 9, 24)),
        ("Văn bản 2707/UBND-NC ngày 31/02/2025", "2707/UBND-NC", None),
        ("theo chỉ đạo của tỉnh", "", None),
        ("trong 02/03 năm", "", None),
    ],
)
def test_a_citation_gives_number_and_day(printed, key, day):
    found = read_citation(printed)

    assert (found.key, found.issued_on) == (key, day)


@given(st.integers(1, 99999), st.sampled_from(["KH-UBND", "QĐ-UBND", "UBND-NC", "HD-BCA-C04", "2025/NQ-HĐND"]))
def test_a_printed_number_reads_back(number, symbol):
    assert read_citation(f"Văn bản số {number:02}/{symbol} ngày 01/01/2026").key == number_key(str(number), symbol)


def test_the_tables_key_is_the_rules_key(bodies, person):
    for number, symbol in [("02", "KH-UBND"), ("36", "-CT/TW"), ("007", "QĐ -UBND"), ("120", "2025/QH15"), ("", "")]:
        row = actions.register(
            details=details(number=number, symbol=symbol), file=None, by=person("officer"), at=AT, doubles=True
        )
        assert row.number_key == number_key(number, symbol)


def test_a_link_by_printed_number_finds_the_document_it_means(plan, person):
    later = actions.register(details=details(number="55"), file=None, by=person("officer"), at=AT)

    row = actions.link(
        document_id=later.pk,
        kind=LinkKind.SUPERSEDES,
        text="Kế hoạch số 2/KH-UBND ngày 10/02/2026",
        by=person("officer"),
        at=AT,
    )

    assert row.target == plan


def test_a_link_to_an_unknown_document_finds_it_when_it_is_registered(bodies, person):
    first = actions.register(details=details(), file=None, by=person("officer"), at=AT)
    text = "Kế hoạch số 111/KH-UBND ngày 02/10/2025"
    row = actions.link(document_id=first.pk, kind=LinkKind.IMPLEMENTS, text=text, by=person("officer"), at=AT)
    assert row.target is None

    wrong_day = details(number="111", issued_on=date(2024, 10, 2))
    actions.register(details=wrong_day, file=None, by=person("officer"), at=AT)
    row.refresh_from_db()
    assert row.target is None

    meant = actions.register(
        details=details(number="111", issued_on=date(2025, 10, 2)), file=None, by=person("officer"), at=AT
    )
    row.refresh_from_db()
    assert row.target == meant


def test_two_documents_of_one_number_are_not_guessed_between(plan, person):
    actions.register(details=details(issuer_name="UBND xã Bản Lầu"), file=None, by=person("officer"), at=AT)

    assert queries.cited(text="Kế hoạch số 02/KH-UBND") is None


def test_the_same_link_twice_is_refused(plan, person):
    text = "Kế hoạch số 111/KH-UBND"
    actions.link(document_id=plan.pk, kind=LinkKind.BASED_ON, text=text, by=person("officer"), at=AT)
    with pytest.raises(actions.DocumentRefused):
        actions.link(document_id=plan.pk, kind=LinkKind.BASED_ON, text=text, by=person("officer"), at=AT)

    assert DocumentLink.objects.count() == 1


def test_a_document_does_not_stand_in_relation_to_itself(plan, person):
    row = actions.link(
        document_id=plan.pk, kind=LinkKind.AMENDS, text="Kế hoạch số 02/KH-UBND", by=person("officer"), at=AT
    )

    assert row.target is None
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentLink.objects.filter(pk=row.pk).update(target=plan)


@pytest.mark.parametrize("asked", ["02 kh", "KH-UBND", "xa phuong khong ma tuy", "ubnd tinh", "Không Ma Túy"])
def test_search_needs_no_tones(plan, person, asked):
    everything = scope_of(user=person("leader"), on=TODAY)

    assert list(queries.documents(scope=everything, search=asked)) == [plan]
    assert list(queries.documents(scope=everything, search=f"{asked} zzz")) == []


def test_where_the_journal_fails_nothing_is_registered(bodies, person, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(sys.modules["binhyen.registers.documents.actions.register"], "record", broken)
    with pytest.raises(RuntimeError):
        actions.register(details=details(), file=None, by=person("officer"), at=AT)

    assert not OfficialDocument.objects.exists()
