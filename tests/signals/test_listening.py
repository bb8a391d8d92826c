"""What rises among neighbours is raised; talks, bursts and silence are not."""

from datetime import timedelta

import numpy as np
import pytest

from pimpasa.counts.models import WeekCount, WeekExposure, WeekTalk
from pimpasa.counts.rules import week_of
from pimpasa.ledger.models import Event
from pimpasa.places.models import Location
from pimpasa.signals.listening import listen, listen_weekly
from pimpasa.signals.models import Round, Signal
from pimpasa.signals.queries import villages_of
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import village
from tests.street import TODAY, tell, work

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
NOW = week_of(TODAY)  # the week listened to
WHAT = "topic:tppo"
DISTRICTS = [f"32.12.{n:02}" for n in range(1, 6)]
VILLAGES = [f"{district}.20{n:02}" for district in DISTRICTS for n in range(1, 13)]
TOUCHED = VILLAGES[12:20]  # neighbours in the second district
ACROSS = [VILLAGES[n] for n in (3, 7, 11, 12, 16, 20)]  # along its border to the first


@pytest.fixture
def regency(db):
    """Sixty villages that have been heard of now and then for a year."""
    for code in VILLAGES:
        village(code, code, district=code[:8])
    draw = np.random.default_rng(5)
    for weeks in range(1, 60):
        for code in draw.choice(VILLAGES, size=draw.poisson(1.0), replace=False):
            said(code, NOW - weeks * WEEK)


