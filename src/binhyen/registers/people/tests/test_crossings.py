"""Looking across an area or a compartment: never without a ground, told at once, over by itself, and on the trail."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access import queries as access
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import COMPARTMENTS, Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.registers.people.actions import crossings, reading
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Crossing, Person, Reach, SensitiveNote
from binhyen.registers.people.queries import crossings as queries
from binhyen.registers.people.queries.reading import readers_of
from binhyen.registers.people.rules.crossings import crossing_ground, crossing_grounds
from binhyen.registers.people.rules.law import law
from binhyen.registers.people.values import Birth, CrossingKind, PersonDetails, SoughtPerson
from tests.cast import BAN_LAU, NEXT_COMMUNE, SINCE

pytestmark = pytest.mark.django_db
NUMBER = "099093001234"
WHY = "Bắt quả tang tối 21/11, biên bản 12/BB"
BY_NUMBER = SoughtPerson(number=NUMBER)
AREA, COMPARTMENT = CrossingKind.AREA, CrossingKind.COMPARTMENT


@pytest.fixture
def at():
    """The policies ask the server's clock, so crossings are of now."""
    return timezone.now()


@pytest.fixture
def mai(person, at):
    """Somebody of Bản Lầu with a note in every compartment; heads of both units; then the rights of the application."""
    for name in ("next_commune", "commune_police", "coordinator", "auditor", "administrator", "health_department"):
        person(name)
    for name, role, body, area in (
        ("head_here", Role.LEADER, "ca_xa_02788", BAN_LAU),
        ("head_there", Role.LEADER, "ca_xa_02683", NEXT_COMMUNE),
        ("health", Role.HEALTH_OFFICER, "tyt_02788", BAN_LAU),
    ):
        user = User.objects.create(username=name, full_name=name)
        Appointment.objects.create(user=user, role=role, body_key=body, area_code=area, valid_from=SINCE)
    details = PersonDetails(
        full_name="Lò Thị Mai", commune_code=BAN_LAU, birth=Birth(year=1993), numbers=(("CCCD", NUMBER),)
    )
    mai = register(details=details, by=None, at=at)
    for compartment in COMPARTMENTS:
        SensitiveNote.objects.create(person=mai, compartment=compartment, topic="HEALTH", recorded_at=at)
    with connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")
    return mai


def someone(name):
    return User.objects.get(username=name)


def scope_of(name, at):
    return access.scope(user=someone(name), on=timezone.localdate(at))


@pytest.fixture
def cross(at):
    """``cross("next_commune", …)``: an action of crossings by that person, in that person's scope."""

    def do(name, action, **given):
        scope = scope_of(name, at)
        if action in (crossings.open_area, crossings.open_compartment, crossings.object_to_crossing):
            given["scope"] = scope
        with scope_in_database(scope):
            return action(by=someone(name), at=given.pop("at", at), **given)

    return do


@pytest.fixture
def opened(mai, cross):
    return cross("next_commune", crossings.open_area, asked=BY_NUMBER, ground="FOUND_HERE", reason=WHY)


def seen_by(name, at):
    """Names of persons and compartments of notes this account sees."""
    with scope_in_database(scope_of(name, at)):
        notes = set(SensitiveNote.objects.values_list("compartment", flat=True))
        return set(Person.objects.values_list("full_name", flat=True)), notes


def told():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        rows = list(Notification.objects.values_list("user__username", "kind"))
        cursor.execute(f"SET LOCAL ROLE {APP}")
        return rows


NOTHING = (set(), set())


@pytest.mark.parametrize(
    ("name", "ground", "reason"),
    [
        ("next_commune", "FOUND_HERE", "xem"),
        ("next_commune", "NO_SUCH", WHY),
        ("next_commune", "CHECK", WHY),  # a leader's and an auditor's
        ("auditor", "FOUND_HERE", WHY),
        ("administrator", "LIFE", WHY),
        ("health_department", "LIFE", WHY),
    ],
)
def test_without_a_ground_of_the_role_and_a_reason_nothing_opens(mai, cross, at, name, ground, reason):
    before = seen_by(name, at)

    with pytest.raises(crossings.CrossingRefused):
        cross(name, crossings.open_area, asked=BY_NUMBER, ground=ground, reason=reason)

    assert seen_by(name, at) == before
    assert told() == []


def test_a_crossing_opens_this_person_as_far_as_ground_and_office_go_and_nothing_more(opened, at):
    names, notes = seen_by("next_commune", at)

    assert names == {"Lò Thị Mai"}
    assert notes == {"COMMON", "MANAGEMENT"}  # the ground opens no support, the office no health
    assert seen_by("health_department", at) == NOTHING


def test_a_crossing_is_over_when_its_time_is_without_anybody_doing_anything(opened, at):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        Reach.objects.filter(crossing=opened).update(ends_at=at - timedelta(seconds=1))
        cursor.execute(f"SET LOCAL ROLE {APP}")

    assert opened.ends_at == at + timedelta(hours=24)
    assert seen_by("next_commune", at) == NOTHING


