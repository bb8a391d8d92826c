"""A list of words heard elsewhere: what is wrong with which row, and the good rows taken in."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pimpasa.base.spreadsheets import csv_lines
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.hearing import ListForm, ParcelSpoilt, pack, unpack
from pimpasa.doors.office.labels import FAULTS
from pimpasa.intake.channels import import_list
from pimpasa.intake.lists import CALLED, COLUMNS, MOST_ROWS, Heard, NoList, Wrong, read_list
from pimpasa.people.queries import villages_of
from pimpasa.people.rules import Deed

SHOWN = 200  # rows of each sort; the others are counted, and all are taken

_NO_LIST = _(
    "This is no CSV file we can read. It needs a first line with the columns village, date, kind "
    "and words, at most 5.000 rows, and the encoding UTF-8."
)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.ANSWER)
def rows(request: OfficeRequest) -> HttpResponseBase:
    """The form, then what its rows say, then what became of them."""
    if request.method != "POST":
        return _form(request, ListForm())
    form = ListForm(request.POST, request.FILES)
    try:
        content = _content(request, form)
        read = _read(request, content)
    except (ParcelSpoilt, NoList) as refused:
        form.add_error(None, _why_not(refused))
        return _form(request, form, status=422)
    good = [row for row in read if isinstance(row, Heard)]
    wrong = [row for row in read if isinstance(row, Wrong)]
    step = request.POST.get("step", "")
    if step == "faults":
        return _faults(wrong)
    context = {
        "good": good[:SHOWN],
        "wrong": wrong[:SHOWN],
        "good_count": len(good),
        "wrong_count": len(wrong),
        "parcel": pack(content, officer=request.officer.id),
        "done": import_list(request.officer, good) if step == "take" else None,
    }
    return render(request, "office/take_list_look.html", context)


def _why_not(refused: Exception) -> str:
    """What is to be mended, as far as it is known."""
    if isinstance(refused, NoList) and refused.missing:
        named = {ours: theirs for theirs, ours in CALLED.items()} if get_language() == "id" else {}
        missing = ", ".join(named.get(name, name) for name in refused.missing)
        return gettext("The first line lacks these columns: %(columns)s.") % {"columns": missing}
    if isinstance(refused, NoList) and refused.rows:
        return gettext(
            "That is %(rows)s rows, and we take at most %(most)s at once. Send it in parts."
        ) % {"rows": intcomma(refused.rows), "most": intcomma(MOST_ROWS)}
    return str(_NO_LIST)


def _content(request: OfficeRequest, form: ListForm) -> bytes:
    if "parcel" in request.POST:
        form.is_valid()
        return unpack(request.POST["parcel"], officer=request.officer.id)
    return form.content() if form.is_valid() else b""


def _read(request: OfficeRequest, content: bytes) -> list[Heard | Wrong]:
    ours = villages_of(request.officer, on=request.today).values_list("code", flat=True)
    return read_list(content, known_villages=set(ours), today=request.today)


def _faults(wrong: list[Wrong]) -> HttpResponse:
    """The rows that could not be taken, to be mended and sent again."""
    response = HttpResponse(csv_lines(_table(wrong)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="perlu-diperbaiki.csv"'
    return response


def _table(wrong: list[Wrong]) -> Iterator[list[object]]:
    yield [*COLUMNS, "line", "problem"]
    for row in wrong:
        problem = " ".join(str(FAULTS[fault.value]) for fault in row.faults)
        yield [*(row.cells[name] for name in COLUMNS), row.line, problem]


def _form(request: OfficeRequest, form: ListForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "columns": COLUMNS, "most": MOST_ROWS}
    return render(request, "office/take_list.html", context, status=status)