@pytest.fixture
def mapped(regency):
    """Districts side by side, four villages wide and three high each."""
    Location.objects.bulk_create(
        Location(
            code=code,
            lat=-6.4 + n % 12 // 4 * 0.02,
            lon=108.3 + (n // 12 * 4 + n % 4) * 0.02,
            source="test",
        )
        for n, code in enumerate(VILLAGES)
    )


def said(code, week, n=1, *, heard=None):
    kept, _ = WeekCount.objects.get_or_create(
        village=code, week=week, what=WHAT, defaults={"n": 0 + n, "settled": 0, "heard": heard or n}
    )
    return kept


def talk(code, people, week=NOW, *, about=""):
    WeekExposure.objects.create(village=code, week=week, visits=1, attendance=people)
    if about:
        WeekTalk.objects.create(village=code, week=week, topic=about, people=people)


def outbreak(villages=TOUCHED):
    for n, code in enumerate(villages):
        WeekCount.objects.filter(village=code, week__gte=NOW - 2 * WEEK).delete()
        said(code, NOW - (n % 3) * WEEK)


def listened():
    return listen(week=NOW, today=TODAY)


def test_an_ordinary_week_raises_nothing(regency):
    assert listened() == []


def test_neighbours_that_speak_of_one_thing_are_raised_with_reasons(regency):
    outbreak()

    listened()

    signal = Signal.objects.get()
    assert signal.place.startswith(DISTRICTS[1])
    assert set(TOUCHED) <= set(villages_of(signal))
    assert signal.observed >= 5 > signal.upper > signal.expected
    assert signal.chance <= 0.002
    assert signal.method == "tree"


def test_where_villages_lie_on_a_map_neighbours_are_those_nearby(mapped):
    outbreak(ACROSS)

    listened()

    signal = Signal.objects.get()
    assert signal.method == "bayes_scan"
    assert len(set(ACROSS) & set(villages_of(signal))) >= 5


@pytest.mark.parametrize("about", ["", "tppo"])
@pytest.mark.parametrize("is_mapped", [False, True])
def test_a_talk_and_its_questions_raise_nothing(request, is_mapped, about):
    request.getfixturevalue("mapped" if is_mapped else "regency")
    talk(TOUCHED[0], 200, about=about)
    said(TOUCHED[0], NOW, 30)

    assert listened() == []


def test_talks_on_something_else_change_nothing(regency):
    outbreak()
    listened()
    before = list(Signal.objects.values("place", "observed", "expected", "chance", "why"))
    Signal.objects.all().delete()
    for code in TOUCHED:
        talk(code, 80, about="passport")
        talk(code, 80, NOW - WEEK, about="passport")

    listened()

    assert list(Signal.objects.values("place", "observed", "expected", "chance", "why")) == before


def test_talks_on_the_same_beside_an_outbreak_do_not_hide_it(regency):
    for code in VILLAGES[36:40]:
        talk(code, 60, about="tppo")
        said(code, NOW, 4)
    outbreak()

    listened()

    assert Signal.objects.get().place.startswith(DISTRICTS[1])


@pytest.mark.parametrize("is_mapped", [False, True])
def test_a_campaign_raises_nothing_and_hides_no_outbreak_beside_it(request, is_mapped):
    request.getfixturevalue("mapped" if is_mapped else "regency")
    for code in VILLAGES[36:48]:  # a district is talked to in one week
        talk(code, 60)
        said(code, NOW, 4)
    assert listened() == []

    outbreak()
    listened()

    assert len(set(TOUCHED) & set(villages_of(Signal.objects.get()))) >= 6


def test_a_burst_that_counts_as_little_raises_nothing(regency):
    said(TOUCHED[0], NOW, 40, heard=1)

    assert listened() == []


def test_the_next_week_widens_the_signal_instead_of_raising_another(regency):
    outbreak()
    listened()
    further = VILLAGES[20]
    for code in [further, *TOUCHED]:
        said(code, NOW + WEEK)

    listen(week=NOW + WEEK, today=TODAY + WEEK)

    assert further in villages_of(Signal.objects.get())
    assert Event.objects.filter(name="signals.widened").count() == 1


def test_listening_again_says_the_same(regency):
    outbreak()
    listened()
    before = list(Signal.objects.values())

    listened()

    assert list(Signal.objects.values()) == before


def test_the_week_that_is_over_is_listened_to_once(regency):
    outbreak()

    listen_weekly(today=NOW + WEEK)
    listen_weekly(today=NOW + WEEK + timedelta(days=1))

    assert Round.objects.get().week == NOW
    assert Signal.objects.count() == 1


def test_a_cluster_that_was_away_is_seen_by_the_administrator_until_it_listens(
    regency, people, settings
):
    outbreak()
    settings.DASK = "tcp://127.0.0.1:9"
    listen_weekly(today=NOW + WEEK)
    admin = at_the_desk(with_second_factor(people["adi"]))

    assert "not tls://" in admin.get("/kantor/tindak-lanjut/").content.decode()
    assert Signal.objects.count() == 1

    settings.DASK = ""
    listen_weekly(today=NOW + 2 * WEEK)

    assert "not tls://" not in admin.get("/kantor/tindak-lanjut/").content.decode()


CHAIN = (
    "Awas, ada gadis desa dijual ke Malaysia, disekap di rumah majikan, dipukuli, "
    "paspornya ditahan. Sebarkan ke semua grup!"
)
OWN = [
    "Adik saya disekap majikan di Malaysia, paspornya ditahan dan sering dipukul",
    "Tolong, kakak dijual calo ke pelacuran, dikurung, tidak boleh pulang",
    "Tetangga kami ditipu janji kerja, ternyata dipaksa jadi pekerja seks dan dikurung",
    "Paspor keponakan disita, gaji tidak dibayar, dikunci di dalam rumah tiap malam di Arab",
    "Ipar saya dijual agen ke majikan lain, disiksa, dokumennya diambil semua",
    "Anak gadis tetangga dibawa sponsor, sekarang dikurung dan dipaksa melayani tamu",
    "Sepupu perempuan saya dipukuli dan dikurung bosnya di Kamboja, paspor ditahan",
    "Teman diperdagangkan ke Suriah, disekap, tidak digaji dua tahun, paspor dirampas",
]


@pytest.mark.parametrize(("texts", "quiet"), [([CHAIN] * 8, "ONE_VOICE"), (OWN, "")])
def test_a_text_passed_on_in_many_villages_is_noted_and_own_words_are_an_alarm(
    regency, texts, quiet
):
    for n, code in enumerate(TOUCHED):
        tell(texts[n] + " " * n, village=code, today=NOW + timedelta(days=n % 3))
    work()

    listened()

    signal = Signal.objects.get(what=WHAT)
    assert signal.quiet == quiet
    assert signal.observed >= 8
    assert signal.why["copies"] == (7 if quiet else 0)


def test_many_who_ask_for_a_service_are_noted_and_no_alarm(regency):
    outbreak()
    WeekCount.objects.update(what="topic:passport")

    listened()

    assert Signal.objects.get().quiet == "SERVICE"
    assert not Event.objects.filter(name="signals.raised").exists()


def test_before_anything_was_counted_there_is_nothing_to_hear(db):
    assert listened() == []
