"""On every page of figures a number is the way to as many things, or says why it is none."""

import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.answers.actions import answer
from pimpasa.counts.rules import week_of
from pimpasa.intake.actions import open_words
from pimpasa.intake.models import Kind
from pimpasa.outcomes.actions import Reason, close_report
from pimpasa.outcomes.models import Helped, HelpedIn
from pimpasa.outreach.actions import Done, Plan, plan_visit, report_visit
from pimpasa.people.models import Agency
from pimpasa.referrals.models import State
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.triage.actions import Decision, Urgency, settle
from pimpasa.triage.rules import View
from tests.office.desk import at_the_desk, with_second_factor
from tests.outreach.test_villages_are_visited import know
from tests.referrals.test_an_agency_sees_how_it_stands import referred
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, OWN_WORDS, QUESTION, TODAY, officer, tell, work

SETTLED = Decision(
    views={"A1": View.PRESENT},
    kind=Kind.REPORT,
    topics=("debt_bond",),
    urgency=Urgency.NORMAL,
    is_tppo=True,
    is_tppm=False,
    is_child=False,
    law_on=TODAY,
    note="",
    seen_version=0,
)
DAYS = f"since={TODAY - timedelta(days=28)}&until={TODAY + timedelta(days=7)}"
PAGES = [
    "/kantor/",
    f"/kantor/angka/?{DAYS}",
    f"/kantor/angka/?{DAYS}&what=topic:passport&place={LOMBANG[:8]}",
    "/kantor/angka/indonesia/",
    f"/kantor/hasil/?{DAYS}",
    "/kantor/rujukan/angka/",
    "/kantor/sinyal/",
    "/kantor/jaringan/",
    "/kantor/periksa/kedua/",
    "/kantor/pelatihan/berikutnya/",
    f"/kantor/kunjungan/bulan/?bulan={TODAY:%Y-%m}",
]
WHY_NOT = {  # a number without a list
    "reckoned": "a share or a middle, reckoned from numbers that open theirs",
    "damped": "how much was heard of the reports beside it, bursts counted as few",
    "beside": "people at talks in villages of several officers, beside the course of a signal",
    "others": "of villages of others: told as a sum, and below five not at all",
    "nation": "of the country, small ones hidden: behind it lie words that nobody here may read",
    "readers": "two readers of one report; what they read differently has a page of its own",
    "signal": "what the machine reckoned with; the page of the signal opens the reports",
    "budget": "a mean of four weeks over the whole country",
    "visits": "visits stand on a page of those who visit",
    "part": "what was done on the visits beside it, which open their list",
    "nobody": "of officers or villages together, so that nobody is pointed at",
    "signed": "of rows that were signed: the paper holds them, and changes no more",
}
CELL = re.compile(r'<(td|p|span) class="(?:num|big)([^>]*)>(.*?)</\1>', re.DOTALL)
FIGURE = re.compile(r'<a href="([^"]+)" data-figure="(\d+)" data-of="(rows|people)"[^>]*>[^<]*</a>')


@dataclass
class Found:
    """One number, and the list it says it opens."""

    way: str
    n: int
    of: str


