"""Who reaches what: every address of the product × every person of the cast. A new address without a row fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.classification.models import Roadmap, RoadmapStep, Scenario
from binhyen.monitoring.indicators.actions.closing import close as close_books
from binhyen.monitoring.merit.models import Circumstance, Proposal
from binhyen.monitoring.recognition.actions.councils import Member, set_council
from binhyen.monitoring.recognition.models import ReviewFile, Session, Unit, UnitFile
from binhyen.monitoring.recognition.values import Seat
from binhyen.monitoring.reporting.actions.editing import begin as begin_form
from binhyen.monitoring.reporting.actions.laying import Laid, lay
from binhyen.monitoring.reporting.models import Consolidation, Report, ReportDuty, Round
from binhyen.monitoring.reporting.rules.duties import chain_data
from binhyen.monitoring.reporting.values.consolidated import Consolidated
from binhyen.monitoring.reporting.values.reports import State, Step
from binhyen.operations.cases.actions.exports import Why, export
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.models import Case, CaseFact, CasePaper, Difference, ListExport, ListImport, Transfer
from binhyen.operations.cases.queries.register import CaseFilter
from binhyen.operations.directives.models import CalendarFeed, DirectiveFinding, Duty
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.offences.actions.offences import record_offence
from binhyen.operations.offences.actions.points import record_point
from binhyen.operations.offences.actions.routes import record_route
from binhyen.operations.offences.values import (
    OffenceDetails,
    PartyDetails,
    PointDetails,
    PointStep,
    RouteDetails,
    SeizureDetails,
)
from binhyen.operations.work.actions.giving import give
from binhyen.operations.work.models import Handover, Question, Task, WorkFeed
from binhyen.operations.work.values import Sharing, TaskDetails
from binhyen.registers.documents.actions import numbering
from binhyen.registers.documents.models import DocumentLink, Outgoing
from binhyen.registers.organisations.models import Body
from binhyen.registers.people.actions.requests import ask as request_received
from binhyen.registers.people.actions.rows import number_row
from binhyen.registers.people.models import Crossing, Merge, Person
from binhyen.registers.people.rules.numbers import NumberRead
from binhyen.registers.people.values import RequestDetails
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports
from binhyen.registers.territories.models import Hamlet
from tests.cast import BAN_LAU, CAST, NEXT_COMMUNE, SINCE, STRANGER

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NOBODY = ""
PEOPLE = (NOBODY, STRANGER, *CAST)
# one letter per person, in the order of PEOPLE: nobody, stranger, coordinator, officer, health department, commune
# police, police of the next commune, commune committee, leader, auditor, administrator
SIGN_IN, FORBIDDEN, HIDDEN, REACHED = "s", "f", "-", "A"
ANYBODY = "AAAAAAAAAAA"
SIGNED_IN = "sAAAAAAAAAA"
ANY_OFFICE = "sfAAAAAAAAA"


@dataclass(frozen=True)
class Row:
    who: str
    given: dict[str, str] = field(default_factory=dict)  # name of a place in the address: what the world calls it
    post: bool = False
    sent: dict[str, Any] | None = None  # what is sent: as JSON, with ``post`` as a form


def row(who: str, *, post: bool = False, sent: dict[str, Any] | None = None, **given: str) -> Row:
    return Row(who, given, post, sent)


# who may, for groups of addresses that are guarded alike
READERS = "sfAAAAAAAAf"  # of directives and duties, each in its scope
REVIEWERS = "sfAAfffffff"
ONLOOKERS = "sfAAffffAAf"  # the review page: those who read the whole province look on
HOUSE = "sfffffffffA"  # accounts: the administrator alone
BODY_KEEPERS = "sfAfffffffA"
WATCHERS = "sfAffffffAA"  # the journal
PEOPLE_KEEPERS = "sfAAfAAAfff"  # who enters and mends people somewhere
SEES_PERSON = "sfAAfA-AAAf"  # a person of Bản Lầu
KEEPS_PERSON = "sfAAfA-Afff"
PEOPLE_READERS = "sfAAfAAAAAf"  # of people of the programme, each in its scope
OWN_COMMUNE = "sffffAfAfff"  # both offices of the commune itself; the next commune is refused

FIGURE_READERS = "sfAAAAAAAAf"  # every office but the administrator's
COORDINATES = "sfAffffffff"
WHOLE_PROVINCE = "sfAAffffAAf"
CASE_READERS = "sfAAfAAAAAf"  # lists of cases, each in its scope
THE_CASE = "sfAAfA-AAAf"  # one case of the commune
CASE_WORKERS = "sfAAfA-Afff"  # who states facts of it

WORK_READERS = "sfAAAAAAAAf"
WORK_DOERS = "sfAAAAAAfff"
PLACE_COUNTERS = "sfAAfAAAAAf"  # counts of offences and areas, each in its scope
PLACE_READERS = "sfAAfAAffff"  # their rows: the police
PLACE_ROW = "sfAAfA-ffff"  # a row of Bản Lầu
ROUTE_KEEPERS = "sfAAfffffff"

FILLS_REPORT = "sfff-A-Afff"  # its unit's own; others' are not there, the province reads

DRAFTERS = "sfAAAAAAfff"  # documents of one's own body
OWN_DRAFT = "sf-----A---"  # a draft of the commune's committee

MATRIX: dict[str, Row] = {
    # portal
    "portal:home": row(ANYBODY),
    "portal:help": row(ANYBODY),
    "portal:appearance": row(ANYBODY, post=True),
    "portal:gallery": row(ANYBODY),
    "portal:gallery-grid": row(ANYBODY),
    "portal:sections": row(SIGNED_IN),
    "portal:search": row(ANY_OFFICE),
    "portal:map": row(ANY_OFFICE),
    # bodies
    "organisations:list": row(ANY_OFFICE),
    "organisations:export": row(ANY_OFFICE),
    "organisations:complete": row(ANY_OFFICE),
    "organisations:body": row(ANY_OFFICE, key="body"),
    "organisations:make": row(BODY_KEEPERS),
    "organisations:rename": row(BODY_KEEPERS, key="body"),
    "organisations:alias-add": row(BODY_KEEPERS, key="body"),
    "organisations:close": row(BODY_KEEPERS, key="body"),
    "organisations:member-add": row(BODY_KEEPERS, key="group"),
    "organisations:member-remove": row(BODY_KEEPERS, key="group", member="member"),
    # documents: a document between others is not there for the rest
    "documents:list": row(ANY_OFFICE),
    "documents:export": row(ANY_OFFICE),
    "documents:document": row("sfAA----AAA", pk="document"),
    "documents:register": row(REVIEWERS),
    "documents:amend": row(REVIEWERS, pk="document"),
    "documents:link": row(REVIEWERS, post=True, pk="document"),
    "documents:unlink": row(REVIEWERS, post=True, pk="document", link_id="link"),
    # documents being made: of one's own body alone until they are signed; books of numbers of one's own body
    "documents:drafts": row(ANY_OFFICE),
    "documents:begin": row(DRAFTERS),
    "documents:outgoing": row(OWN_DRAFT, pk="outgoing"),
    "documents:outgoing-picture": row(OWN_DRAFT, pk="outgoing", page="1"),
    "documents:outgoing-word": row(OWN_DRAFT, pk="outgoing"),
    "documents:outgoing-pdf": row(OWN_DRAFT, pk="outgoing"),
    "documents:outgoing-edit": row("sf-----Afff", pk="outgoing"),
    "documents:outgoing-number": row("sf-----Afff", post=True, pk="outgoing"),
    "documents:outgoing-signed": row("sf-----Afff", post=True, pk="outgoing"),
    "documents:outgoing-send": row("sf-----Afff", post=True, pk="outgoing"),
    "documents:outgoing-cancel": row("sf-----Afff", post=True, pk="outgoing"),
    "documents:numbers": row("sfAAAAAAAAf"),
    "documents:numbers-export": row("sfAAAAAAAAf"),
    "documents:number-keep": row(DRAFTERS),
    "documents:number-rule": row(DRAFTERS),
    "documents:number-go-on": row(DRAFTERS),
    "documents:number-cancel": row("sfff---Afff", pk="kept_number"),
    "documents:templates": row(DRAFTERS),
    "documents:template": row(DRAFTERS, code="KE_HOACH"),
    "documents:template-begin": row(COORDINATES),
    "documents:check-layout": row(ANY_OFFICE),
    "documents:check-signatures": row(ANY_OFFICE),
    # offences and areas
    "offences:areas": row(PLACE_COUNTERS),
    "offences:ground": row(PLACE_READERS),
    "offences:areas-export": row(PLACE_COUNTERS),
    "offences:area": row("sfAAfA-AAAf", code="commune"),
    "offences:routes": row(PLACE_COUNTERS),
    "offences:route": row(PLACE_COUNTERS, pk="route"),
    "offences:route-add": row(ROUTE_KEEPERS),
    "offences:route-correct": row(ROUTE_KEEPERS, pk="route"),
    "offences:route-withdraw": row(ROUTE_KEEPERS, pk="route"),
    "offences:party-correct": row(PLACE_ROW, pk="party"),
    "offences:party-withdraw": row(PLACE_ROW, pk="party"),
    "offences:seizure-correct": row(PLACE_ROW, pk="seizure"),
    "offences:seizure-withdraw": row(PLACE_ROW, pk="seizure"),
    "offences:step-correct": row(PLACE_ROW, pk="point_step"),
    "offences:step-withdraw": row(PLACE_ROW, pk="point_step"),
    "offences:party-add": row("sfAAfA-ffff", pk="offence"),
    "offences:seizure-add": row("sfAAfA-ffff", pk="offence"),
    "offences:step-add": row("sfAAfA-ffff", pk="point"),
    "offences:rows": row(PLACE_READERS, table="table"),
    "offences:rows-export": row(PLACE_READERS, table="table"),
    "offences:row-add": row(PLACE_READERS, table="table"),
    "offences:grid": row(PLACE_READERS, table="table"),
    "offences:grid-save": row(PLACE_READERS, sent={}, table="table"),
    "offences:grid-state": row(PLACE_READERS, post=True, table="table"),
    "offences:import": row(PLACE_READERS, table="table"),
    "offences:import-preview": row("sf--f--ffff", table="table", file_id="no_file"),  # who brought it, nobody else
    "offences:import-write": row("sf--f--ffff", post=True, table="table", file_id="no_file"),
    "offences:row": row(PLACE_ROW, table="table", pk="offence"),
    "offences:row-correct": row(PLACE_ROW, table="table", pk="offence"),
    "offences:row-withdraw": row(PLACE_ROW, table="table", pk="offence"),
    # territories
    "territories:list": row(ANY_OFFICE),
    "territories:province": row(ANY_OFFICE, code="province"),
    "territories:province-export": row(ANY_OFFICE, code="province"),
    "territories:commune": row(ANY_OFFICE, code="commune"),
    "territories:hamlet-enter": row(OWN_COMMUNE, code="commune"),
    "territories:hamlet-rename": row(OWN_COMMUNE, code="commune", hamlet_id="hamlet"),
    "territories:hamlet-close": row(OWN_COMMUNE, code="commune", hamlet_id="hamlet"),
    "territories:population-set": row(BODY_KEEPERS, code="commune"),
    "territories:populations": row(BODY_KEEPERS, code="province"),
    # accounts
    "accounts:mine": row(SIGNED_IN),
    "accounts:list": row(HOUSE),
    "accounts:new": row(HOUSE),
    "accounts:bodies": row(HOUSE),
    "accounts:detail": row(HOUSE, user_id="user"),
    "accounts:change": row(HOUSE, post=True, user_id="user"),
    "accounts:close": row(HOUSE, post=True, user_id="user"),
    "accounts:password": row(HOUSE, post=True, user_id="user"),
    "accounts:office-new": row(HOUSE, post=True, user_id="user"),
    "accounts:stand-in": row(HOUSE, user_id="user", appointment_id="office"),
    "accounts:end": row(HOUSE, user_id="user", appointment_id="office"),
    # people opened across an area or a compartment: by the police of the next commune; and who read a file
    # cases
    "cases:list": row(CASE_READERS),
    "cases:sheet": row("sfAAfAAAfff"),
    "cases:sheet-save": row("sfAAfAAAfff", sent={}),
    "cases:bulk": row("sfAAfAAAfff", post=True),
    "cases:clocks": row(CASE_READERS),
    "cases:transfers": row(CASE_READERS),
    "cases:transfer": row(CASE_READERS, pk="transfer"),
    "cases:transfer-accept": row("sfAffAAffff", post=True, pk="transfer"),
    "cases:transfer-refuse": row("sfAffAAffff", post=True, pk="transfer"),
    "cases:returning": row(CASE_READERS),
    "cases:totals": row(CASE_READERS),
    "cases:flow": row(CASE_READERS),
    "cases:totals-people": row(CASE_READERS),
    "cases:file": row(THE_CASE, pk="human"),
    "cases:choose": row(CASE_WORKERS, pk="human"),
    "cases:record": row("sfAffA-Afff", pk="human", kind="VISIT"),
    "cases:reception": row(CASE_WORKERS, pk="human"),
    "cases:helper-add": row(CASE_WORKERS, post=True, pk="human"),
    "cases:helper-end": row(CASE_WORKERS, post=True, pk="human", helper_id="nothing"),
    "cases:correct": row("sfAffA-Afff", fact_id="case_fact"),
    "cases:withdraw": row("sfAffA-Afff", fact_id="case_fact"),
    # papers of cases, and the province's templates of them
    # lists in: a list of Bản Lầu, read and not yet written
    "cases:lists": row(PEOPLE_KEEPERS),
    "cases:list-import": row(KEEPS_PERSON, pk="list"),
    "cases:list-save": row(KEEPS_PERSON, post=True, pk="list"),
    "cases:list-more": row(KEEPS_PERSON, pk="list"),
    "cases:list-columns": row(KEEPS_PERSON, pk="list"),
    "cases:list-rows": row(KEEPS_PERSON, post=True, pk="list"),
    "cases:list-row": row(KEEPS_PERSON, pk="list", row_id="list_row"),
    "cases:list-again": row(KEEPS_PERSON, post=True, pk="list"),
    "cases:list-write": row(KEEPS_PERSON, post=True, pk="list"),
    "cases:list-undo": row(KEEPS_PERSON, post=True, pk="list"),
    # lists out: a list of names somebody of Bản Lầu took out
    # keepers' lists against each other; the list of the world is one for the register, so that it is told so
    "cases:rosters": row(PEOPLE_KEEPERS),
    "cases:rosters-compare": row("sf--f---fff", post=True),  # without a day there is nothing to compare
    "cases:roster-make": row(KEEPS_PERSON, post=True, pk="list"),
    "cases:roster-settle": row(KEEPS_PERSON, pk="difference"),
    "cases:export": row(PEOPLE_KEEPERS),
    "cases:exports": row(PEOPLE_KEEPERS),
    "cases:export-take": row(KEEPS_PERSON, post=True, pk="export"),
    "cases:papers": row(THE_CASE, pk="human"),
    "cases:paper": row(CASE_WORKERS, pk="human", code="summons"),
    "cases:paper-again": row(THE_CASE, post=True, paper_id="paper"),
    "cases:papers-many": row("sfAAfAAAfff"),
    "cases:templates": row(CASE_READERS),
    "cases:template": row(CASE_READERS, code="summons"),
    "cases:template-edit": row("sfAffffffff", code="summons"),
    "cases:template-restore": row("sfAffffffff", post=True, code="summons"),
    "people:list": row(PEOPLE_READERS),
    "people:enter": row(PEOPLE_KEEPERS),
    "people:hint": row(PEOPLE_KEEPERS, post=True),
    "people:choose": row(PEOPLE_READERS, post=True),
    "people:hamlets": row(PEOPLE_KEEPERS),
    "people:pairs": row(PEOPLE_KEEPERS),
    "people:pair": row(KEEPS_PERSON, left_id="human", right_id="twin"),
    "people:unmerge": row(KEEPS_PERSON, merge_id="merge"),
    "people:requests": row(PEOPLE_KEEPERS),
    "people:request": row(KEEPS_PERSON, request_id="request"),
    "people:request-acknowledge": row(KEEPS_PERSON, post=True, request_id="request"),
    "people:request-extend": row(KEEPS_PERSON, post=True, request_id="request"),
    "people:request-answer": row(KEEPS_PERSON, post=True, request_id="request"),
    "people:person": row(SEES_PERSON, pk="human"),
    "people:amend": row(KEEPS_PERSON, pk="human"),
    "people:part-add": row(KEEPS_PERSON, pk="human", part="so"),
    "people:photo": row(KEEPS_PERSON, pk="human"),
    "people:part-end": row(KEEPS_PERSON, pk="human", part="number", row_id="identity"),
    "people:show": row(SEES_PERSON, post=True, pk="human", part="number", row_id="identity"),
    "people:history": row(SEES_PERSON, pk="human"),
    "people:summary": row(SEES_PERSON, pk="human"),
    "people:person-requests": row(KEEPS_PERSON, pk="human"),
    "people:crossings": row(PEOPLE_READERS),
    "people:crossing-area": row(PEOPLE_READERS),
    "people:crossing-compartment": row("sfAAfA-AAAf", person_id="human", compartment="HEALTH"),
    "people:crossing-close": row("sf--f-A---f", post=True, crossing_id="crossing"),
    "people:crossing-object": row("sfAffA-AAff", crossing_id="crossing"),
    "people:crossing-explain": row("sf--f-A---f", crossing_id="crossing"),
    "people:readers": row("sfAAfA-AAAf", person_id="human"),
    # classes: the whole province's, or one's own commune's; who plans its road; how the province reads the law
    "classification:board": row(CASE_READERS),
    "classification:board-export": row(CASE_READERS),
    "classification:road": row(CASE_READERS),
    "classification:readings": row(CASE_READERS),
    "classification:reading": row("sfAffffffff", code="HOLE"),
    "classification:commune": row(SEES_PERSON, code="commune"),
    "classification:number": row(SEES_PERSON, code="commune", what="people_breaking"),
    "classification:if": row(SEES_PERSON, code="commune"),
    "classification:scenario-save": row(KEEPS_PERSON, post=True, code="commune"),
    "classification:scenario-remove": row(KEEPS_PERSON, post=True, code="commune", pk="scenario"),
    "classification:roadmap": row(SEES_PERSON, code="commune"),
    "classification:roadmap-set": row(KEEPS_PERSON, code="commune"),
    "classification:step-add": row(KEEPS_PERSON, post=True, code="commune"),
    "classification:step-done": row(KEEPS_PERSON, post=True, code="commune", pk="road_step"),
    "classification:step-remove": row(KEEPS_PERSON, post=True, code="commune", pk="road_step"),
    # the yearly procedure: a commune's own file; the council, decisions and the province's own file for the province
    "recognition:period": row(CASE_READERS),
    "recognition:procedure": row(CASE_READERS),
    "recognition:term": row(COORDINATES, code="COUNCIL_SHARE"),
    "recognition:paper-rule-add": row(COORDINATES),
    "recognition:paper-rule": row(COORDINATES, code="RESIDENTS"),
    "recognition:file": row(SEES_PERSON, year="2025", code="commune"),
    "recognition:report": row(SEES_PERSON, year="2025", code="commune"),
    "recognition:dossier": row(SEES_PERSON, year="2025", code="commune"),
    "recognition:dossier-pdf": row(SEES_PERSON, year="2025", code="commune"),
    "recognition:assess": row("sffffA-Afff", year="2025", code="commune"),
    "recognition:check": row("sfAAff-ffff", year="2025", code="commune"),
    "recognition:paper-add": row("sfAAfA-Afff", year="2025", code="commune", paper="RESIDENTS"),
    "recognition:paper-remove": row("sfAAfA-Afff", year="2025", code="commune", pk="review_paper"),
    "recognition:council": row(WHOLE_PROVINCE, year="2025"),
    "recognition:council-set": row(COORDINATES, year="2025"),
    "recognition:session-hold": row(COORDINATES, year="2025"),
    "recognition:minutes": row(WHOLE_PROVINCE, year="2025", pk="session"),
    "recognition:proposal": row(WHOLE_PROVINCE, year="2025"),
    "recognition:decisions": row(WHOLE_PROVINCE, year="2025"),
    "recognition:decide": row(COORDINATES, year="2025"),
    "recognition:province": row(WHOLE_PROVINCE, year="2025"),
    "recognition:province-assess": row(COORDINATES, post=True, year="2025"),
    "recognition:ministry": row(COORDINATES, post=True, year="2025"),
    "recognition:units": row(CASE_READERS),
    "recognition:units-export": row(CASE_READERS),
    "recognition:unit-enter": row("sffffAAAfff"),
    "recognition:unit-hamlets": row("sffffAAAfff", post=True),
    "recognition:unit-criteria": row(CASE_READERS),
    "recognition:unit-criterion-add": row(COORDINATES, kind="SCHOOL"),
    "recognition:unit-decider": row(COORDINATES, kind="SCHOOL"),
    "recognition:unit-criterion": row(COORDINATES, kind="SCHOOL", code="PEOPLE"),
    "recognition:unit-decisions": row(CASE_READERS),
    "recognition:unit-decide": row("sfAffffAfff", year="2025"),
    "recognition:unit": row(SEES_PERSON, pk="unit"),
    "recognition:unit-amend": row("sffffA-Afff", pk="unit"),
    "recognition:unit-close": row("sffffA-Afff", pk="unit"),
    "recognition:unit-assess": row("sffffA-Afff", pk="unit", year="2025"),
    "recognition:unit-check": row("sffffA-Afff", pk="unit", year="2025"),
    "recognition:unit-evidence-add": row("sffffA-Afff", pk="unit", year="2025", code="PEOPLE"),
    "recognition:unit-evidence": row("sf--f-----f", pk="unit", year="2025", paper="unit_paper"),  # it has no file here
    "recognition:unit-evidence-remove": row("sffffA-Afff", pk="unit", year="2025", paper="unit_paper"),
    # figures: the province's for every office, names behind them for who counts people
    "indicators:board": row(FIGURE_READERS),
    "indicators:dictionary": row(FIGURE_READERS),
    "indicators:indicator": row(FIGURE_READERS, code="people.managed"),
    "indicators:facts": row("sf--f-----f", code="nothing_here"),
    "indicators:state": row("sf-f----fff", code="nothing_here"),
    "indicators:stated-correct": row("sf-f----fff", pk="nothing_stated"),
    "indicators:stated-withdraw": row("sf-f----fff", pk="nothing_stated"),
    "indicators:multiples": row(FIGURE_READERS),
    "indicators:look": row(FIGURE_READERS),
    "indicators:later": row("sf--f-----f", code="nothing_here"),
    "indicators:refresh": row("sfAffffffff", post=True),
    "indicators:closings": row(FIGURE_READERS),
    "indicators:forecasts": row(WHOLE_PROVINCE),
    "indicators:close": row("sfAffffffff", kind="ADMIN_MONTH", code="2026-10"),
    "indicators:closing": row(FIGURE_READERS, code="closing"),
    "indicators:closing-changed": row(CASE_READERS, code="closing"),
    "indicators:publish": row("sfAffffffff", post=True, code="closing"),
    "indicators:public": row(ANYBODY),
    "indicators:check": row(ANYBODY),
    # reports of one unit: its own people, and the province
    "reporting:mine": row(FIGURE_READERS),
    "reporting:list": row(WHOLE_PROVINCE),
    "reporting:check": row(SIGNED_IN),
    "reporting:duties": row(FIGURE_READERS),
    "reporting:duty-make": row(COORDINATES),
    "reporting:duty": row(FIGURE_READERS, key="report_duty"),
    "reporting:duty-end": row(COORDINATES, key="report_duty"),
    "reporting:duty-lock": row(COORDINATES, key="report_duty"),
    "reporting:ask": row(COORDINATES, key="report_duty"),
    "reporting:fill": row("sfAA-A-AAAf", pk="report"),
    "reporting:number": row(FILLS_REPORT, pk="report"),
    "reporting:annexes": row(FILLS_REPORT, pk="report"),
    "reporting:annex-drop": row(FILLS_REPORT, post=True, pk="report", annex="1"),
    "reporting:word": row("sfAA-A-AAAf", pk="report"),
    "reporting:excel": row("sfAA-A-AAAf", pk="report"),
    "reporting:pdf": row("sfAA-A-AAAf", pk="report"),
    "reporting:version": row("sfAA-A-AAAf", pk="sent_report", number="1"),
    "reporting:row": row(FILLS_REPORT, post=True, pk="report", row="luot_nghe"),
    "reporting:rows": row("sfff----fff", pk="report", code="danh_sach"),  # no list in this form
    "reporting:block": row(FILLS_REPORT, post=True, pk="report", code="noi_bat"),
    "reporting:refresh": row(FILLS_REPORT, post=True, pk="report"),
    "reporting:comment": row("sfAA-A-Afff", post=True, pk="report"),
    "reporting:settle": row("sfAA-A-Afff", post=True, pk="report", comment="1"),
    "reporting:sign": row("sfff-A-ffff", pk="report"),
    "reporting:send-back": row("sfff-A-ffff", post=True, pk="report"),
    "reporting:correct": row(FILLS_REPORT, pk="sent_report"),
    "reporting:receive": row(REVIEWERS, pk="report"),
    "reporting:request": row(FILLS_REPORT, pk="report"),
    # reports put together: the whole province's; forms: everybody reads, the coordinator keeps
    "reporting:monday": row(WHOLE_PROVINCE),
    "reporting:watch": row(WHOLE_PROVINCE, pk="round"),
    "reporting:decide": row(REVIEWERS, pk="round"),
    "reporting:nudge": row(REVIEWERS, post=True, pk="round"),
    "reporting:consolidations": row(WHOLE_PROVINCE, pk="round"),
    "reporting:consolidated": row(WHOLE_PROVINCE, code="together"),
    "reporting:consolidated-place": row(WHOLE_PROVINCE, code="together", ref="quan_ly.nay"),
    "reporting:consolidated-questions": row(REVIEWERS, code="together"),
    "reporting:consolidated-paper": row(REVIEWERS, code="together"),
    "reporting:consolidated-file": row(WHOLE_PROVINCE, code="together", form="xlsx"),
    "reporting:forms": row(FIGURE_READERS),
    "reporting:form": row(FIGURE_READERS, code="lc_week"),
    "reporting:form-begin": row(COORDINATES, post=True, code="lc_week"),
    "reporting:form-indicators": row(COORDINATES),
    "reporting:draft": row(COORDINATES, pk="draft_form"),
    "reporting:draft-preview": row(COORDINATES, pk="draft_form"),
    "reporting:draft-check": row(COORDINATES, pk="draft_form", code="them"),
    "reporting:draft-part": row(COORDINATES, pk="draft_form", section="so_lieu", part="rows", code="vu"),
    "reporting:draft-publish": row(COORDINATES, post=True, pk="draft_form"),
    "reporting:draft-drop": row(COORDINATES, post=True, pk="draft_form"),
    # journal, jobs (everybody sees the own ones), files (a file nobody knows)
    "journal:list": row(WATCHERS),
    "journal:verify": row(WATCHERS, post=True),
    "journal:detail": row(WATCHERS, fact_id="fact"),
    "jobs:list": row(SIGNED_IN),
    "jobs:progress": row("s--A------A", job_id="job"),
    "files:download": row("s----------", file_id="no_file"),
    # messages: everybody the own ones
    "notifications:list": row(SIGNED_IN),
    "notifications:unread": row(ANYBODY),
    "notifications:all-read": row(SIGNED_IN, post=True),
    "notifications:open": row("s----------", notification_id="no_file"),
    "notifications:subscribe": row(SIGNED_IN, post=True),
    "notifications:try-push": row(SIGNED_IN, post=True),
    "notifications:unsubscribe": row(SIGNED_IN, post=True, pk="nothing"),
    "notifications:service-worker": row(ANYBODY),
    # directives: a commune sees the directive that gives it work, and no other
    "directives:list": row(READERS),
    "directives:directive": row("sfAAA--AAAf", pk="directive"),
    "directives:add": row(REVIEWERS),
    "directives:intake": row("sf--fffffff", pk="nothing"),
    "directives:intake-again": row("sf--fffffff", post=True, pk="nothing"),
    "directives:intake-dismiss": row("sf--fffffff", post=True, pk="nothing"),
    "directives:meta": row(REVIEWERS, pk="directive"),
    "directives:discard": row(REVIEWERS, post=True, pk="directive"),
    "directives:sign": row("sfAffffffff", post=True, pk="directive"),
    # review
    "directives:review": row(ONLOOKERS, pk="directive"),
    "directives:outline": row(ONLOOKERS, pk="directive"),
    "directives:card": row(ONLOOKERS, pk="duty"),
    "directives:accept-certain": row(REVIEWERS, post=True, pk="directive"),
    "directives:accept-section": row(REVIEWERS, post=True, pk="directive", section="0"),
    "directives:undo": row(REVIEWERS, post=True, pk="directive"),
    "directives:make": row(REVIEWERS, post=True, pk="directive"),
    "directives:deadline": row(REVIEWERS, pk="directive"),
    "directives:bodies": row(REVIEWERS),
    "directives:accept": row(REVIEWERS, post=True, pk="duty"),
    "directives:remove": row(REVIEWERS, post=True, pk="duty"),
    "directives:restore": row(REVIEWERS, post=True, pk="duty"),
    "directives:edit": row(REVIEWERS, pk="duty"),
    "directives:split": row(REVIEWERS, pk="duty"),
    "directives:merge": row(REVIEWERS, post=True, pk="duty"),
    "directives:take-finding": row(REVIEWERS, post=True, pk="finding"),
    "directives:keep-finding": row(REVIEWERS, post=True, pk="finding"),
    # register
    "directives:register": row(READERS),
    "directives:register-filters": row(READERS),
    "directives:register-calendar": row(READERS),
    "directives:register-timeline": row(READERS),
    "directives:register-matrix": row(READERS),
    "directives:register-bodies": row(READERS),
    "directives:register-body": row(READERS, key="body"),
    "directives:register-duty": row("sfAAA---AAf", pk="duty"),
    "directives:register-export": row(READERS, post=True, form="xlsx"),
    "directives:feed-make": row("sfAAA---AAf", post=True, key="body"),
    "directives:feed-revoke": row("sfAA----AAf", post=True, pk="feed"),
    # the JSON doors: who is refused a thing on a page is refused it here; 404 where the page says 403 to strangers
    "api:find": row(PEOPLE_READERS, sent={"q": "mai"}),
    "api:enter": row("sfAAfAfAfff", sent={"full_name": "Lò Thị Mây", "commune_code": BAN_LAU}),
    "api:person": row(SEES_PERSON, pk="human"),
    "api:openapi-json": row(ANYBODY),
    "api:api-root": row("-----------"),
    "api:duties": row("sAAAAAAAAAA"),
    "api:duty": row("s-AAA---AA-", pk="duty"),
    "api:directives": row("sAAAAAAAAAA"),
    "api:directive": row("s-AAA--AAA-", pk="directive"),
    "api:findings": row("s-AAf--fAA-", pk="directive"),
    "api:classes": row(CASE_READERS),
    "api:one_class": row(SEES_PERSON, code="commune"),
    "api:supposed": row(SEES_PERSON, sent={"until": "2030-01-01", "changes": []}, code="commune"),
    # work: everybody with an office reads their own, the province all; the task of the world is the committee's
    "inspections:list": row(WORK_READERS),
    "inspections:findings": row(WORK_READERS),
    "inspections:export": row(WORK_READERS),
    "inspections:add": row("sfAAAffAfff"),
    "inspections:inspection": row("sfAA-A--AAf", pk="inspection"),
    "inspections:change": row("sfAA-ff-fff", pk="inspection"),
    "inspections:hold": row("sfAA-ff-fff", pk="inspection"),
    "inspections:conclude": row("sfAA-ff-fff", pk="inspection"),
    "inspections:cancel": row("sfAA-ff-fff", pk="inspection"),
    "inspections:notice": row("sfAA-ff-fff", post=True, pk="inspection"),
    "inspections:finding-add": row("sfAA-ff-fff", pk="inspection"),
    "inspections:finding": row("sfAA-A--AAf", pk="finding_row"),
    "inspections:finding-change": row("sfAA-ff-fff", pk="finding_row"),
    "inspections:step": row("sfff-A--fff", pk="finding_row", name="remedy_step"),
    # proposals about a body: those who prepare, decide and audit; the body itself once it is sent; nobody else
    "merit:list": row(WORK_READERS),
    "merit:own": row(WORK_READERS),
    "merit:terms": row(WORK_READERS),
    "merit:circumstances": row(WORK_READERS),
    "merit:make": row(REVIEWERS),
    "merit:period-letter": row("sf--fffffff"),  # of no period
    "merit:period-draft": row("sf--fffffff", post=True),
    "merit:term": row(COORDINATES, code="merit_term"),
    "merit:circumstance-add": row(COORDINATES),
    "merit:circumstance-withdraw": row(COORDINATES, pk="circumstance"),
    "merit:proposal": row("sfAA-A--AAf", pk="merit"),
    "merit:strike": row(REVIEWERS, pk="merit_line"),
    "merit:line-add": row(REVIEWERS, pk="merit"),
    "merit:send": row(REVIEWERS, post=True, pk="merit"),
    "merit:withdraw": row(REVIEWERS, pk="merit"),
    "merit:letter": row(REVIEWERS, pk="merit"),
    "merit:draft": row(REVIEWERS, post=True, pk="merit"),
    "merit:word": row("sfff-A--fff", pk="merit"),
    "merit:decide": row("sfffffffAff", pk="merit"),
    "merit:appeal": row("sfff-f--fff", pk="merit"),  # not decided yet
    "merit:answer": row("sfff-f--fff", pk="merit"),
    "work:list": row(WORK_READERS),
    "work:export": row(WORK_READERS),
    "work:heads": row(WORK_READERS),
    "work:heat": row(WORK_READERS),
    "work:receive-all": row(WORK_DOERS, post=True),
    "work:give": row("sfAAfffAfff"),
    "work:give-days": row("sfAAfffAfff"),
    "work:give-directive": row("sf--fffffff", pk="directive"),  # not signed yet
    "work:verify-queue": row("sfAAAAAAAff"),
    "work:questions": row(WORK_READERS),
    "work:answer": row("sfAf---fAff", pk="question"),
    "work:matrix": row(WORK_READERS),
    "work:matrix-export": row(WORK_READERS),
    "work:task": row("sfAA---AAAf", pk="task"),
    "work:show": row("sfff---Afff", pk="task"),
    "work:claim": row("sfff---Afff", post=True, pk="task"),
    "work:take-back": row("sfff---Afff", post=True, pk="task"),
    "work:name-person": row("sfff---Afff", post=True, pk="task"),
    "work:add-step": row("sfff---Afff", post=True, pk="task"),
    "work:ask": row("sfff---Afff", pk="task"),
    "work:stop": row("sfAAfffffff", pk="task"),
    "work:mend": row("sfAAfffffff", pk="task"),
    "work:verify": row("sfAA---ffff", post=True, pk="task", share_id="share"),
    "work:reject": row("sfAA---ffff", pk="task", share_id="share"),
    "work:change-step": row("sfff---Afff", post=True, pk="step"),
    "work:withdraw": row("sfff---Afff", pk="evidence"),
    "work:extension-ask": row("sfff---Afff", pk="task"),
    "work:extensions": row(WORK_READERS),
    "work:extension": row("sfAA---ffff", pk="extension"),
    "work:extension-withdraw": row("sfff---Afff", post=True, pk="extension"),
    "work:difficulty-of-task": row("sfAA---Afff", pk="task"),
    "work:difficulties": row(WORK_READERS),
    "work:difficulty-add": row("sfAAAAAAfff"),
    "work:difficulty": row("sfAA---AAAf", pk="difficulty"),
    "work:difficulty-answer": row("sfAA---ffff", pk="difficulty"),
    "work:difficulty-pass": row("sfAA---ffff", pk="difficulty"),
    "work:difficulty-reopen": row("sfff---Afff", pk="difficulty"),
    "work:difficulty-close": row("sfff---Afff", post=True, pk="difficulty"),
    "work:handovers": row("sfAAAAAAAAA"),
    "work:handover-bodies": row(HOUSE, user_id="leaver"),
    "work:handover-add": row("sf-----A--A", user_id="leaver", body_id="leavers_body"),
    "work:handover": row("sf-----A--A", pk="handover"),
    "work:handover-sign": row("sf-----A--A", post=True, pk="handover"),
    "work:handover-absent": row(HOUSE, post=True, pk="handover"),
    "work:handover-cancel": row("sf-----A--A", post=True, pk="handover"),
    "work:handover-paper": row("sf-----A--A", pk="handover"),
    "work:texts": row(WORK_READERS),
    "work:terms": row(WORK_READERS),
    "work:term": row("sfAAfffffff", code="DUE_MINUTE"),
    "work:feeds": row(WORK_READERS),
    "work:feed-make": row(WORK_READERS, post=True),
    "work:feed-revoke": row("sfAA------f", post=True, pk="work_feed"),
    "work:feed": row("-----------", token="x"),  # opened by its secret alone; this one opens nothing
    "api:tasks": row("sfAAAAAAAAf"),
    "api:one_task": row("s-AA---AAA-", pk="task"),
    "api:claim_task": row("sfff---Afff", sent={}, pk="task"),
    "api:show_evidence": row("sfff---Afff", post=True, sent={"kind": "PHOTO"}, pk="task"),
    "api:verify_task": row("sfAA---ffff", sent={"share": "@share"}, pk="task"),
    "api:reject_task": row("sfAA---ffff", sent={"share": "@share", "reason": "x"}, pk="task"),
    "api:offence_areas": row(PLACE_COUNTERS),
    "api:offence_rows": row(PLACE_READERS, table="table"),
    "api:state_offence_row": row(
        PLACE_READERS, sent={"values": {"commune": BAN_LAU, "from_on": "2026-01-05"}}, table="wanted"
    ),
    "api:cases": row("sAAAAAAAAAA"),
    "api:case": row("s-AA-A-AAA-", pk="human"),
    "api:record": row("s-Af-A-Aff-", sent={"kind": "VISIT", "effective_at": "2026-11-20T00:00:00Z"}, pk="human"),
    "api:indicators": row(FIGURE_READERS),
    "api:own_reports": row(FIGURE_READERS),
    "api:all_reports": row(FIGURE_READERS),
    "api:organisations": row(ANY_OFFICE),
    "api:units": row(ANY_OFFICE, key="body"),
    "api:read_report": row("sfAA-A-AAAf", pk="report"),
    "api:sign_report": row("sfAA-A-AAAf", sent={"fingerprint": "x", "agreed": True}, pk="report"),  # refused by turn
    "api:indicator": row("sf--------f", code="nothing_here"),
    "api:closed": row(FIGURE_READERS),
    "api:calendar": row("sAAAAAAAAAA"),
    "api:bodies": row("sAAAAAAAAAA"),
    "api:read_text": row("sfAAfffffff", sent={"text": "KẾ HOẠCH"}),
    "api:get_intake": row("s----------", pk="nothing"),
    "api:accept": row("s-AAf---ff-", sent={"version": 1}, pk="duty"),
    "api:remove": row("s-AAf---ff-", sent={"version": 1}, pk="duty"),
    "api:restore": row("s-AAf---ff-", sent={"version": 1}, pk="duty"),
    "api:take": row("sfAAfffffff", sent={"version": 1}, pk="finding"),
    "api:accept_certain": row("s-AAf--fff-", sent={}, pk="directive"),
    "api:undo": row("s-AAf--fff-", sent={}, pk="directive"),
    "api:sign": row("s-Aff--fff-", sent={}, pk="directive"),
    "directives:feed": row("-----------", token="x"),  # opened by its secret alone; this one opens nothing
}

# allauth guards its own pages and has its own tests; ours is how they look (tests/journeys)
NOT_OURS = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_", "None")

# other methods of an address above; tests/contract holds them to account
SAME_ADDRESS = {"api:hand_in", "api:edit", "api:fill_report"}


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    ours = {name for name in addresses() if not name.startswith(NOT_OURS)} - SAME_ADDRESS
    assert sorted(ours - MATRIX.keys()) == [], "who may reach these? add a row"
    assert sorted(MATRIX.keys() - ours) == [], "these addresses are gone"


def test_every_row_speaks_of_everybody() -> None:
    assert [name for name, row in MATRIX.items() if len(row.who) != len(PEOPLE)] == []


def outcome(status: int, location: str) -> str:
    if status == 401 or status == 302 and location.startswith(reverse(settings.LOGIN_URL)):
        return SIGN_IN
    if status == 403:
        return FORBIDDEN
    if status == 404:
        return HIDDEN
    return REACHED if status < 500 else f"({status})"


def a_round(by: User, unit: Body) -> dict[str, Any]:
    """A weekly round with a report, what was put together of it, a draft of a form; and a report that was sent."""
    chain = chain_data((Step(title="x", roles=("COMMUNE_POLICE",)), Step(title="y", roles=("COMMUNE_COMMITTEE",))))
    duty = ReportDuty.objects.create(
        key="tuan", name="Báo cáo tuần", province_code="15", receiver_key="ca_tinh", beat="WEEK", due_day=1,
        form_code="lc_week", chain=chain,
        valid_from=SINCE, origin="PROVINCE", source="x", confidence="directive", made_at=NOW,
    )  # fmt: skip
    held = Round.objects.create(
        duty=duty, code="2026-W46", name="tuần 46", period_start=NOW.date(), period_end=NOW.date(), opens_at=NOW,
        cut_off_at=NOW, due_at=NOW, due_as_said=NOW, form_key="lc_week/1", made_at=NOW,
    )  # fmt: skip
    together = Consolidation.objects.create(
        round=held, number=1, content=Consolidated(form="lc_week/1").data(), digest="0" * 64, code="TH-2222-2222",
        at=NOW, fact_id=0,
    )  # fmt: skip
    draft = begin_form(key="lc_week/1", province="15", code="lc_week", title="", by=by, at=NOW, on=NOW.date())
    due = {"body": unit, "area_code": unit.area_code, "first_due_at": NOW, "due_at": NOW}
    report = Report.objects.create(round=held, **due)
    before = Round.objects.create(
        duty=duty, code="2026-W45", name="tuần 45", period_start=SINCE, period_end=SINCE, opens_at=NOW,
        cut_off_at=NOW, due_at=NOW, due_as_said=NOW, form_key="lc_week/1", made_at=NOW,
    )  # fmt: skip
    sent = Report.objects.create(round=before, **due)
    whole = Laid(report=sent, signers=["x", "y"], opened_at=NOW, sent_at=NOW, state=State.SENT)
    lay(round_=before, laid=[whole], by=by, at=NOW)
    return {
        "round": held.pk, "together": together.code, "draft_form": draft.pk, "report": report.pk,
        "sent_report": sent.pk, "report_duty": duty.key,
    }  # fmt: skip


def a_list(by: User) -> ListImport:
    """One row of people, handed in by the police of Bản Lầu and read."""
    source = receiving.receive(
        content=BytesIO("STT,Họ và tên,Năm sinh\n1,Lù Văn Tích,1988\n".encode()),
        name="ds.csv",
        as_of=NOW.date(),
        commune_code=BAN_LAU,
        body_key="ca_xa_02788",
        by=by,
        at=NOW,
    )
    return read_list(import_id=source.pk, by=by, at=NOW)


def taken_out(by: User) -> ListExport:
    """The register of Bản Lầu, as its police took it out just now."""
    return export(
        scope=scope_of(user=by, on=NOW.date()),
        asked=CaseFilter(),
        words=(),
        why=Why(purpose="Rà soát", recipient="Công an tỉnh"),
        by=by,
        at=timezone.now(),
    )


def a_task(body: Callable[[str], Body], by: User) -> Task:
    """Given to the committee of Bản Lầu by the province's police, who verify it."""
    police = body("ca_tinh").pk
    return give(
        details=TaskDetails(title="x", what="x", result="x", kinds=("NUMBER",), due_at=NOW + timedelta(days=1)),
        sharing=Sharing(leads=(body("ubnd_xa_02788").pk,), issuer=police, verifier=police),
        by=by,
        at=NOW,
    )


