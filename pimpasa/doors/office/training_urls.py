"""Addresses of training, under /kantor/pelatihan/."""

from django.urls import path

from pimpasa.doors.office.pages import events, materials, practice, seats, training

urlpatterns = [
    path("", training.training, name="training"),
    path("materi/<slug:slug>/", training.lesson, name="training_lesson"),
    path("latihan/", practice.practice, name="training_practice"),
    path("berikutnya/", practice.next_lessons, name="training_next"),
    path("petugas/", training.team, name="training_team"),
    path("petugas/<uuid:account_id>/", training.member, name="training_member"),
    path("petugas/<uuid:account_id>/luluskan/", training.certify, name="training_issue"),
    path("petugas/<uuid:account_id>/kecuali/", training.spare, name="training_spare"),
    path("sertifikat/<uuid:certificate_id>/", training.paper, name="training_paper"),
    path("sertifikat/<uuid:certificate_id>/lencana/", training.badge, name="training_badge"),
    path(
        "sertifikat/<uuid:certificate_id>/cabut/",
        training.revoke,
        name="training_revoke",
    ),
    path("acara/", events.events, name="training_events"),
    path("acara/<uuid:event_id>/", events.event, name="training_event"),
    path("acara/<uuid:event_id>/undang/", seats.call, name="training_invite"),
    path("acara/<uuid:event_id>/bahan/", materials.add, name="training_material_add"),
    path("bahan/<uuid:material_id>/", materials.handed, name="training_material"),
    path("bahan/<uuid:material_id>/hapus/", materials.away, name="training_material_away"),
    path("acara/<uuid:event_id>/hadir/", seats.door, name="training_door"),
    path("acara/<uuid:event_id>/hadir/nama/", seats.without_badge, name="training_walk_in"),
    path("acara/<uuid:event_id>/undangan/", seats.invited, name="training_invited"),
    path("acara/<uuid:event_id>/jawab/", seats.say, name="training_reply"),
    path("acara/<uuid:event_id>/kursi/", seats.terms, name="training_terms"),
    path("acara/<uuid:event_id>/daftar/", events.sheet, name="training_sheet"),
    path("acara/<uuid:event_id>/luluskan/", events.graduate, name="training_graduate"),
    path("acara/<uuid:event_id>/ujian/sebelum/", events.before, name="training_before"),
    path("acara/<uuid:event_id>/ujian/sesudah/", events.after, name="training_after"),
    path("acara/<uuid:event_id>/kesan/", events.tell, name="training_feedback"),
]
