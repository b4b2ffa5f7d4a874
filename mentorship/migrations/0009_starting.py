"""Where people start from: a working copy of their own, and versions that are never changed."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.private
from mentorship.triggers import Trigger, walls

TABLE = "mentorship_startingversion"
TRIGGERS = [
    Trigger("starting_version_is_never_changed", TABLE, "UPDATE", when="TRUE"),
    Trigger("starting_version_is_never_deleted", TABLE, "DELETE", when="TRUE"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0008_expectations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StartingPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', accounts.private.PrivateTextField(author='person', blank=True)),
                ('kept_back', models.JSONField(blank=True, default=list)),
                ('taken_back', models.JSONField(blank=True, default=dict)),
                ('next_key', models.CharField(blank=True, max_length=20)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='starting_point', to='mentorship.enrolment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StartingVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('is_private', models.BooleanField(default=False)),
                ('answers', accounts.private.PrivateTextField(author='person', blank=True)),
                ('finished_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('starting_point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='mentorship.startingpoint')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('starting_point', 'number', 'is_private'), name='one_starting_version_per_number')],
            },
        ),
        walls(TRIGGERS),
    ]
