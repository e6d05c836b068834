"""Doors of the register of documents: list, one document, registering, mending, linking."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds as file_kinds
from binhyen.foundation.files.models import StoredFile
from binhyen.kit.document_kinds import kinds
from binhyen.kit.listing import Filter, Listing, ListState, page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.registers.documents import actions, permissions, queries, reports
from binhyen.registers.documents.forms.register import AmendForm, DocumentForm, LinkForm, RegisterForm
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.values import REVERSED, Direction, LinkKind

ACCEPTED = frozenset(
    {file_kinds.PDF, file_kinds.DOCX, file_kinds.ODT, file_kinds.XLSX, file_kinds.PNG, file_kinds.JPEG, file_kinds.TIFF}
)
LARGEST = 50 * files.MEGABYTE
SORTS = {
    "ngay": ("issued_on", "id"),
    "so": ("number_key", "id"),
    "loai": ("kind", "-issued_on", "-id"),
    "co-quan": ("issuer_name", "-issued_on", "-id"),
}


@require_GET
@requires()
def document_list(request: ReaderRequest) -> HttpResponse:
    state = _state(request)
    context = {
        "state": state,
        "page": page_of(_documents(request, state), state),
        "may_register": permissions.may_register(scope=request.scope),
        "reads_all": permissions.reads_all(scope=request.scope),
    }
    return render_list(request, "documents/document_list.html", context)


@require_GET
@requires()
def document_export(request: ReaderRequest) -> HttpResponse:
    state = _state(request)
    rows = _documents(request, state)
    data = reports.documents(rows=rows, who=str(request.user), at=request.at, why=state.described())
    return attachment(data=data, file_name=f"so-van-ban-{request.today:%Y%m%d}.xlsx")


@require_GET
@requires()
def document(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    context = {
        "document": found,
        "incoming_links": [(REVERSED[LinkKind(link.kind)], link) for link in found.linked_from.all()],
        "may_register": permissions.may_register(scope=request.scope),
        "may_amend": permissions.may_register(scope=request.scope) and not hasattr(found, "book_number"),
        "link_form": LinkForm(),
    }
    return render(request, "documents/document_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(*permissions.REGISTRARS)
def register(request: ReaderRequest) -> HttpResponse:
    form = RegisterForm(request.POST or None, request.FILES or None, initial={"direction": Direction.INCOMING})
    if form.is_valid():
        try:
            made = actions.register(
                details=form.details(),
                file=_stored(request),
                by=request.user,
                at=request.at,
                doubles="doubles" in request.POST,
            )
        except actions.AlreadyRegistered as already:
            return _form(request, form, doubles=already)
        except (actions.DocumentRefused, files.FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi %(document)s vào sổ.") % {"document": made})
            return redirect("documents:document", made.pk)
    return _form(request, form)


@require_http_methods(["GET", "POST"])
@requires(*permissions.REGISTRARS)
def amend(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    form = AmendForm(request.POST or None, initial=DocumentForm.initial_of(found))
    if form.is_valid():
        try:
            actions.amend(
                document_id=pk,
                details=form.details(),
                by=request.user,
                at=request.at,
                reason=form.cleaned_data["reason"],
                doubles="doubles" in request.POST,
            )
        except actions.AlreadyRegistered as already:
            return _form(request, form, found, doubles=already)
        except actions.DocumentRefused as refused:
            form.add_error(None, str(refused))
            return _form(request, form, found)
        messages.success(request, _("Đã sửa."))
        return redirect("documents:document", pk)
    return _form(request, form, found)


@require_POST
@requires(*permissions.REGISTRARS)
def link(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.link(
                document_id=pk, kind=LinkKind(data["kind"]), text=data["text"], by=request.user, at=request.at
            )  # fmt: skip
        except actions.DocumentRefused as refused:
            form.add_error(None, str(refused))
        else:
            known = made.target is not None
            done = _("Đã nối với văn bản trong sổ.") if known else _("Đã ghi; văn bản kia chưa có trong sổ.")
            messages.success(request, done)
            return redirect("documents:document", pk)
    context = {"document": found, "link_form": form, "may_register": True, "may_amend": False, "incoming_links": []}
    return render(request, "documents/document_detail.html", context, status=422)


@require_POST
@requires(*permissions.REGISTRARS)
def unlink(request: ReaderRequest, pk: int, link_id: int) -> HttpResponse:
    found = _visible(request, pk)
    if not found.links.filter(pk=link_id).exists():
        raise Http404
    actions.unlink(document_id=pk, link_id=link_id, by=request.user, at=request.at)
    messages.success(request, _("Đã bỏ liên kết."))
    return redirect("documents:document", pk)


def _state(request: ReaderRequest) -> ListState:
    """The state of the list; kinds and years offered are those of visible documents."""
    scope = request.scope
    listing = Listing(
        sorts=SORTS,
        default_sort="-ngay",
        filters=(
            Filter("so", "Sổ", tuple(Direction.choices)),
            Filter("loai", "Loại", tuple((kind, kind) for kind in queries.kinds(scope=scope))),
            Filter("nam", "Năm", tuple((str(year), str(year)) for year in queries.years(scope=scope))),
            Filter("co-quan", "Cơ quan ban hành", hidden=True),
        ),
    )
    return read_state(params=request.GET, listing=listing)


def _documents(request: ReaderRequest, state: ListState) -> QuerySet[OfficialDocument]:
    rows = queries.documents(
        scope=request.scope,
        search=state.search,
        direction=state.value("so"),
        kind=state.value("loai"),
        year=state.value("nam"),
        issuer=state.value("co-quan"),
    )
    return rows if state.sort == "-ngay" else rows.order_by(*state.order())


def _visible(request: ReaderRequest, pk: int) -> OfficialDocument:
    found = queries.document(pk=pk, scope=request.scope)
    if found is None:
        raise Http404
    return found


def _stored(request: ReaderRequest) -> StoredFile | None:
    upload = request.FILES.get("file")
    if upload is None:
        return None
    return files.store(
        content=upload, name=upload.name or "", by=request.user, at=request.at, allowed=ACCEPTED, limit=LARGEST  # type: ignore[arg-type]
    )  # fmt: skip


def _form(
    request: ReaderRequest,
    form: DocumentForm,
    of: OfficialDocument | None = None,
    doubles: actions.AlreadyRegistered | None = None,
) -> HttpResponse:
    context = {"form": form, "document": of, "doubles": doubles.documents if doubles else (), "kinds": kinds()}
    return render(request, "documents/document_form.html", context, status=422 if request.method == "POST" else 200)
