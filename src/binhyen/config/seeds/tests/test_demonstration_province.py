"""The demonstration province: what stands in it after seeding, and that seeding never touches other people's data."""

import re
import tomllib

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.test import RequestFactory

from binhyen.config.seeds import names, papers, province
from binhyen.config.seeds.commands import demo, logins
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM, Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobState
from binhyen.foundation.journal.models import Fact
from binhyen.kit.paths import ROOT, SEEDS
from binhyen.operations.cases.models import Case, Difference, ListImport, Roster
from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.lint import lint
from binhyen.operations.directives.values import DirectiveState
from binhyen.registers.documents.models import DocumentLink
from binhyen.registers.organisations.models import Body
from binhyen.registers.territories.models import Commune, Hamlet


def test_other_peoples_data_is_never_seeded_into(db, person):
    person("leader")

    answer = CliRunner().invoke(demo)

    assert answer.exit_code == 1
    assert "đã có người dùng" in answer.output
    assert not Commune.objects.exists()


@pytest.fixture
def seeded(transactional_db, settings, tmp_path):
    """Seeded as the command does it; the work of reading runs on a connection of its own, so rows are really there."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    answer = CliRunner().invoke(demo, ["--share", "0.02"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_province_stands_and_a_second_seeding_adds_nothing(seeded):
    assert Commune.objects.count() == 3321
    assert Commune.objects.filter(province="15").count() == 99
    assert Body.objects.filter(level="COMMUNE").count() == 7 * 99
    assert Hamlet.objects.count() == 13
    assert {Role(role) for role in Appointment.objects.values_list("role", flat=True)} == set(Role)
    at_start = ["notifications.mail", "indicators.refresh"]  # what the server does first
    waiting = Job.objects.exclude(state=JobState.DONE).exclude(kind__in=at_start)
    assert list(waiting.values_list("kind", "state", "message")) == []

    plan, letter = Directive.objects.order_by("pk")
    assert plan.state == DirectiveState.REVIEW
    assert plan.duties.count() >= 90
    assert letter.state == DirectiveState.SIGNED
    assert letter.duties.count() >= 25
    assert letter.document.printed == "5121/UBND-NC"
    assert DocumentLink.objects.filter(target__isnull=False).count() >= 3

    with scope_in_database(THE_SYSTEM):
        assert 200 < Case.objects.count() < 300
        assert ListImport.objects.get(roster_kind="").state == "PREVIEW"
        keepers = dict(Roster.objects.values_list("kind", "made_by__username"))
        assert keepers.items() >= {"POLICE": "commune_police", "FACILITY": "facility_officer"}.items()
        unknown = Difference.objects.filter(kind="MISSING_HERE", closed_at=None)
        assert {row.detail["name"] for row in unknown} == {"Ma Seo Lử", "Lồ Văn Siểng"}
        lacking = Difference.objects.filter(right="FACILITY", left="REGISTER")
        assert sorted(lacking.values_list("outcome", flat=True)) == ["", "EXPLAINED"]

    counts = [model.objects.count() for model in (User, Body, Hamlet, Directive, DocumentLink)]
    again = CliRunner().invoke(demo, ["--again"], catch_exceptions=False)
    assert again.exit_code == 0
    assert [model.objects.count() for model in (User, Body, Hamlet, Directive, DocumentLink)] == counts
    loads = ("territories.CodesLoaded", "organisations.BodiesLoaded", "territories.BoundariesImported")
    assert Fact.objects.exclude(kind__in=loads).filter(kind="accounts.AccountMade").count() == len(
        province.cast().people
    )

    for login in province.cast().logins:
        assert login.username in seeded
    someone = authenticate(RequestFactory().post("/"), username="leader", password=province.cast().password)
    assert someone is not None
    assert someone.username == "leader"


def test_the_plan_has_the_faults_such_plans_have():
    found = {finding.code for finding in lint(read(papers.plan(), name=papers.PLAN), issued=None)}

    assert found >= {
        "DEADLINE_BEFORE_ISSUE", "DEADLINE_ON_DAY_OFF", "NOBODY_NAMED", "TWO_LEADS", "CONTINUOUS_NO_RHYTHM",
        "RECURRING_NO_PERIOD", "TARGET_WITHOUT_NUMBER", "LAW_NUMBER_IMPOSSIBLE", "NUMBER_REPEATED", "NUMBER_SKIPPED",
        "BODY_GONE", "PERSONAL_PHONE",
    }  # fmt: skip


def test_the_plan_prints_the_published_figures():
    text = papers.plan().decode()

    for figure in (
        "6.976",
        "1.087",
        "3.676",
        "1.987",
        "62 người",
        "72 người",
        "1.555",
        "2.213",
        "3.938",
        "2.207",
        "175,8",
    ):
        assert figure in text
    assert 1087 + 3676 + 2213 == 6976
    assert 1987 + 62 + 72 + 1555 == 3676
    assert 32 + 25 + 42 == 99


def test_telephone_numbers_and_mail_lead_nowhere():
    texts = [path.read_text(encoding="utf-8") for path in SEEDS.rglob("*") if path.suffix in {".md", ".toml"}]
    phones = [found for text in texts for found in re.findall(r"\b0\d{3}[.\s]?\d{3}[.\s]?\d{3}\b", text)]
    mails = [found for text in texts for found in re.findall(r"[\w.]+@([\w.]+\w)", text)]

    assert phones
    assert all(re.fullmatch(r"0\d{3}\.000\.\d{3}", phone) for phone in phones)
    assert set(mails) <= {"example.vn"}


def test_the_same_word_always_gives_the_same_person():
    assert names.invent(start="a", people="Mông", sex="male") == names.invent(start="a", people="Mông", sex="male")
    made = {names.invent(start=str(n), people="Kinh", sex="female") for n in range(200)}
    assert len(made) > 150
    assert all(2 < len(name.split()) < 5 for name in made)


def test_the_letter_is_a_word_file_with_its_head_and_its_signer():
    reading = read(papers.letter(), name="x.docx")

    assert (reading.meta.number, reading.meta.symbol) == ("5121", "UBND-NC")
    assert reading.meta.signer == "Lù Quang Đạt"


def test_logins_are_printed_without_touching_the_database():
    output = CliRunner().invoke(logins).output

    assert "commune_police" in output
    assert "Không dùng cho công việc thật" in output


def test_the_notice_names_whose_work_the_names_come_from():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    for owner in ("hungnguyen", "Van-Duyet Le", "Thang Le Quoc", "zindont"):
        assert owner in notice


def test_every_code_table_has_its_source():
    sources = tomllib.loads((ROOT / "law/codes/sources.toml").read_text(encoding="utf-8"))

    tables = {path.name for path in (ROOT / "law/codes").iterdir() if path.name != "sources.toml"}
    assert set(sources) == tables
    assert all({"holds", "basis", "retrieved", "confidence"} <= set(entry) for entry in sources.values())


def test_every_file_of_the_law_says_where_it_comes_from():
    told = (ROOT / "law/SOURCES.md").read_text(encoding="utf-8")

    files = [path for path in (ROOT / "law").rglob("*") if path.suffix in {".csv", ".gz"} or path.parent.name == "law"]
    names = [str(path.relative_to(ROOT / "law")) for path in files if path.is_file() and path.suffix != ".md"]
    assert [name for name in names if f"`{name}`" not in told] == []
