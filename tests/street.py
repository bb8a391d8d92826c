"""Short ways to walk the street in tests: tell, work off what follows, look at the officers."""

from datetime import UTC, date, datetime

from pimpasa.base.codes import new_code
from pimpasa.intake.actions import Channel, Kind, Told, receive_report
from pimpasa.ledger import followups
from pimpasa.ledger.followups import Worker
from pimpasa.people import queries as people_queries
from tests.standing import LOMBANG

TODAY = date(2026, 3, 2)  # a Monday
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 09.00 WIB
OFFER = (
    "LOWONGAN admin slot di Kamboja, gaji 15 juta, tanpa pengalaman, tiket dan paspor gratis, "
    "berangkat minggu depan. Hubungi 0834-1122-3344"
)
OWN_WORDS = "Tetangga saya diajak kerja jauh, yang mengajak minta ditelepon di 0834 1122 3344"
DANGER = "Tolong, adik saya disekap di Kamboja, dipukuli tiap hari, tidak boleh keluar."
QUESTION = "Pak, berapa biaya bikin paspor biasa untuk lima tahun?"


def tell(words=OFFER, *, kind=Kind.REPORT, village=LOMBANG, today=TODAY, **more):
    """A villager tells; returns the receipt."""
    told = Told(words=words, kind=kind, village=village, **more)
    return receive_report(told, code=new_code(), channel=Channel.WEB, today=today)


def work(*, now=NOW):
    """Run every job that is due, and those that follow them."""
    while job := followups.take(Worker("test"), now=now):
        assert followups.run(job, now=now), f"{job.task_path} failed"


def officer(people, name, *, on=TODAY):
    """One of the standing people, as the stages take them."""
    return people_queries.officer_of(people[name], on=on)
