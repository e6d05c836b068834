"""Doors of forms: those there are, their versions beside each other, the province's own as a draft until published."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.indicators.queries.words import find
from binhyen.monitoring.reporting.actions import editing as acts
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms import editing as typed
from binhyen.monitoring.reporting.models import FormVersion
from binhyen.monitoring.reporting.permissions import KEEPERS, READERS, Permission, may
from binhyen.monitoring.reporting.queries import editing as queries
from binhyen.monitoring.reporting.rules import editing as rules
from binhyen.monitoring.reporting.rules import forms as law
from binhyen.monitoring.reporting.rules.editing import Doing, Edit
from binhyen.monitoring.reporting.rules.written import written
from binhyen.monitoring.reporting.values.forms import FormDefinition

from .asking import NEW, draft_of, province_of, revision_of

FOUND = 20  # indicators a search shows
_SMALL = {"len": Doing.MOVE_UP, "xuong": Doing.MOVE_DOWN, "bo": Doing.REMOVE}
_SWITCH = {"tat": True, "bat": False}  # a check that is off stays in the form


@require_GET
@requires(*READERS)
def form_list(request: ReaderRequest) -> HttpResponse:
    province, everywhere = province_of(request), "tat-ca" in request.GET
    known = queries.known(province=province, on=request.today)
    own = {code: one for code, one in known.items() if one.duties or one.shown.meant_for(province)}
    context = {
        "known": known if everywhere else own, "others": len(known) - len(own), "everywhere": everywhere,
        "own": own, "keeps": may(request.scope, Permission.KEEP),
        "everything": may(request.scope, Permission.READ_ALL),
    }  # fmt: skip
    return render(request, "reporting/forms.html", context)


@require_GET
@requires(*READERS)
def form(request: ReaderRequest, code: str) -> HttpResponse:
    """A form: its version of today or the one asked for, how it differs from another, and where to begin a draft."""
    known = queries.known(province=province_of(request), on=request.today).get(code)
    if known is None:
        raise Http404
    versions = {one.key: one for one in known.versions}
    shown = versions.get(request.GET.get("ban", ""), known.shown)
    other = versions.get(request.GET.get("so", ""))
    differences = rules.differences(written(other), written(shown)) if other else None
    begin = typed.BeginForm(initial={"key": shown.key, "on": request.today + timedelta(days=1)})
    context = {
        "known": known, "form": shown, "versions": known.versions, "other": other, "differences": differences,
        "begin": begin, "keeps": may(request.scope, Permission.KEEP), "used": queries.used_by(key=shown.key),
        "sections": queries.explained(shown), "checks": queries.checks_of(shown),
    }  # fmt: skip
    return render(request, "reporting/form.html", context)


@require_POST
@requires(*KEEPERS)
def begin(request: ReaderRequest, code: str) -> HttpResponse:
    asked = typed.BeginForm(request.POST)
    if not asked.is_valid():
        messages.warning(request, _("Hãy chọn ngày áp dụng."))
        return redirect("reporting:form", code=code)
    given, province = asked.cleaned_data, province_of(request)
    title = given["title"].strip()
    taken = set(queries.known(province=province, on=request.today))
    try:
        row = acts.begin(
            key=given["key"], province=province, code=rules.new_code(title, taken) if title else code, title=title,
            by=request.user, at=request.at, on=given["on"],
        )  # fmt: skip
    except ReportRefused as refused:
        messages.warning(request, str(refused))
        return redirect("reporting:form", code=code)
    return redirect("reporting:draft", pk=row.pk)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def draft(request: ReaderRequest, pk: int) -> HttpResponse:
    """A draft: its head, its parts, what to add. Posted: the head, or a small act on a part."""
    row = draft_of(request, pk)
    head = typed.HeadForm(request.POST if request.POST.get("viec") == "dau" else None, initial=_head(row))
    section = typed.SectionForm(request.POST if request.POST.get("viec") == "phan" else None)
    if request.method == "POST":
        if not head.is_bound and not section.is_bound:
            return _changed(request, row, _small(request))
        if head.is_valid() or section.is_valid():
            return _changed(request, row, head.edit() if head.is_bound else section.edit())
    form = law.parsed(row.data)
    context = {"row": row, "form": form, "head": head, "section_form": section, "checks": queries.checks_of(form)}
    return render(request, "reporting/draft.html", context, status=422 if head.errors or section.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def part(request: ReaderRequest, pk: int, section: str, part: str, code: str) -> HttpResponse:
    """One row, column or block of a draft; for a row an indicator is picked by search."""
    row = draft_of(request, pk)
    thing = _thing(row, section, part, code)
    asked = typed.PARTS[part](request.POST or None, initial=typed.initial(part, thing))
    searching = "tim" in request.POST or "tim" in request.GET
    if request.method == "POST" and not searching and asked.is_valid():
        doing = Doing.ADD if code == NEW else Doing.SET
        edit = Edit(doing=doing, section=section, part=part, code=code, fields=asked.fields_of())
        try:
            acts.change(
                row_id=row.pk, revision=revision_of(request), edit=edit, by=request.user, at=request.at
            )  # fmt: skip
            return redirect(f"{_address(row)}#s-{section}")
        except acts.StaleForm:
            asked.add_error(None, _("Người khác vừa sửa mẫu này. Hãy tải lại trang rồi sửa."))
        except ReportRefused as refused:
            asked.add_error(None, str(refused))
    sought = request.POST.get("q", "") or str(asked.initial.get("figure", ""))
    context = {
        "row": row, "asked": asked, "part": part, "section": section, "new": code == NEW, "words": typed.WORDS[part],
        "found": find(text=sought)[:FOUND] if part == "rows" and sought else [], "q": request.POST.get("q", ""),
        "chosen": asked["figure"].value() if part == "rows" else "",
    }  # fmt: skip
    wrong = bool(asked.errors) and not searching
    return render(request, "reporting/draft_part.html", context, status=422 if wrong else 200)


@require_GET
@requires(*KEEPERS)
def indicators(request: ReaderRequest) -> HttpResponse:
    """Indicators found by words, to choose one: the fragment a search asks for while somebody types."""
    q = request.GET.get("q", "").strip()
    found = find(text=q)[:FOUND] if q else []
    return render(
        request, "reporting/indicators.html", {"found": found, "q": q, "chosen": request.GET.get("figure", "")}
    )


@require_GET
@requires(*KEEPERS)
def preview(request: ReaderRequest, pk: int) -> HttpResponse:
    """A draft as it would be filled for a commune, with the figures of the last whole month."""
    row = draft_of(request, pk)
    return _shown(request, law.parsed(row.data), row)


@require_POST
@requires(*KEEPERS)
def publish(request: ReaderRequest, pk: int) -> HttpResponse:
    row = draft_of(request, pk)
    try:
        acts.publish(
            row_id=row.pk, revision=revision_of(request), by=request.user, at=request.at, today=request.today
        )  # fmt: skip
    except acts.StaleForm:
        messages.warning(request, _("Người khác vừa sửa mẫu này. Hãy xem lại rồi ban hành."))
        return redirect("reporting:draft", pk=pk)
    except ReportRefused as refused:
        messages.warning(request, str(refused))
        return redirect("reporting:draft", pk=pk)
    messages.success(request, _("Đã ban hành. Kỳ nào có ngày cuối từ ngày áp dụng trở đi sẽ dùng bản này."))
    return redirect("reporting:form", code=row.code)


@require_POST
@requires(*KEEPERS)
def drop(request: ReaderRequest, pk: int) -> HttpResponse:
    row = draft_of(request, pk)
    acts.drop(row_id=row.pk, by=request.user, at=request.at)
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("reporting:forms")


def _shown(request: ReaderRequest, form: FormDefinition, row: FormVersion) -> HttpResponse:
    found = queries.tried(form=form, scope=request.scope, area=request.GET.get("xa", ""))
    tables = [
        (one, [(line, [found.texts.get(f"{line.code}.{column.code}", "") for column in one.columns]) for line in one.rows])  # noqa: E501
        for one in form.sections
    ] if found else []  # fmt: skip
    context = {"row": row, "form": form, "tried": found, "tables": tables, "areas": queries.areas(scope=request.scope)}
    return render(request, "reporting/draft_preview.html", context)


def _changed(request: ReaderRequest, row: FormVersion, edit: Edit | None) -> HttpResponse:
    if edit is None:
        raise Http404
    try:
        acts.change(row_id=row.pk, revision=revision_of(request), edit=edit, by=request.user, at=request.at)
    except acts.StaleForm:
        messages.warning(request, _("Người khác vừa sửa mẫu này. Trang đã tải lại; hãy sửa lại."))
    except ReportRefused as refused:
        messages.warning(request, str(refused))
    place = edit.section or (edit.part if edit.part == rules.CHECKS else "")
    return redirect(f"{_address(row)}{f'#s-{place}' if place else ''}")


def _small(request: ReaderRequest) -> Edit | None:
    """Moving or removing one thing, switching a check, as a button asks."""
    asked, part = request.POST.get("viec", ""), request.POST.get("part", "")
    if part == rules.CHECKS and asked in _SWITCH:
        return Edit(doing=Doing.SET, part=part, code=request.POST.get("code", ""), fields={"off": _SWITCH[asked]})
    doing = _SMALL.get(asked)
    if doing is None or part not in {"", rules.CHECKS, *typed.PARTS}:
        return None
    return Edit(doing=doing, section=request.POST.get("section", ""), part=part, code=request.POST.get("code", ""))


def _thing(row: FormVersion, section: str, part: str, code: str) -> dict[str, Any]:
    """The row, column or block of an address; empty for a new one; 404 where there is none."""
    held = next((one for one in row.data.get("section", []) if one["code"] == section), None)
    if held is None or part not in typed.PARTS:
        raise Http404
    if code == NEW:
        return {}
    found: dict[str, Any] | None = next((one for one in held.get(part, []) if one["code"] == code), None)
    if found is None:
        raise Http404
    return found


def _head(row: FormVersion) -> dict[str, Any]:
    return dict(row.data) | {"recipients": "\n".join(row.data.get("recipients", ()))}


def _address(row: FormVersion) -> str:
    return reverse("reporting:draft", args=[row.pk])
