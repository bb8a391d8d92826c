"""The addresses of the community door: none ever holds words, names or codes."""

from django.urls import path

from pimpasa.doors.community.pages import (
    became,
    certificate,
    code,
    facts,
    figures,
    offer,
    passing,
    poster,
    tell,
    village,
    warned,
    ways,
)

app_name = "community"
urlpatterns = [
    path("", facts.home, name="home"),
    path("tanya/", tell.tell, {"way": ways.ASK}, name="ask"),
    path("saran/", tell.tell, {"way": ways.SUGGEST}, name="suggest"),
    path("lapor/", tell.tell, {"way": ways.REPORT}, name="report"),
    path("teruskan/", tell.tell, {"way": ways.OFFER}, name="pass_on"),
    path("keluhan/", tell.tell, {"way": ways.COMPLAIN}, name="complain"),
    path("kode/", code.open_code, name="code"),
    path("kode/tulis/", code.write, name="write"),
    path("kode/hapus/", code.end, name="end"),
    path("kode/izin/", passing.passing, name="passing"),
    path("kode/izin/tarik/", passing.take_back, name="take_back"),
    path("desa/", village.villages, name="villages"),
    path("tawaran/", offer.check, name="offer"),
    path("jawaban/", facts.answers, name="answers"),
    path("jawaban/cari/", facts.search, name="search"),
    path("jawaban/topik/<slug:name>/", facts.topic, name="topic"),
    path("jawaban/<slug:slug>/", facts.answer, name="answer"),
    path("telepon/", facts.lines, name="lines"),
    path("simpan/", facts.keep, name="keep"),
    path("hasil/", became.became, name="became"),
    path("angka/", figures.figures, name="figures"),
    path("tentang/", facts.about, name="about"),
    path("sertifikat/", certificate.ask, name="certificates"),
    path("sertifikat/dicabut.json", certificate.revoked, name="revoked"),
    path("sertifikat/kunci.json", certificate.keys, name="signing_keys"),
    path("sertifikat/<uuid:number>/", certificate.one, name="certificate"),
    path("peringatan/", warned.warnings, name="warnings"),
    path("peringatan/atom.xml", warned.feed, name="feed"),
    path("peringatan/<uuid:warning_id>/", warned.warning, name="warning"),
    path("peringatan/<uuid:warning_id>/papan/", warned.board, name="notice"),
    path("poster/", poster.choose, name="posters"),
    path("poster/<str:village>/", poster.download, name="poster"),
]
