"""Small pages that stand in for the office where a test is about access alone."""

from django.http import HttpResponse
from django.urls import include, path
from django.utils.translation import get_language

from pimpasa.base.errors import NotThere
from pimpasa.doors.office.access import office_page
from pimpasa.people.queries import villages_of
from pimpasa.people.rules import Deed


@office_page()
def desk(request):
    return HttpResponse(f"{request.officer.name} {request.today.isoformat()} {get_language()}")


@office_page(Deed.READ_WORDS)
def words(request, code):
    if not villages_of(request.officer, on=request.today).filter(code=code).exists():
        raise NotThere
    return HttpResponse("words of the village")


@office_page(Deed.MANAGE_PLACES, Deed.MANAGE_PEOPLE)
def manage(request):
    return HttpResponse("managed")


urlpatterns = [
    path("akun/", include("pimpasa.doors.office.account_urls")),
    path("kantor/", desk),
    path("kantor/kata/<str:code>/", words),
    path("kantor/kelola/", manage),
    path("tanpa/", lambda request: HttpResponse(str(hasattr(request, "session")))),
]
