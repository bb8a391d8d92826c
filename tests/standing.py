"""Standing people and places: Ratna serves the village, Yohan the next one and must see nothing."""

from datetime import UTC, date, datetime
from uuid import uuid4

from pimpasa.people.models import Account, Agency, Assignment
from pimpasa.people.rules import Role
from pimpasa.places.models import (
    District,
    Office,
    Province,
    Regency,
    Region,
    Territory,
    Village,
)
from pimpasa.places.queries import names
from pimpasa.training.courses import courses as known_courses
from pimpasa.training.models import Certificate

find_villages_anew = names.cache_clear  # the index is built once a process

TODAY = date(2026, 3, 2)  # a Monday
NOW = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
SINCE = date(2025, 1, 1)
LOMBANG = "32.12.11.2011"
NEXT_VILLAGE = "32.12.11.2010"
FAR_VILLAGE = "53.04.02.2002"


def village(
    code, name, *, district="Juntinyuat", regency="Kabupaten Indramayu", province="Jawa Barat"
):
    """A village with all that is above it."""
    find_villages_anew()
    groups = code.split(".")
    up = [".".join(groups[:n]) for n in (1, 2, 3)]
    Province.objects.get_or_create(code=up[0], defaults={"name": province})
    Regency.objects.get_or_create(
        code=up[1], defaults={"name": regency, "kind": "REGENCY", "province_id": up[0]}
    )
    District.objects.get_or_create(code=up[2], defaults={"name": district, "regency_id": up[1]})
    defaults = {"name": name, "kind": "VILLAGE", "district_id": up[2], "regency_id": up[1]}
    return Village.objects.get_or_create(code=code, defaults=defaults)[0]


def office(name, *, regency, zone="WIB", region, **more):
    """An office that has served one regency since 2025."""
    opened = Office.objects.create(
        name=name, zone=zone, region=Region.objects.get_or_create(name=region)[0], **more
    )
    Territory.objects.create(office=opened, regency_id=regency, since=SINCE)
    return opened


def account(username, role, **more):
    """An account that joined in 2025 and never leaves."""
    made = Account(
        username=username, display_name=username.title(), role=role, joined_on=SINCE, **more
    )
    made.set_password(f"{username} walks to the village hall")
    made.save()
    return made


def serve(who, code, *, since=SINCE, until=None):
    """Assign an officer to a village."""
    return Assignment.objects.create(account=who, village_id=code, since=since, until=until)


def certify(who, *courses, since=SINCE, until=date(2030, 1, 1)):
    """Certificates in force for these courses; all of them when none is named."""
    for course in courses or known_courses():
        Certificate.objects.create(
            account=who, course=course, issued_on=since, expires_on=until, issued_by=uuid4()
        )


def everyone():
    """The street of the tests: three villages, two offices, one person per role and Yohan."""
    village(LOMBANG, "Lombang")
    village(NEXT_VILLAGE, "Juntikebon")
    far = {"district": "Tasifeto Timur", "regency": "Kabupaten Belu"}
    village(FAR_VILLAGE, "Tulakadi", province="Nusa Tenggara Timur", **far)
    cirebon = office("Cirebon", regency="32.12", region="Jawa Barat", takes_unplaced=True)
    atambua = office("Atambua", regency="53.04", region="Nusa Tenggara Timur", zone="WITA")
    people = {
        "ratna": account("ratna", Role.PIMPASA, office=cirebon),
        "yohan": account("yohan", Role.PIMPASA, office=cirebon),
        "sari": account("sari", Role.SUPERVISOR, office=cirebon),
        "made": account("made", Role.SUPERVISOR, office=atambua),
        "agus": account("agus", Role.ANALYST, region=cirebon.region),
        "dewi": account("dewi", Role.DIRECTORATE),
        "tono": account("tono", Role.TRAINER),
        "lina": account(
            "lina", Role.PARTNER, agency=Agency.objects.create(code="bp3mi-jabar", name="BP3MI")
        ),
        "putri": account("putri", Role.DPO),
        "adi": account("adi", Role.ADMIN),
    }
    for name in ("ratna", "yohan", "sari", "made"):
        certify(people[name])
    serve(people["ratna"], LOMBANG)
    serve(people["yohan"], NEXT_VILLAGE)
    return people
