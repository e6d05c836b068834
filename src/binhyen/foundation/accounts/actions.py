"""Making accounts, giving and ending offices, passwords."""

import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from binhyen.foundation.access.values import Role
from binhyen.foundation.journal import actions as journal
from binhyen.kit.vietnamese.sort import name_sort_key
from binhyen.kit.vietnamese.text import search_key

from . import bodies, events, rules
from .models import Appointment, User
from .rules import OfficeRefused
from .values import AccountDetails, Office

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
PASSWORD_GROUPS, GROUP_LETTERS = 4, 4
KEEP_ATTEMPTS = timedelta(days=90)
CHANGEABLE = ("full_name", "position", "phone", "email")


class AccountRefused(Exception):
    """The account cannot be made or changed so; the message says why and what to do."""


def one_time_password() -> str:
    """Sixteen random letters in groups of four: easy to read out, hopeless to guess."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LETTERS)) for _ in range(PASSWORD_GROUPS))
    return "-".join(groups)


@transaction.atomic
def make_account(*, details: AccountDetails, by: User | None, at: datetime, password: str = "") -> tuple[User, str]:
    """A new account and its one-time password, which is shown once and must be changed at the first sign-in.

    With ``password`` given (seeds) it stays as it is. Raises AccountRefused where the name is taken.
    """
    if User.objects.filter(username=details.username).exists():
        raise AccountRefused(f"Tên đăng nhập “{details.username}” đã có người dùng. Hãy chọn tên khác.")
    user = User(username=details.username, date_joined=at, must_change_password=not password)
    _take_over(user, details)
    given = password or one_time_password()
    user.set_password(given)
    user.save()
    journal.record(events.AccountMade(subject_id=str(user.pk), username=user.username), by=by, at=at)
    return user, given


@transaction.atomic
def change_account(*, user_id: int, details: AccountDetails, by: User, at: datetime) -> User:
    """New name, position, telephone and e-mail. The username stays: facts and people know it."""
    user = User.objects.select_for_update().get(pk=user_id)
    changed = tuple(name for name in CHANGEABLE if getattr(user, name) != getattr(details, name))
    if changed:
        _take_over(user, details)
        user.save()
        journal.record(events.AccountChanged(subject_id=str(user.pk), fields=changed), by=by, at=at)
    return user


@transaction.atomic
def change_own_contact(*, user: User, phone: str, email: str, at: datetime) -> None:
    """A person's own telephone and e-mail."""
    details = AccountDetails(
        username=user.username, full_name=user.full_name, position=user.position, phone=phone, email=email
    )
    change_account(user_id=user.pk, details=details, by=user, at=at)


@transaction.atomic
def deactivate(*, user_id: int, by: User, at: datetime, reason: str = "") -> None:
    """The person can no longer sign in, and every open session ends. Offices stay as they were, as history.

    Raises AccountRefused for one's own account, and for the last administrator's.
    """
    if user_id == by.pk:
        raise AccountRefused("Không tự khóa tài khoản của mình được. Hãy nhờ một quản trị khác.")
    user = User.objects.select_for_update().get(pk=user_id)
    _an_administrator_stays(without=Q(user_id=user_id), on=_day(at))
    user.is_active = False
    user.save(update_fields=["is_active"])
    journal.record(events.AccountClosed(subject_id=str(user_id)), by=by, at=at, reason=reason)


@transaction.atomic
def reactivate(*, user_id: int, by: User, at: datetime, reason: str = "") -> None:
    """The person may sign in again, with the offices that are still in force."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.record(events.AccountReopened(subject_id=str(user_id)), by=by, at=at, reason=reason)


@transaction.atomic
def give_password(*, user_id: int, by: User, at: datetime) -> str:
    """A new one-time password, shown once. The old one and every open session end with it."""
    user = User.objects.select_for_update().get(pk=user_id)
    given = one_time_password()
    user.set_password(given)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    journal.record(events.PasswordGiven(subject_id=str(user_id)), by=by, at=at)
    return given


@transaction.atomic
def set_own_password(*, user: User, password: str, at: datetime) -> None:
    """The person's own choice, already looked at by the validators of the form."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    journal.record(events.PasswordChanged(subject_id=str(user.pk)), by=user, at=at)


@transaction.atomic
def note_sign_in(*, user: User, at: datetime) -> None:
    """That somebody came in is a fact."""
    journal.record(events.SignedIn(subject_id=str(user.pk)), by=user, at=at)


@transaction.atomic
def note_identity(*, user: User, provider: str, at: datetime) -> None:
    """From now on the identity provider's account opens this account."""
    journal.record(events.IdentityLinked(subject_id=str(user.pk), provider=provider), by=user, at=at)


