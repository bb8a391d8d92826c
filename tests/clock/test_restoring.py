"""A backup made before an upgrade comes back under the new version."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from pimpasa.base.sealed import SealedText
from pimpasa.doors.clock.restoring import _is_there
from pimpasa.intake.models import Report


@isolate_apps("pimpasa.doors.clock")
@pytest.mark.django_db
def test_what_was_added_after_the_backup_is_not_looked_for():
    class Later(models.Model):  # noqa: DJ008
        words = SealedText(null=True)

        class Meta:
            app_label = "clock"
            db_table = "not_in_the_backup"

    class Grown(models.Model):  # noqa: DJ008
        later = SealedText(null=True)

        class Meta:
            app_label = "clock"
            db_table = Report._meta.db_table

    assert _is_there(Report._meta.get_field("words"))
    assert not _is_there(Later._meta.get_field("words"))
    assert not _is_there(Grown._meta.get_field("later"))
