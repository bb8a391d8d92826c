"""Two that do the same at one moment: the second is asked again, and sees what the first did.

Actions look first and write after. On PostgreSQL two of them can both have looked before either
wrote, or wait for each other; the database then lets one write and refuses the other, all of it.
Asked once more, that one is answered as what it is: a repeat, or somebody whose page is older than
what is there.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pimpasa.base.groupcommit import was_second


class OnceMore:
    """Ask a page again, once, when the database refused what another wrote at the same moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before all pages."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everything pass."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """The second answer; None when it is another failure, which rises."""
        if not was_second(failure) or request.resolver_match is None:
            return None
        for files in request.FILES.lists():
            for file in files[1]:
                file.seek(0)  # they were read the first time
        asked = request.resolver_match
        answer: HttpResponse = asked.func(request, *asked.args, **asked.kwargs)
        return answer
