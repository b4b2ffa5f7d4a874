"""Clauses that a program words and orders itself, as versions that are never changed."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from mentorship.triggers import Trigger, walls, with_walls_aside

TRIGGERS = [
    Trigger("clause_set_is_never_changed", "mentorship_clauseset", "UPDATE", when="TRUE"),
]
FIELD = [
    migrations.AddField(
        model_name='pairing',
        name='clause_set',
        field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentorship.clauseset'),
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0010_living'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClauseSet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('data', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clause_sets', to='mentorship.program')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('program', 'number'), name='one_clause_set_per_number')],
            },
        ),
        *with_walls_aside(FIELD),
        walls(TRIGGERS),
    ]
