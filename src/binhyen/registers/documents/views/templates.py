"""Doors of templates: which there are, and the editor with the page as it would be printed."""

from __future__ import annotations

from base64 import b64encode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_document import TooManyPoints
from binhyen.kit.official_pdf import NoLetters, pictures_of
from binhyen.registers.documents.actions import DocumentRefused
from binhyen.registers.documents.actions import outgoing as acts
from binhyen.registers.documents.forms.outgoing import TemplateForm
from binhyen.registers.documents.laying import laid
from binhyen.registers.documents.permissions import DRAFTERS, may_keep_templates
from binhyen.registers.documents.queries import outgoing as queries
from binhyen.registers.documents.rules.templates import AS_SHIPPED, Template
from binhyen.registers.documents.rules.wording import WordsRefused
from binhyen.registers.documents.values import Words

SAVE, RESTORE = "save", "restore"
_WORDS = ("abstract", "addressed", "text", "recipients")


@require_GET
@requires(*DRAFTERS)
def templates(request: ReaderRequest) -> HttpResponse:
    """Every template as it counts today."""
    context = {"templates": queries.templates(on=request.today), "may_keep": may_keep_templates(scope=request.scope)}
    return render(request, "documents/template_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def template(request: ReaderRequest, code: str) -> HttpResponse:
    """One template with its pages; who keeps templates writes new versions here."""
    current = queries.template(code=code, on=request.today)
    if current is None:
        raise Http404
    keeps = may_keep_templates(scope=request.scope)
    initial = {name: getattr(current, name) for name in _WORDS}
    initial |= {"valid_from": request.today, "seen": queries.last_version(code=code)}
    form = TemplateForm(request.POST or None, initial=initial)
    act = request.POST.get("act", "")
    if act in {SAVE, RESTORE} and not keeps:
        raise PermissionDenied
    if act in {SAVE, RESTORE} and _saved(request, current, form, act):
        return redirect("documents:template", code)
    words = {name: str(form[name].value() or "") for name in _WORDS}
    pages, trouble = _pages(current, words)
    context = {
        "template": current, "form": form, "pages": pages, "trouble": trouble, "may_keep": keeps,
        "versions": queries.versions(code=code), "checked": act == SAVE,
    }  # fmt: skip
    return render(request, "documents/template.html", context, status=422 if act == SAVE else 200)


def _saved(request: ReaderRequest, current: Template, form: TemplateForm, act: str) -> bool:
    if act == SAVE and not form.is_valid():
        return False
    body = form.body() if act == SAVE else {AS_SHIPPED: "1"}
    seen = request.POST.get("seen", "")
    try:
        acts.save_template(
            scope=request.scope, code=current.code, body=body,
            valid_from=form.cleaned_data["valid_from"] if act == SAVE else request.today,
            seen=int(seen) if seen.isdecimal() else 0,
            source=form.cleaned_data["source"] if act == SAVE else "Quay về bản gốc của hệ thống",
            by=request.user, at=request.at,
        )  # fmt: skip
    except (WordsRefused, DocumentRefused) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Đã lưu phiên bản mới của mẫu. Văn bản đã soạn trước không đổi."))
    return True


def _pages(current: Template, words: dict[str, str]) -> tuple[list[str], str]:
    """The pages of a specimen as pictures for the page itself, or what is wrong with the words."""
    specimen = Words(
        kind=current.kind, issuer_name="Cơ quan ban hành", sign="CQBH", unit="ĐVS", place="Địa danh",
        signer="Họ và tên", head_post="Chức vụ", abstract=words["abstract"], addressed=words["addressed"],
        text=words["text"], recipients=words["recipients"],
    )  # fmt: skip
    try:
        return [f"data:image/png;base64,{b64encode(one).decode()}" for one in pictures_of(laid(specimen), ppi=72)], ""
    except (WordsRefused, TooManyPoints, NoLetters) as refused:
        return [], str(refused)