def a_proposal(about: Body, proposer: Body, by: User) -> dict[str, Any]:
    """A proposal that was sent to its body, whose time for a word is over."""
    found = Proposal.objects.create(
        kind="ACCOUNT", body=about, period="2026-11", first=SINCE, last=SINCE, known_at=NOW, hash="0" * 64,
        proposer=proposer, proposed_by=by, proposed_at=NOW, state="SENT", sent_at=NOW, word_due_on=SINCE,
    )  # fmt: skip
    line = found.lines.create(position=1, code="LATE", sentence="x", rows=[{
        "about": "WORK", "ref": "task:1", "opens": 1, "title": "x", "words": "x",
    }], hash="0" * 64, at=NOW)  # fmt: skip
    storm = Circumstance.objects.create(what="x", first=SINCE, last=SINCE, source="x", stated_at=NOW, stated_by=by)
    return {"merit": found.pk, "merit_line": line.pk, "merit_term": "COMMEND_DONE", "circumstance": storm.pk}


@pytest.fixture
def world(register: dict[str, Duty], person: Callable[[str], User], body: Callable[[str], Body]) -> dict[str, Any]:
    """One of everything an address can name, by the word the matrix uses for it."""
    for name in (*CAST, STRANGER):
        person(name)
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=NOW)
    duty = register["Xét nghiệm người nghi nghiện"]
    hamlet = Hamlet.objects.create(
        commune_id=BAN_LAU,
        kind="THON",
        name="Na Lốc",
        search_key="thon na loc",
        sort_key=b"n",
        valid_from=SINCE,
    )
    officer = person("officer")
    feed = CalendarFeed.objects.create(body=body("ca_tinh"), token_hash="0" * 64, made_at=NOW, made_by=officer)
    job = Job.objects.create(kind="x.y", title="Việc", created_at=NOW, created_by=officer)
    link = DocumentLink.objects.create(document=duty.directive.document, kind="BASED_ON", target_text="Luật")
    committee = body("ubnd_xa_02788")
    draft = Outgoing.objects.create(
        issuer=committee, kind="Kế hoạch", issuer_name="UBND xã", sign="UBND", place="Bản Lầu", abstract="Việc",
        text="Nội dung.", capacity="HEAD", signer="An", head_post="Chủ tịch", made_at=NOW, made_by=officer,
        changed_at=NOW,
    )  # fmt: skip
    kept = numbering.reserve(
        body=committee, kind="Kế hoạch", symbol="KH-UBND", year=2026, reason="x", by=officer, at=NOW
    )
    fact = Fact.objects.create(kind="x", subject_type="x.y", subject_id="1", at=NOW, actor_name="Hệ thống", data={})
    human = Person.objects.create(full_name="Lò Thị Mai", sort_key=b"m", commune_code=BAN_LAU, registered_at=NOW)
    twin = Person.objects.create(full_name="Lò Thị May", sort_key=b"m", commune_code=BAN_LAU, registered_at=NOW)
    gone = Person.objects.create(
        full_name="Lò Mai", sort_key=b"m", commune_code=BAN_LAU, registered_at=NOW, merged_into=human
    )
    merge = Merge.objects.create(person=human, gone=gone, merged_at=NOW)
    number = number_row(person_id=human.pk, read=NumberRead("CCCD", "099090001234"))
    number.save()
    asked = request_received(person_id=human.pk, details=RequestDetails(kind="VIEW"), by=officer, at=NOW)
    crossing = Crossing.objects.create(
        person=human, user=person("next_commune"), kind="AREA", ground="LISTS", reason="x", opened_at=NOW,
        ends_at=NOW + timedelta(days=1), objected_at=NOW,
    )  # fmt: skip
    stated = {"commune_code": BAN_LAU, "effective_at": NOW, "recorded_at": NOW, "compartment": "MANAGEMENT"}
    visit = CaseFact.objects.create(person=human, kind="VISIT", **stated)
    case = {"sort_key": b"m", "commune_code": BAN_LAU, "state": "MANAGED", "opened_at": NOW, "changed_at": NOW}
    Case.objects.create(person=human, **case)
    words = {"blocks": [], "missing": [], "sealed": {}, "mark": [], "place": "", "day": "", "issuer": None}
    paper = CasePaper.objects.create(
        person=human, form="SUMMONS", version=1, compartment="COMMON", data=words, made_at=NOW, made_by=officer
    )
    moving = Person.objects.create(full_name="Lò Thị Mơ", sort_key=b"m", commune_code=BAN_LAU, registered_at=NOW)
    left = CaseFact.objects.create(person=moving, kind="MOVED_OUT", **stated)
    transfer = Transfer.objects.create(
        person=moving, commune_code=BAN_LAU, to_commune_code=NEXT_COMMUNE, out_fact=left, left_at=NOW, due_at=NOW
    )
    dropped = a_list(person("commune_police"))
    difference = Difference.objects.create(
        commune_code=BAN_LAU, as_of=NOW.date(), kind="MISSING_THERE", person=human, left="REGISTER", right="POLICE",
        due_at=NOW, opened_at=NOW,
    )  # fmt: skip
    books = close_books(kind="ADMIN_MONTH", code="2026-11", note="", by=person("coordinator"), at=NOW)
    scenario = Scenario.objects.create(commune_code=BAN_LAU, name="x", made_at=NOW)
    roadmap = Roadmap.objects.create(
        commune_code=BAN_LAU, goal="DRUG_FREE", target_on=NOW.date(), basis="x", made_at=NOW
    )
    road_step = RoadmapStep.objects.create(roadmap=roadmap, position=1, text="x", due_on=NOW.date())
    review = ReviewFile.objects.create(area_kind="COMMUNE", area_code=BAN_LAU, period=2025, opened_at=NOW)
    council = set_council(
        period=2025, number="1", decided_on=SINCE, members=[Member(seat=Seat.CHAIR, name="x", office="y")],
        document=None, by=person("coordinator"), at=NOW,
    )  # fmt: skip
    session = Session.objects.create(
        council=council, held_on=NOW.date(), place="x", chair=council.members.get(), secretary="x", recorded_at=NOW
    )
    police = {"by": person("commune_police"), "at": NOW}
    heroin = SeizureDetails(substance="28-2026-IA-14", amount=Decimal(1), unit="GRAM")
    offence = record_offence(
        details=OffenceDetails(occurred_on=SINCE, commune_code=BAN_LAU, articles=("249",)),
        parties=[PartyDetails()], seizures=[heroin], **police,
    )  # fmt: skip
    point = record_point(
        details=PointDetails(commune_code=BAN_LAU), steps=[PointStep(status="SUSPECTED", on=SINCE)], **police
    )
    route = record_route(
        details=RouteDetails(
            name="x", kind="LOCAL", axis="ROAD", approver="PROVINCE_COMMITTEE", decision="1/QĐ-UBND", valid_from=SINCE,
            communes=(BAN_LAU,),
        ),
        by=officer, at=NOW,
    )  # fmt: skip
    review_paper = review.papers.create(code="RESIDENTS", document=duty.directive.document, added_at=NOW)
    unit = Unit.objects.create(
        kind="SCHOOL", commune_code=BAN_LAU, name="x", search_key="x", sort_key=b"x", entered_at=NOW
    )
    unit_file = UnitFile.objects.create(unit=unit, commune_code=BAN_LAU, period=2025, opened_at=NOW)
    unit_paper = unit_file.evidence.create(
        commune_code=BAN_LAU, code="PEOPLE", document=duty.directive.document, added_at=NOW
    )
    task = a_task(body, person("coordinator"))
    share = task.shares.get()
    step = share.steps.create(position=1, what="x", made_at=NOW, made_by=officer)
    proof = task.evidence.create(share=share, kind="NUMBER", value=1, added_at=NOW, added_by=officer)
    committee, told = person("commune_committee"), {"raised_at": NOW, "due_at": NOW}
    more_time = task.extensions.create(
        body=body("ubnd_xa_02788"), from_due_at=NOW, to_due_at=NOW + timedelta(days=1), reason="x", asked_at=NOW,
        asked_by=committee,
    )  # fmt: skip
    hard = task.difficulties.create(
        body=body("ubnd_xa_02788"), owner=body("ca_tinh"), what="x", raised_by=committee, **told
    )
    leaving = Handover.objects.create(
        body=body("ubnd_xa_02788"), giver=committee, receiver=person("administrator"), reason="x", made_at=NOW,
        made_by=committee,
    )  # fmt: skip
    work_feed = WorkFeed.objects.create(body=body("ca_tinh"), token_hash="1" * 64, made_at=NOW, made_by=officer)
    question = Question.objects.create(task=task, gaps=["WHEN"], text="x", asked_at=NOW, asked_by=officer, due_at=NOW)
    inspection = Inspection.objects.create(
        kind="PERIODIC", title="x", subject="x", ground="x", inspector=body("ca_tinh"), starts_on=SINCE, ends_on=SINCE,
        stage="CONCLUDED", held_on=SINCE, concluded_at=NOW, concluded_by=officer, made_at=NOW, made_by=officer,
    )  # fmt: skip
    inspection.targets.add(body("ca_xa_02788"))
    found = inspection.findings.create(
        target=body("ca_xa_02788"), what="x", state="OPEN", responsible=body("ca_xa_02788"), follower=body("ca_tinh"),
        original_due_on=SINCE, due_on=SINCE,
    )  # fmt: skip
    return {
        **a_round(person("coordinator"), body("ubnd_xa_02788")),
        "inspection": inspection.pk,
        "finding_row": found.pk,
        **a_proposal(body("ca_xa_02788"), body("ca_tinh"), person("coordinator")),
        "remedy_step": "giai-trinh",
        "task": task.pk,
        "share": share.pk,
        "step": step.pk,
        "evidence": proof.pk,
        "question": question.pk,
        "extension": more_time.pk,
        "difficulty": hard.pk,
        "handover": leaving.pk,
        "work_feed": work_feed.pk,
        "leaver": committee.pk,
        "leavers_body": body("ubnd_xa_02788").pk,
        "table": "vu-viec",
        "wanted": "truy-na",
        "offence": offence.pk,
        "party": offence.parties.get().pk,
        "seizure": offence.seizures.get().pk,
        "point": point.pk,
        "point_step": point.facts.get().pk,
        "route": route.pk,
        "session": session.pk,
        "review_paper": review_paper.pk,
        "unit": unit.pk,
        "unit_paper": unit_paper.pk,
        "closing": books.code,
        "scenario": scenario.pk,
        "road_step": road_step.pk,
        "human": human.pk,
        "twin": twin.pk,
        "merge": merge.pk,
        "identity": str(number.pk),
        "request": asked.pk,
        "paper": paper.pk,
        "case_fact": visit.pk,
        "transfer": transfer.pk,
        "list": dropped.pk,
        "difference": difference.pk,
        "export": taken_out(person("commune_police")).pk,
        "list_row": dropped.rows.get().pk,
        "crossing": crossing.pk,
        "directive": duty.directive_id,
        "document": duty.directive.document_id,
        "outgoing": draft.pk,
        "kept_number": kept.pk,
        "duty": duty.pk,
        "finding": DirectiveFinding.objects.get().pk,
        "body": "s_yte",
        "group": "ubnd_xa",
        "member": "ubnd_xa_02788",
        "province": "15",
        "commune": BAN_LAU,
        "hamlet": hamlet.pk,
        "feed": feed.pk,
        "job": job.pk,
        "link": link.pk,
        "fact": fact.pk,
        "user": person("leader").pk,
        "office": Appointment.objects.get(user=person("leader")).pk,
        "nothing": 999_999,
        "nothing_here": "people.managed",  # before anything was computed
        "nothing_stated": 1_000_000,
        "no_file": "00000000-0000-4000-8000-000000000000",
    }


