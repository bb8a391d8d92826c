"""Whom an officer declared to be close moves to people, sealed anew for its new place."""

from django.db import migrations


def move(apps, _schema):
    old, new = apps.get_model("referrals", "Circle"), apps.get_model("people", "Circle")
    for one in old.objects.all():
        new.objects.create(
            id=one.id, account_id=one.account, name=one.name, declared_on=one.declared_on
        )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_circle'),
        ('referrals', '0002_way_and_circle'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name='Circle'),
    ]
