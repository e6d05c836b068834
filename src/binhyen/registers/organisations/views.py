"""Doors of the register of bodies: list, one body, completion while typing, and the changes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import Filter, Listing, ListState, page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment

from . import actions, permissions, queries, reports
from .forms import AliasForm, BodyForm, CloseForm, MemberEndForm, MemberForm, RenameForm
from .models import Body
from .values import Block, Level

BODIES = Listing(
    sorts={
        "ten": ("sort_key", "id"),
        "cap": ("level", "sort_key"),
        "khoi": ("block", "sort_key"),
        "tu": ("valid_from", "sort_key"),
    },
    default_sort="ten",
    filters=(
        Filter("cap", "Cấp", tuple(Level.choices)),
        Filter("khoi", "Khối", tuple(Block.choices)),
        Filter("con", "Tình trạng", (("khong", "Đã kết thúc"),)),
        Filter("dia-ban", "Địa bàn", hidden=True),
    ),
)


@require_GET
@requires()
def body_list(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=BODIES)
    context = {
        "state": state,
        "page": page_of(_bodies(request, state), state),
        "may_edit": permissions.may_edit(scope=request.scope),
    }
    return render_list(request, "organisations/body_list.html", context)


@require_GET
@requires()
def body_export(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=BODIES)
    rows = _bodies(request, state)
    data = reports.bodies(rows=rows, who=str(request.user), at=request.at, why=state.described())
    return attachment(data=data, file_name=f"co-quan-{request.today:%Y%m%d}.xlsx")


@require_GET
@requires()
def complete(request: ReaderRequest) -> HttpResponse:
    typed = str(next(iter(request.GET.values()), ""))  # a field sends its text under its own name
    found = queries.complete(text=typed[:200], on=request.today)
    return render(request, "organisations/body_options.html", {"found": found})


@require_GET
@requires()
def body(request: ReaderRequest, key: str) -> HttpResponse:
    found = queries.body(key=key)
    if found is None:
        raise Http404
    group = found.level == Level.GROUP
    context = {
        "body": found,
        "members": queries.expand(body=found, on=request.today) if group else (),
        "groups": queries.groups_of(body=found, on=request.today),
        "successors": queries.successors(body=found, on=request.today),
        "open": queries.is_open(found, request.today),
        "may_edit": permissions.may_edit(scope=request.scope),
    }
    return render(request, "organisations/body_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(*permissions.EDITORS)
def make(request: ReaderRequest) -> HttpResponse:
    form = BodyForm(request.POST or None)

    def act() -> str:
        parent = _named(form.cleaned_data["parent"], request)
        made = actions.make(
            details=form.details(parent_key=parent.key if parent else ""), by=request.user, at=request.at
        )  # fmt: skip
        return made.key

    return _change(request, form, act, title=_("Thêm cơ quan"), button=_("Thêm"))


@require_http_methods(["GET", "POST"])
@requires(*permissions.EDITORS)
def rename(request: ReaderRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Body, key=key)
    form = RenameForm(request.POST or None, initial={"name": found.name})

    def act() -> str:
        actions.rename(key=key, by=request.user, at=request.at, **form.cleaned_data)
        return key

    return _change(request, form, act, title=_("Đổi tên cơ quan"), button=_("Đổi tên"), of=found)


@require_http_methods(["GET", "POST"])
@requires(*permissions.EDITORS)
def alias_add(request: ReaderRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Body, key=key)
    form = AliasForm(request.POST or None)

    def act() -> str:
        actions.add_alias(key=key, alias=form.cleaned_data["alias"], by=request.user, at=request.at)
        return key

    return _change(request, form, act, title=_("Thêm cách gọi"), button=_("Thêm"), of=found)


@require_http_methods(["GET", "POST"])
@requires(*permissions.EDITORS)
def close(request: ReaderRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Body, key=key)
    form = CloseForm(request.POST or None)

    def act() -> str:
        after = [_named(name, request) for name in form.names()]
        actions.close(
            key=key,
            on=form.cleaned_data["on"],
            successors=[one.key for one in after if one],
            by=request.user,
            at=request.at,
            reason=form.cleaned_data["reason"],
        )
        return key

    return _change(request, form, act, title=_("Kết thúc hoạt động"), button=_("Kết thúc"), of=found)


@require_http_methods(["GET", "POST"])
@requires(*permissions.EDITORS)
def member_add(request: ReaderRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Body, key=key)
    form = MemberForm(request.POST or None)

    def act() -> str:
        member = _named(form.cleaned_data["member"], request)
        since = form.cleaned_data["valid_from"]
        actions.add_member(
            group=key, member=member.key if member else "", valid_from=since, by=request.user, at=request.at
        )  # fmt: skip
        return key

    return _change(request, form, act, title=_("Thêm thành viên"), button=_("Thêm"), of=found)


@require_http_methods(["GET", "POST"])
@requires(*permissions.EDITORS)
def member_remove(request: ReaderRequest, key: str, member: str) -> HttpResponse:
    found, inside = get_object_or_404(Body, key=key), get_object_or_404(Body, key=member)
    form = MemberEndForm(request.POST or None)

    def act() -> str:
        actions.remove_member(group=key, member=member, on=form.cleaned_data["on"], by=request.user, at=request.at)
        return key

    title = _("Đưa %(member)s ra khỏi nhóm") % {"member": inside.name}
    return _change(request, form, act, title=title, button=_("Đưa ra"), of=found)


def _bodies(request: ReaderRequest, state: ListState) -> QuerySet[Body]:
    rows = queries.bodies(
        on=request.today,
        search=state.search,
        level=state.value("cap"),
        block=state.value("khoi"),
        area=state.value("dia-ban"),
        closed=state.value("con") == "khong",
    )
    return rows.order_by(*state.order())


def _named(name: str, request: ReaderRequest) -> Body | None:
    """The body a person typed; refused with a sentence where the register knows none of that name."""
    if not name:
        return None
    found = queries.find(names=[name], on=request.today).get(name)
    if found is None:
        raise actions.BodyRefused(
            _("Không có cơ quan tên “%(name)s”. Hãy chọn trong danh sách gợi ý.") % {"name": name}
        )
    return found


def _change(
    request: ReaderRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    of: Body | None = None,
) -> HttpResponse:
    """Show the form; on a valid one do the act, which returns the key of the body to go to."""
    if form.is_valid():
        try:
            key = act()
        except actions.BodyRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("organisations:body", key)
    context: dict[str, Any] = {"form": form, "form_title": title, "act": button, "body": of}
    return render(request, "organisations/body_form.html", context, status=422 if request.method == "POST" else 200)