@pytest.fixture
def street(people):
    """Something of everything that is counted, in villages of three officers."""
    ratna = officer(people, "ratna")
    receipts = [tell(OFFER, kind=Kind.JOB_OFFER), tell(QUESTION, kind=Kind.QUESTION)]
    tell(QUESTION + "?", kind=Kind.QUESTION)
    tell(OWN_WORDS, village=NEXT_VILLAGE)
    tell(OWN_WORDS, village=LOMBANG)
    tell(QUESTION, kind=Kind.QUESTION, village=FAR_VILLAGE)
    work()
    settle(ratna, receipts[0].report_id, SETTLED, now=NOW)
    for receipt, late in zip(receipts, (0, 20), strict=True):
        at = NOW + timedelta(days=late)
        open_words(ratna, receipt.report_id, now=at)
        answer(ratna, receipt.report_id, "Sudah dibaca.", message_id=uuid4(), now=at)
    close_report(ratna, receipts[1].report_id, Reason.HELPED, now=NOW)
    for people_helped in (1, 3):
        group = Helped.objects.create(help="HOME", people=people_helped, on=TODAY, noted_by=uuid4())
        HelpedIn.objects.create(helped=group, report_id=receipts[0].report_id)
    agency = Agency.objects.get(code="bp3mi-jabar")
    for state, answered in (("SENT", None), ("TOLD", 3), ("DECLINED", 4)):
        referred(State(state), agency=agency, answered=answered)
    referred(State.SENT, agency=None)
    know(people)
    for kind in ("talk", "visit"):
        visit = plan_visit(ratna, Plan(uuid4(), LOMBANG, kind, TODAY), now=NOW)
        report_visit(ratna, visit.id, Done(TODAY, audience={"F.26-45": 7}), now=NOW)
    rise = Noticed(
        kind=SignalKind.RISE,
        what="topic:passport",
        villages=[LOMBANG, NEXT_VILLAGE],
        week=week_of(TODAY),
        method="tree",
        observed=2,
        expected=0.1,
        upper=1,
        chance=0.001,
        why={"weeks": 1},
    )
    work()
    signal = raise_signal(rise, today=TODAY)
    work(now=timezone.now())
    return people, signal


def numbers(page):
    """Every number on a page: those that open a list, and what is wrong with the others."""
    opened, wrong = [], []
    for _tag, more, inside in CELL.findall(page.split("<main")[1]):
        why = re.search(r'data-unlisted="(\w+)"', more)
        plain = re.sub(r"<[^>]*>", "", FIGURE.sub("", inside))
        opened += [Found(unescape(w), int(n), of) for w, n, of in FIGURE.findall(inside)]
        if re.search(r"\d", plain) and not (why and why[1] in WHY_NOT):
            wrong.append(" ".join(plain.split()))
    return opened, wrong


def is_as_many(found, answer):
    """True when the list holds as many things as the number says, and shows them."""
    if answer.status_code != 200:
        return False
    page = answer.content.decode()
    if f'data-{found.of}="{found.n}"' not in page:
        return False
    shown = page.split("data-rows=")[1].count('<th scope="row" class="lead"')
    return found.of == "people" or shown == found.n


def worth_opening(found):
    """Each list once; of the empty ones a few, because opening them all takes its time."""
    once = list({(one.way, one.n, one.of): one for one in found}.values())
    return [one for one in once if one.n] + [one for one in once if not one.n][:4]


def test_each_number_is_the_way_to_as_many_things(street):
    people, signal = street
    opened, failed = {}, []
    for name in ("ratna", "sari", "agus", "dewi", "tono", "lina", "putri", "adi"):  # a role each
        client = at_the_desk(with_second_factor(people[name]))
        for address in [*PAGES, f"/kantor/sinyal/{signal.id}/"]:
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            found, wrong = numbers(answer.content.decode())
            failed += [(name, address, f"{text!r} opens nothing") for text in wrong]
            opened.setdefault(address, set()).update((one.way, one.n) for one in found)
            failed += [
                (name, address, one)
                for one in worth_opening(found)
                if not is_as_many(one, client.get(one.way))
            ]
    assert not failed, "\n".join(map(str, failed[:30]))
    assert len(opened) == len(PAGES) + 1, "a page that nobody opened"
    assert any("mine=1&talks=1" in way for found in opened.values() for way, n in found if n)
    ways = {way.split("?")[0] for found in opened.values() for way, n in found if n}
    assert {
        "/kantor/laporan/", "/kantor/kunjungan/", "/kantor/rujukan/", "/kantor/angka/tenggat/",
        "/kantor/hasil/terbantu/", "/kantor/hasil/ditutup/",
    } <= ways  # fmt: skip
