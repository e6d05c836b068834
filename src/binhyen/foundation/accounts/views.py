"""Accounts for administrators, and everybody's own page."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.values import Role

from . import actions, bodies, queries
from .actions import AccountRefused
from .forms import (
    AccountFilterForm,
    ContactForm,
    DetailsForm,
    EndForm,
    NewAccountForm,
    OfficeForm,
    ReasonForm,
    StandInForm,
)  # fmt: skip
from .models import User
from .rules import OfficeRefused

PAGE = 50
administrators = requires(Role.ADMINISTRATOR)


@require_GET
@administrators
def account_list(request: ReaderRequest) -> HttpResponse:
    form = AccountFilterForm(request.GET)
    words, role, closed = form.asked()
    found = queries.accounts(on=request.today, words=words, role=role, closed=closed)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    names = queries.body_names([office for user in page for office in getattr(user, "offices_now", [])])
    return render(request, "accounts/account_list.html", {"form": form, "page": page, "names": names})


@require_http_methods(["GET", "POST"])
@administrators
@never_cache
def account_new(request: ReaderRequest) -> HttpResponse:
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = actions.make_account(details=form.details(), by=request.user, at=request.at)
        except AccountRefused as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "accounts/password_once.html", {"person": user, "password": password})
    return render(request, "accounts/account_new.html", {"form": form})


@require_GET
@administrators
def account_detail(request: ReaderRequest, user_id: int) -> HttpResponse:
    return _detail(request, _person(user_id))


@require_POST
@administrators
def account_change(request: ReaderRequest, user_id: int) -> HttpResponse:
    person, form = _person(user_id), DetailsForm(request.POST)

    def change() -> None:
        actions.change_account(user_id=user_id, details=form.value(person), by=request.user, at=request.at)

    return _do(request, person, "details", form, change, _("Đã lưu."))


@require_POST
@administrators
def account_close(request: ReaderRequest, user_id: int) -> HttpResponse:
    person, form = _person(user_id), ReasonForm(request.POST)
    act = actions.deactivate if person.is_active else actions.reactivate

    def close() -> None:
        act(user_id=user_id, by=request.user, at=request.at, reason=form.cleaned_data["reason"])

    done = _("Đã khóa tài khoản.") if person.is_active else _("Đã mở lại tài khoản.")
    return _do(request, person, "closing", form, close, done)


@require_POST
@administrators
@never_cache
def account_password(request: ReaderRequest, user_id: int) -> HttpResponse:
    person = _person(user_id)
    password = actions.give_password(user_id=user_id, by=request.user, at=request.at)
    return render(request, "accounts/password_once.html", {"person": person, "password": password})


@require_POST
@administrators
def office_new(request: ReaderRequest, user_id: int) -> HttpResponse:
    person, form = _person(user_id), OfficeForm(request.POST)

    def appoint() -> None:
        actions.appoint(user_id=user_id, office=form.value(), by=request.user, at=request.at)

    return _do(request, person, "office", form, appoint, _("Đã giao vai trò."))


@require_http_methods(["GET", "POST"])
@administrators
def office_change(request: ReaderRequest, user_id: int, appointment_id: int, act: str) -> HttpResponse:
    """Ends an office ("ket-thuc") or gives it to somebody for the days of an absence ("thay")."""
    person = _person(user_id)
    office = next((row for row in queries.offices(user_id=user_id) if row.pk == appointment_id), None)
    if office is None:
        raise Http404
    form = {"thay": StandInForm, "ket-thuc": EndForm}[act](request.POST or None)
    page = {"person": person, "office": office, "form": form, "act": act, "names": queries.body_names([office])}
    if request.method == "POST" and form.is_valid():
        try:
            _change_office(request, appointment_id, act, form)
        except (OfficeRefused, AccountRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã giao người thay.") if act == "thay" else _("Đã kết thúc vai trò."))
            return redirect("accounts:detail", user_id)
    return render(request, "accounts/office_change.html", page)


def _change_office(request: ReaderRequest, appointment_id: int, act: str, form: Form) -> None:
    given = form.cleaned_data
    if act == "thay":
        actions.stand_in(
            appointment_id=appointment_id,
            user_id=given["username"].pk,
            first=given["first"],
            last=given["last"],
            by=request.user,
            at=request.at,
        )
    else:
        actions.end_appointment(appointment_id=appointment_id, by=request.user, at=request.at, **given)


@require_GET
@administrators
def body_options(request: ReaderRequest) -> HttpResponse:
    found = bodies.search(request.GET.get("body_key", "")[:80], request.today)
    return render(request, "accounts/body_options.html", {"bodies": found})


@require_http_methods(["GET", "POST"])
@login_required
def mine(request: ReaderRequest) -> HttpResponse:
    user: User = request.user
    form = ContactForm(request.POST or None, initial={"phone": user.phone, "email": user.email})
    if request.method == "POST" and form.is_valid():
        actions.change_own_contact(user=user, **form.cleaned_data, at=request.at)
        messages.success(request, _("Đã lưu."))
        return redirect("accounts:mine")
    offices = queries.offices(user_id=user.pk)
    page = {
        "form": form,
        "offices": offices,
        "stand_ins": queries.stand_ins(user_id=user.pk, since=request.today),
        "names": queries.body_names(offices),
    }
    return render(request, "accounts/mine.html", page)


def _person(user_id: int) -> User:
    person = queries.account(user_id=user_id)
    if person is None:
        raise Http404
    return person


def _do(
    request: ReaderRequest, person: User, name: str, form: Form, act: Callable[[], None], done: str
) -> HttpResponse:
    """Run ``act`` where the form holds; a refusal becomes an error of the form, on the same page."""
    if form.is_valid():
        try:
            act()
        except (OfficeRefused, AccountRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("accounts:detail", person.pk)
    return _detail(request, person, **{name: form})


def _detail(request: ReaderRequest, person: User, **forms: Form) -> HttpResponse:
    offices = queries.offices(user_id=person.pk)
    now = {"full_name": person.full_name, "position": person.position, "phone": person.phone, "email": person.email}
    page = {
        "person": person,
        "offices": offices,
        "stand_ins": queries.stand_ins(user_id=person.pk, since=request.today),
        "names": queries.body_names(offices),
        "details": DetailsForm(initial=now),
        "office": OfficeForm(initial={"valid_from": request.today}),
        "closing": ReasonForm(),
    }
    return render(request, "accounts/account_detail.html", page | forms, status=400 if forms else 200)
