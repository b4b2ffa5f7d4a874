"""How two people meet, as they agreed; and clauses outlive whoever worded them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mentorship.triggers import with_walls_aside


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0011_clause_sets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = with_walls_aside([
        migrations.AddField(
            model_name='pairing',
            name='channel',
            field=models.CharField(blank=True, choices=[('person', 'in person'), ('both', 'now this, now that'), ('video', 'by video'), ('phone', 'by phone')], max_length=10, default=''),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='clauseset',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ])
