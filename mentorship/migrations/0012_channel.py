"""How two people meet, as they agreed; and clauses outlive whoever worded them."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mentorship.triggers import with_walls_aside


def forget_promises_never_made(apps: Any, editor: Any) -> None:
    """Three days stood there for every pair, also for those who have signed nothing."""
    pairs = apps.get_model("mentorship", "Pairing").objects
    pairs.filter(agreement=None).update(reply_days=None)
    pairs.filter(agreement__in_force=None).update(reply_days=None)


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
        migrations.AlterField(
            model_name='pairing',
            name='reply_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(forget_promises_never_made, migrations.RunPython.noop),
    ])