def ask(client: Client, address: str, row: Row) -> HttpResponse:
    if row.sent is not None:
        kind = {} if row.post else {"content_type": "application/json"}
        return client.post(address, row.sent, **kind)
    return client.post(address) if row.post else client.get(address)


def answers(name: str, row: Row, world: dict[str, Any], clients: dict[str, Client]) -> str:
    """One letter for each person. Every request is taken back, so that none sees what another did."""
    address = reverse(name, kwargs={place: world.get(what, what) for place, what in row.given.items()})
    if row.sent:  # "@share": what the world calls it
        sent = {key: world[given[1:]] if str(given).startswith("@") else given for key, given in row.sent.items()}
        row = replace(row, sent=sent)
    letters = []
    for who in PEOPLE:
        with transaction.atomic():
            answer = ask(clients[who], address, row)
            letters.append(outcome(answer.status_code, answer.headers.get("Location", "")))
            transaction.set_rollback(True)
    return "".join(letters)


def test_everybody_reaches_what_the_matrix_says_and_nothing_else(
    world: dict[str, Any], as_: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Doors are asked here five thousand times; what stands on the pages behind them is drawn by tests of pages."""
    monkeypatch.setattr(Template, "render", lambda *_given, **_named: SafeString())
    clients = {who: as_(who, raise_request_exception=False) for who in PEOPLE}
    for client in clients.values():
        client.get(reverse("portal:help"))  # its device is noted and kept, not at each of the doors and taken back
    wrong = {}
    for name, row in MATRIX.items():
        found = answers(name, row, world, clients)
        if found != row.who:
            wrong[name] = f"{found} instead of {row.who}"
    assert wrong == {}
