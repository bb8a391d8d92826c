"""The API as a whole: what it is called, what it refuses, and its OpenAPI document."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from pimpasa.base.errors import Refused
from pimpasa.doors.partners import problems
from pimpasa.doors.partners.pages import figures, referrals, warnings
from pimpasa.doors.partners.problems import Trouble, Wrong

VERSION = "1.0.0"
_NOT_KNOWN = _("There is no such key, or it opens nothing any more.")
_NOT_UNDERSTOOD = _("This could not be read as JSON.")
_NOT_VALID = _("Something is missing or not as it should be; `wrong` says what.")
_NOT_FOUND = _("There is nothing at this address.")
_NOT_ALLOWED = _("This address knows no such method.")
_TOO_LARGE = _("More was sent than any operation takes.")


class Partners(NinjaAPI):
    """The operations, and problems in their own media type in the document too."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """The OpenAPI 3.1 document."""
        document = super().get_openapi_schema(**given)
        for path in document["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {problems.MEDIA_TYPE: answer["content"].popitem()[1]}
        return document


api = Partners(
    title="Pimpasa for partner agencies",
    version=VERSION,
    description=(
        "Read and answer the referrals sent to your agency, read the warnings meant for it and the "
        "published figures. Every request carries a key in "
        "`Authorization: Bearer`; an administrator of the immigration office makes it. "
        "See docs/interop.md."
    ),
    urls_namespace="partners",
    docs_url=None,
    docs_decorator=require_safe,
)
api.add_router("/referrals", referrals.router)
api.add_router("/warnings", warnings.router)
api.add_router("/figures", figures.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A stage, a key or an idempotency key says no."""
    return problems.answer(request, problems.of_refusal(refusal))


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What is wrong and where, never what was sent."""
    wrong = tuple(
        Wrong(where=".".join(str(part) for part in one["loc"]), rule=one["type"])
        for one in error.errors
    )
    return problems.answer(request, Trouble(422, problems.NOT_VALID, _NOT_VALID, wrong))


@api.exception_handler(HttpError)
def not_understood(request: HttpRequest, error: HttpError) -> HttpResponse:
    """No key (ninja says 401), or no JSON (400)."""
    if error.status_code == 401:
        return problems.answer(request, Trouble(401, problems.NOT_KNOWN, _NOT_KNOWN))
    return problems.answer(request, Trouble(400, problems.NOT_UNDERSTOOD, _NOT_UNDERSTOOD))


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """More than the house takes at once."""
    return problems.answer(request, Trouble(413, problems.TOO_LARGE, _TOO_LARGE))


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """A bug, or a database that is away."""
    return problems.of_failure(request)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """Nothing is here."""
    return problems.answer(request, Trouble(404, problems.NOT_FOUND, _NOT_FOUND))


def not_allowed(request: HttpRequest, plain: HttpResponse) -> HttpResponse:
    """Another method would do; `Allow` says which."""
    response = problems.answer(request, Trouble(405, problems.NOT_ALLOWED, _NOT_ALLOWED))
    response["Allow"] = plain["Allow"]
    return response


def document() -> dict[str, Any]:
    """The OpenAPI document as it is committed: the same wherever it is made."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    return made