def test_the_heads_of_both_units_are_told_at_once_without_the_name(opened):
    rows = told()

    assert sorted(rows) == [("head_here", "people.crossing"), ("head_there", "people.crossing")]
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert not Notification.objects.filter(text__contains="Mai").exists()


def test_a_crossing_is_a_fact_with_its_ground_and_reason(opened, mai):
    fact = Fact.objects.get(kind="people.CrossingOpened")

    assert (fact.subject_id, fact.area, fact.reason) == (str(mai.pk), BAN_LAU, WHY)
    assert fact.data["ground"] == "FOUND_HERE"


def test_no_fact_no_crossing(mai, cross, at, monkeypatch):
    def broken(*_, **__):
        raise OSError

    monkeypatch.setattr(crossings, "record", broken)
    with pytest.raises(OSError):  # noqa: PT011 - the journal's own failure
        cross("next_commune", crossings.open_area, asked=BY_NUMBER, ground="FOUND_HERE", reason=WHY)

    assert seen_by("next_commune", at) == NOTHING
    assert told() == []


def test_asking_for_nobody_opens_nothing_and_is_on_the_record(mai, cross, at):
    asked = SoughtPerson(full_name="Lò Thị Mai", birth_year=1994, commune_code=BAN_LAU)

    assert cross("next_commune", crossings.open_area, asked=asked, ground="LISTS", reason=WHY) is None

    assert Fact.objects.get(kind="people.CrossingSought").actor_id == someone("next_commune").pk
    assert seen_by("next_commune", at) == NOTHING


def test_a_person_is_found_by_whole_name_year_and_commune_without_tones(mai, cross, at):
    asked = SoughtPerson(full_name="lo thi mai", birth_year=1993, commune_code=BAN_LAU)

    made = cross("next_commune", crossings.open_area, asked=asked, ground="LISTS", reason=WHY)

    assert made is not None
    assert seen_by("next_commune", at) == ({"Lò Thị Mai"}, {"COMMON"})


def test_who_sees_the_person_anyway_is_told_so(mai, cross):
    with pytest.raises(crossings.SeenAlready, match="không cần xin mở"):
        cross("commune_police", crossings.open_area, asked=BY_NUMBER, ground="FOUND_HERE", reason=WHY)
    assert not Crossing.objects.exists()


def test_a_crossing_is_not_opened_twice(opened, cross):
    with pytest.raises(crossings.SeenAlready):
        cross("next_commune", crossings.open_area, asked=BY_NUMBER, ground="FOUND_HERE", reason=WHY)


def test_police_read_what_health_confirmed_for_a_compulsory_file_and_health_does_not_read_the_police(mai, cross, at):
    given = {"person_id": mai.pk, "reason": WHY}
    cross("commune_police", crossings.open_compartment, compartment="HEALTH", ground="COMPULSORY_FILE", **given)
    with pytest.raises(crossings.CrossingRefused):
        cross("health", crossings.open_compartment, compartment="MANAGEMENT", ground="COMPULSORY_FILE", **given)

    assert seen_by("commune_police", at)[1] == set(COMPARTMENTS)
    assert seen_by("health", at)[1] == {"COMMON", "HEALTH", "SUPPORT"}


def test_a_compartment_of_somebody_out_of_sight_cannot_be_asked_for(mai, cross):
    with pytest.raises(Person.DoesNotExist):
        cross(
            "next_commune", crossings.open_compartment, person_id=mai.pk, compartment="HEALTH",
            ground="COMPULSORY_FILE", reason=WHY,
        )  # fmt: skip


def test_what_the_office_opens_already_is_not_asked_for(mai, cross):
    with pytest.raises(crossings.SeenAlready):
        cross(
            "commune_police", crossings.open_compartment, person_id=mai.pk, compartment="SUPPORT",
            ground="SUBJECT_ASKS", reason=WHY,
        )  # fmt: skip


def test_only_its_owner_closes_a_crossing_and_then_it_is_over(opened, cross, at):
    with pytest.raises(Crossing.DoesNotExist):
        cross("commune_police", crossings.close_crossing, crossing_id=opened.pk)

    cross("next_commune", crossings.close_crossing, crossing_id=opened.pk)

    assert seen_by("next_commune", at) == NOTHING
    assert Fact.objects.filter(kind="people.CrossingClosed").count() == 1
    cross("next_commune", crossings.close_crossing, crossing_id=opened.pk)
    assert Fact.objects.filter(kind="people.CrossingClosed").count() == 1


