from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0004_lists'),
        ('triage', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='emergency',
            index=models.Index(condition=models.Q(('answered_by', None)), fields=['raised_on', 'report'], name='emergency_waiting'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['report', 'urgency', 'topics'], name='reading_in_list'),
        ),
    ]
