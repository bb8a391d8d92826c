"""Addresses of training, under /kantor/pelatihan/."""

from django.urls import path

from pimpasa.doors.office.pages import training

urlpatterns = [
    path("", training.training, name="training"),
    path("materi/<slug:slug>/", training.lesson, name="training_lesson"),
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
]
