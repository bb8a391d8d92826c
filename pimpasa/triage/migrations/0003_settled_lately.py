"""What was settled lately is at hand: of it second readings are drawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('triage', '0002_lists'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='settlement',
            index=models.Index(fields=['settled_at'], name='settled_lately'),
        ),
    ]
