"""A sound says when it was heard, so that the newest names that share it are at hand."""

from django.db import migrations, models

_DAYS = """UPDATE links_sound SET heard_on = (
    SELECT first_heard_on FROM links_contact WHERE links_contact.id = links_sound.contact_id)"""


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0004_voices'),
    ]

    operations = [
        migrations.AddField(
            model_name='sound',
            name='heard_on',
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(_DAYS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='sound',
            name='heard_on',
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name='sound',
            name='digest',
            field=models.BinaryField(max_length=32),
        ),
        migrations.AddIndex(
            model_name='sound',
            index=models.Index(fields=['digest', '-heard_on', 'contact'], name='sound_newest'),
        ),
    ]