def test_the_unit_ends_a_crossing_it_finds_wrong_and_gets_an_explanation(opened, cross, at):
    with pytest.raises(Crossing.DoesNotExist):
        cross("next_commune", crossings.object_to_crossing, crossing_id=opened.pk, objection="x")
    with pytest.raises(crossings.CrossingRefused):
        cross("head_here", crossings.object_to_crossing, crossing_id=opened.pk, objection=" ")

    cross("head_here", crossings.object_to_crossing, crossing_id=opened.pk, objection="Không có vụ việc nào")

    assert seen_by("next_commune", at) == NOTHING
    assert ("next_commune", "people.objection") in told()
    with pytest.raises(crossings.CrossingRefused, match="Đã có người"):
        cross("commune_police", crossings.object_to_crossing, crossing_id=opened.pk, objection="Không đúng")

    cross("next_commune", crossings.explain_crossing, crossing_id=opened.pk, explanation="Nhầm số căn cước")
    assert ("head_here", "people.objection") in told()


def test_a_unit_elsewhere_has_no_say(opened, mai, cross, at):
    third = User.objects.create(username="third", full_name="third")
    Appointment.objects.create(user=third, role=Role.COMMUNE_POLICE, area_code="02647", valid_from=SINCE)

    with pytest.raises(Crossing.DoesNotExist):
        cross("third", crossings.object_to_crossing, crossing_id=opened.pk, objection="Không đúng")
    with scope_in_database(scope_of("third", at)):
        assert queries.of_unit(scope=scope_of("third", at), at=at) == []


def test_nobody_lengthens_a_crossing_with_raw_sql(opened, at):
    with scope_in_database(scope_of("next_commune", at)), connection.cursor() as cursor:
        cursor.execute("UPDATE people_reach SET ends_at = NULL, compartment = 'HEALTH'")
        assert cursor.rowcount == 0
    with pytest.raises(ProgrammingError), scope_in_database(scope_of("next_commune", at)):
        Reach.objects.create(person_id=opened.person_id, reader="u:1", ground="x")


def test_reading_is_stated_once_in_a_quarter_of_an_hour_and_shows_through_which_crossing(opened, mai, at):
    user = someone("next_commune")

    def read(moment):
        return reading.state_reading(person_id=mai.pk, area=BAN_LAU, by=user, at=moment)

    assert read(at) is True
    assert read(at + timedelta(minutes=14)) is False
    assert read(at + timedelta(minutes=16)) is True
    assert reading.state_reading(person_id=mai.pk, area=BAN_LAU, by=someone("commune_police"), at=at) is True
    with scope_in_database(scope_of("auditor", at)):
        found = readers_of(person_id=mai.pk, since=at - timedelta(days=1))
        assert readers_of(person_id=mai.pk, since=at + timedelta(days=1)) == []
    stated = [(one.who, one.crossing) for one in found if one.what == "Mở xem hồ sơ nhạy cảm"]
    assert stated == [("commune_police", ""), ("next_commune", WHY), ("next_commune", WHY)]


def test_every_ground_names_its_article_roles_parts_and_end():
    for row in law("crossings")["grounds"]:
        ground = crossing_ground(row["code"])
        assert ground is not None
        assert "Đ. " in ground.article
        assert 0 < ground.hours <= 7 * 24
        assert set(row["roles"]) <= set(Role)
        assert set(row["compartments"]) <= set(COMPARTMENTS)
        assert set(row["kinds"]) <= set(CrossingKind)
        assert row["confidence"] in {"confirmed", "secondary", "directive", "inferred", "unknown"}


def test_a_ground_of_the_new_law_is_not_offered_before_it_is_in_force(at):
    day = timezone.localdate(at).replace(year=2026, month=6, day=30)
    codes = {one.code for one in crossing_grounds(kind=AREA, roles=[Role.COMMUNE_POLICE], on=day)}

    assert codes == {"LIFE", "OFFENCE"}


def test_the_pages_from_asking_to_explaining(mai, as_, at):
    police, head = as_("next_commune"), as_("")
    head.force_login(someone("head_here"), backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = {"number": NUMBER, "ground": "FOUND_HERE", "reason": WHY}

    wrong = police.post(reverse("people:crossing-area"), {"ground": "FOUND_HERE", "reason": WHY})
    assert wrong.status_code == 422
    assert "Hãy điền số giấy tờ" in wrong.content.decode()
    assert police.post(reverse("people:crossing-area"), asked).status_code == 302
    assert "Lò Thị Mai" in police.get(reverse("people:crossings")).content.decode()
    assert police.get(reverse("people:readers", args=[mai.pk])).status_code == 200

    of_unit = head.get(reverse("people:crossings")).content.decode()
    assert WHY in of_unit
    crossing = Fact.objects.get(kind="people.CrossingOpened").data["crossing_id"]
    assert head.post(reverse("people:crossing-object", args=[crossing]), {"words": "Không đúng"}).status_code == 302
    assert police.get(reverse("people:readers", args=[mai.pk])).status_code == 404
    shown = police.get(reverse("people:crossings")).content.decode()
    assert "đã hết quyền xem" in shown
    assert "Lò Thị Mai" not in shown
    explained = police.post(reverse("people:crossing-explain", args=[crossing]), {"words": "Nhầm số"})
    assert explained.status_code == 302
    assert "Nhầm số" in head.get(reverse("people:crossings")).content.decode()
