"""Ladders, what was rated on them, and what the two said about a goal: only ever added to."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.private
from mentorship.triggers import Trigger, walls, with_walls_aside

TRIGGERS = [
    Trigger(f"goals_{name}_is_never_changed", f"goals_{name}", "UPDATE", when="TRUE")
    for name in ("ladder", "rating", "saying")
]
FIELDS = [
    migrations.AddField(
        model_name='goal',
        name='check_on',
        field=models.DateField(blank=True, null=True),
    ),
    migrations.AddField(
        model_name='goal',
        name='turned_at',
        field=models.DateTimeField(blank=True, null=True),
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *with_walls_aside(FIELDS),
        migrations.CreateModel(
            name='Ladder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('steps', accounts.private.PrivateTextField(author='author', blank=True)),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('is_late', models.BooleanField(default=False)),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ladders', to='goals.goal')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.SmallIntegerField()),
                ('line', accounts.private.PrivateTextField(author='person', blank=True)),
                ('rated_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ladder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='goals.ladder')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-rated_at'],
            },
        ),
        migrations.CreateModel(
            name='Saying',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('mine', 'still mine'), ('less_so', 'less so'), ('no_longer', 'no longer'), ('kept', 'kept as it is'), ('hill', 'on the hill')], max_length=9)),
                ('place', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('line', accounts.private.PrivateTextField(author='person', blank=True)),
                ('occasion', models.UUIDField(blank=True, null=True)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sayings', to='goals.goal')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-said_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='ladder',
            constraint=models.UniqueConstraint(fields=('goal', 'number'), name='one_ladder_per_number'),
        ),
        migrations.AddConstraint(
            model_name='ladder',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (1, 3))), name='weight_one_to_three'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('level__range', (-2, 2))), name='level_minus_two_to_two'),
        ),
        migrations.AddIndex(
            model_name='saying',
            index=models.Index(fields=['goal', 'said_at'], name='sayings_of_goal'),
        ),
        migrations.AddConstraint(
            model_name='saying',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'hill'), ('place__isnull', False), ('place__range', (0, 4))), models.Q(models.Q(('kind', 'hill'), _negated=True), ('place__isnull', True)), _connector='OR'), name='hill_has_five_places'),
        ),
        walls(TRIGGERS),
    ]
