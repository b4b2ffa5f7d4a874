"""How two people meet, as they agreed: in person, by video, by phone, or now this, now that."""

from django.db import migrations, models

from mentorship.triggers import with_walls_aside


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0011_clause_sets'),
    ]

    operations = with_walls_aside([
        migrations.AddField(
            model_name='pairing',
            name='channel',
            field=models.CharField(blank=True, choices=[('person', 'in person'), ('both', 'now this, now that'), ('video', 'by video'), ('phone', 'by phone')], max_length=10, default=''),
            preserve_default=False,
        ),
    ])
