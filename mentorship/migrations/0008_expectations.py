"""Expectations, sealed until both are done and unchanged from then on; and how they were settled."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.private
from mentorship.triggers import Trigger, walls

DONE = """(
    SELECT COUNT(*) FROM mentorship_expectation e
    WHERE e.pairing_id = NEW.pairing_id AND e.done_at IS NOT NULL
)"""
TRIGGERS = [
    Trigger(
        "revealed_expectation_stays",
        "mentorship_expectation",
        "UPDATE",
        when="OLD.revealed_at IS NOT NULL",
    ),
    Trigger(
        "expectations_are_revealed_together",
        "mentorship_expectation",
        "UPDATE",
        when=f"NEW.revealed_at IS NOT NULL AND {DONE} < 2",
    ),
    Trigger(
        "no_expectation_is_born_revealed",
        "mentorship_expectation",
        "INSERT",
        when="NEW.revealed_at IS NOT NULL",
    ),
    Trigger("settling_is_never_changed", "mentorship_settling", "UPDATE", when="TRUE"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0007_horizon'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Expectation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', accounts.private.PrivateTextField(author='person', blank=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expectations', to='mentorship.pairing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pairing', 'person'), name='one_expectation_each'), models.CheckConstraint(condition=models.Q(('revealed_at__isnull', True), ('done_at__isnull', False), _connector='OR'), name='revealed_when_done')],
            },
        ),
        migrations.CreateModel(
            name='Settling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('clause', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('words', accounts.private.PrivateTextField(author='author', blank=True)),
                ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settlings', to='mentorship.pairing')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('pairing', 'number'), name='one_settling_per_number')],
            },
        ),
        walls(TRIGGERS),
    ]
