"""Every page of the community door, in every state that a villager can bring it to."""

from unittest.mock import patch

from pimpasa.doors.community.pages import sending
from tests.community.conftest import fields_of
from tests.standing import LOMBANG
from tests.street import DANGER, OFFER

OPEN = [
    "/",
    "/tanya/",
    "/saran/",
    "/lapor/",
    f"/lapor/?desa={LOMBANG}",
    "/teruskan/",
    "/keluhan/",
    "/kode/",
    "/kode/tulis/",
    "/kode/hapus/",
    "/kode/izin/",
    "/kode/izin/tarik/",
    "/tawaran/",
    "/jawaban/",
    "/jawaban/cari/",
    "/jawaban/topik/passport/",
    "/jawaban/topik/tppo/",
    "/jawaban/passport-cost/",
    "/telepon/",
    "/simpan/",
    "/tentang/",
    "/hasil/",
    "/angka/",
    "/poster/",
    "/sertifikat/",
    "/sertifikat/00000000-0000-4000-8000-000000000000/",
    "/peringatan/",
    "/tidak-ada/",
]


def every_page(villager, *, prefix=""):
    """(name, response) of all pages: the open ones, and those that only a form leads to."""
    for path in OPEN:
        yield path, villager.get(f"{prefix}{path}")
    yield from written_pages(villager, prefix=prefix)


def written_pages(villager, *, prefix=""):
    """The pages that answer a form."""
    yield from _told(villager, f"{prefix}/lapor/", f"{prefix}/kode/")
    yield "ask, with answers", villager.look("Berapa biaya paspor?", at=f"{prefix}/tanya/")
    yield "complain, look", villager.look("Petugas minta uang.", at=f"{prefix}/keluhan/")
    yield "offer, read", villager.post(f"{prefix}/tawaran/", {"cerita": OFFER})
    yield "offer, nothing found", villager.post(f"{prefix}/tawaran/", {"cerita": "halo"})
    yield "offer, empty", villager.post(f"{prefix}/tawaran/", {"cerita": ""})
    yield "found", villager.post(f"{prefix}/jawaban/cari/", {"cari": "biaya paspor"})
    yield "not found", villager.post(f"{prefix}/jawaban/cari/", {"cari": "xyzzy"})
    yield "posters", villager.post(f"{prefix}/poster/", {"desa": "lombang"})
    yield "posters, none", villager.post(f"{prefix}/poster/", {"desa": "xyzzy"})
    yield "certificate, none", villager.post(f"{prefix}/sertifikat/", {"teks": "xyzzy"})
    yield "too much", villager.post(f"{prefix}/lapor/", {"cerita": "a" * 12_100_000})


def _told(villager, tell, code):
    yield "tell, empty", villager.post(tell, {"langkah": "lihat"})
    looked = villager.look(f"{DANGER} Nomornya 0812-3456-7890.", at=tell, desa="lombang")
    yield "look", looked
    with patch.object(sending.VALVES, "are_open", return_value=False):
        yield "asked for a sum", villager.send(looked, at=tell, desa_kode=LOMBANG)
    yield "look, no village chosen", villager.send(looked, at=tell, desa="entah di mana")
    receipt = villager.send(looked, at=tell, desa_kode=LOMBANG)
    yield "receipt", receipt
    yield "sent before", villager.send(looked, at=tell, desa_kode=LOMBANG, cerita="Lain.")
    yield from _under_code(villager, code, {"kode": villager.code(receipt)})


def _under_code(villager, code, typed):
    conversation = villager.post(code, typed)
    yield "conversation", conversation
    writing = fields_of(conversation, holding="pesan")
    yield "wrote", villager.post(f"{code}tulis/", {**writing, "cerita": "Tolong cepat."})
    yield "wrote nothing", villager.post(f"{code}tulis/", {**writing, "cerita": ""})
    yield "wrong code", villager.post(code, {"kode": "bukan kode"})
    yield "passing", villager.post(f"{code}izin/", typed)
    yield "passing nothing", villager.post(f"{code}izin/tarik/", {**typed, "izin": "semua"})
    yield "end?", villager.post(f"{code}hapus/", typed)
    yield "ended", villager.post(f"{code}hapus/", {**typed, "pasti": "ya"})
    yield "deleted", villager.post(code, typed)