@transaction.atomic
def tidy(*, at: datetime) -> int:
    """Forget sessions that have run out, the devices that belonged to them, and old wrong passwords. Returns how many.

    Nothing here is a fact: what people did while they were signed in stays in the journal.
    """
    ended, _ = Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - KEEP_ATTEMPTS).delete()
    return ended


@transaction.atomic
def appoint(*, user_id: int, office: Office, by: User | None, at: datetime) -> Appointment:
    """Give an office, from a day to a day. Where no area is named, the body's own area is taken.

    Raises OfficeRefused where the office contradicts itself, the body is unknown, or the person has it already.
    """
    choice = bodies.names([office.body_key]).get(office.body_key)
    if choice and not office.area_code:
        office = replace(office, area_code=choice.area_code)
    rules.check(office)
    if office.body_key and not bodies.known(office.body_key):
        raise OfficeRefused(f"Không có cơ quan nào có mã “{office.body_key}”. Hãy chọn trong danh sách gợi ý.")
    return _appoint(user_id, office, None, by, at)


@transaction.atomic
def stand_in(*, appointment_id: int, user_id: int, first: date, last: date, by: User, at: datetime) -> Appointment:
    """``user_id`` has somebody's office for the days of an absence (both inclusive), and loses it by itself.

    Raises OfficeRefused where no day of the office falls into the absence, or the person stands in for themselves.
    """
    absent = Appointment.objects.select_for_update().get(pk=appointment_id)
    if absent.user_id == user_id:
        raise OfficeRefused("Người thay phải là người khác. Hãy chọn lại.")
    office = rules.stand_in_days(office=as_office(absent), first=first, last=last)
    return _appoint(user_id, office, absent, by, at)


@transaction.atomic
def end_appointment(*, appointment_id: int, last_day: date, by: User, at: datetime, reason: str = "") -> None:
    """The office ends with ``last_day``; so does every stand-in for it. An office that has not begun is withdrawn.

    Raises AccountRefused where nobody would be left to administer the system.
    """
    office = Appointment.objects.select_for_update().get(pk=appointment_id)
    if office.role == Role.ADMINISTRATOR:
        _an_administrator_stays(without=Q(pk=appointment_id), on=max(last_day, _day(at)))
    for row in [office, *office.stand_ins.select_for_update()]:
        end = max(last_day, row.valid_from - timedelta(days=1))
        if row.valid_to is not None and row.valid_to <= end:
            continue
        if end < row.valid_from:
            row.withdrawn, end = True, row.valid_from
        row.valid_to = end
        row.save(update_fields=["valid_to", "withdrawn"])
        fact = events.OfficeEnded(subject_id=str(row.user_id), appointment_id=row.pk, last_day=last_day.isoformat())
        journal.record(fact, by=by, at=at, reason=reason)


def as_office(row: Appointment) -> Office:
    """The value of a row."""
    return Office(
        role=Role(row.role),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        body_key=row.body_key,
        area_code=row.area_code,
    )


def _appoint(user_id: int, office: Office, absent: Appointment | None, by: User | None, at: datetime) -> Appointment:
    same = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=office.valid_from),
        user_id=user_id, role=office.role, body_key=office.body_key, area_code=office.area_code, withdrawn=False,
    )  # fmt: skip
    if office.valid_to:
        same = same.filter(valid_from__lte=office.valid_to)
    if same.exists():
        raise OfficeRefused("Người này đã có vai trò đó trong những ngày ấy. Hãy sửa hoặc kết thúc vai trò đang có.")
    row = Appointment.objects.create(
        user_id=user_id,
        role=office.role,
        body_key=office.body_key,
        area_code=office.area_code,
        valid_from=office.valid_from,
        valid_to=office.valid_to,
        stands_in_for=absent,
    )
    fact = events.OfficeGiven(
        subject_id=str(user_id),
        area=office.area_code,
        appointment_id=row.pk,
        role=office.role,
        body_key=office.body_key,
        valid_from=office.valid_from.isoformat(),
        valid_to=office.valid_to.isoformat() if office.valid_to else "",
        stands_in_for=absent.pk if absent else None,
    )
    journal.record(fact, by=by, at=at)
    return row


def _day(at: datetime) -> date:
    """The day in Vietnam."""
    return timezone.localtime(at).date()


def _take_over(user: User, details: AccountDetails) -> None:
    for name in CHANGEABLE:
        setattr(user, name, getattr(details, name))
    user.search_key = search_key(f"{user.username} {user.full_name} {user.position}")
    user.name_key = name_sort_key(user.full_name)


def _an_administrator_stays(*, without: Q, on: date) -> None:
    others = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        role=Role.ADMINISTRATOR, user__is_active=True, withdrawn=False, valid_from__lte=on,
    )  # fmt: skip
    if others.filter(without).exists() and not others.exclude(without).exists():
        raise AccountRefused("Đây là quản trị hệ thống cuối cùng. Hãy giao vai trò quản trị cho người khác trước.")
