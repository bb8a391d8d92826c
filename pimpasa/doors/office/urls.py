"""Addresses of the office."""

from django.urls import path

from pimpasa.doors.office.lost import lost
from pimpasa.doors.office.pages import (
    agencies,
    cards,
    case,
    desk,
    inbox,
    jobs,
    ledger,
    me,
    offices,
    sections,
    villages,
)

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("laporan/", inbox.inbox, name="inbox"),
    path("laporan/<uuid:report_id>/", case.case, name="case"),
    path("laporan/<uuid:report_id>/putusan/", case.settle_case, name="settle"),
    path("laporan/<uuid:report_id>/unsur/", case.sum_of_elements, name="sum"),
    path("laporan/<uuid:report_id>/jawaban/", case.answer_case, name="answer"),
    path("laporan/<uuid:report_id>/darurat/", case.take_on, name="take_on"),
    path("laporan/<uuid:report_id>/tahan/", case.hold, name="hold"),
    path("berkas/<uuid:attachment_id>/", case.attachment, name="attachment"),
    path("jawaban/", cards.cards, name="cards"),
    path("jawaban/usul/", cards.cards_propose, name="cards_propose"),
    path("jawaban/<uuid:answer_id>/", cards.cards_decide, name="cards_decide"),
    path("tindak-lanjut/", jobs.jobs, name="jobs"),
    path("tindak-lanjut/semua/", jobs.jobs_retry_all, name="jobs_retry_all"),
    path("tindak-lanjut/<uuid:job_id>/", jobs.jobs_retry, name="jobs_retry"),
    path("buku/", ledger.ledger, name="ledger"),
    path("buku/unduh/", ledger.ledger_export, name="ledger_export"),
    path("buku/periksa/", ledger.ledger_verify, name="ledger_verify"),
    path("desa/", villages.villages, name="villages"),
    path("desa/<str:code>/", villages.village, name="villages_page"),
    path("desa/<str:code>/binaan/", villages.foster, name="villages_foster"),
    path("desa/<str:code>/binaan/akhir/", villages.end, name="villages_end"),
    path("desa/<str:code>/binaan/tanda/", villages.tags, name="villages_tags"),
    path("kanim/", offices.offices, name="offices"),
    path("kanim/buka/", offices.open_one, name="offices_open"),
    path("kanim/<uuid:office_id>/", offices.office, name="offices_page"),
    path("kanim/<uuid:office_id>/wilayah/", offices.move, name="offices_move"),
    path("kanim/<uuid:office_id>/nama/", offices.rename, name="offices_rename"),
    path("kanim/<uuid:office_id>/tutup/", offices.close, name="offices_close"),
    path("kanim/<uuid:office_id>/seksi/", sections.section_open, name="offices_section_open"),
    path("seksi/<uuid:section_id>/nama/", sections.section_rename, name="offices_section_rename"),
    path("seksi/<uuid:section_id>/tutup/", sections.section_close, name="offices_section_close"),
    path("mitra/", agencies.agencies, name="offices_agencies"),
    path("mitra/catat/", agencies.agency_open, name="offices_agency_open"),
    path("mitra/<uuid:agency_id>/nama/", agencies.agency_rename, name="offices_agency_rename"),
    path("mitra/<uuid:agency_id>/tutup/", agencies.agency_close, name="offices_agency_close"),
    path("saya/", me.me, name="me"),
    path("<path:rest>", lost, name="lost"),  # whatever else is asked for looks like "not yours"
]
