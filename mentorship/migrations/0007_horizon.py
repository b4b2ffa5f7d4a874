"""Horizon checks, what each of the two marked in them, and the look halfway.

A mark stands for good as soon as its check is not open any more, and a check that is revealed
points to one mark of each of the two: the database sees to both.
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.private
from mentorship.triggers import Trigger, walls, with_walls_aside

STATUS_OF_CHECK = "(SELECT status FROM mentorship_horizoncheck WHERE id = {row}.horizon_check_id)"
SIDES = """(
    SELECT COUNT(*) FROM mentorship_horizonmark m
    JOIN mentorship_pairing p ON p.id = NEW.pairing_id
    WHERE m.horizon_check_id = NEW.id
      AND (m.id = NEW.mentee_mark_id AND m.person_id = p.mentee_person_id
           OR m.id = NEW.mentor_mark_id AND m.person_id = p.mentor_person_id)
)"""
TRIGGERS = [
    *(
        Trigger(
            f"horizon_mark_stands_{act.lower()}",
            "mentorship_horizonmark",
            act,
            when=f"{STATUS_OF_CHECK.format(row=row)} <> 'open'",
        )
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
    Trigger(
        "horizon_check_stays_revealed",
        "mentorship_horizoncheck",
        "UPDATE",
        when="OLD.mentee_mark_id IS NOT NULL AND (NEW.status IN ('open', 'lapsed') "
        "OR NEW.mentee_mark_id <> OLD.mentee_mark_id OR NEW.mentor_mark_id <> OLD.mentor_mark_id "
        "OR NEW.closeness <> OLD.closeness OR NEW.revealed_at <> OLD.revealed_at)",
    ),
    *(
        Trigger(
            f"revealed_check_has_a_mark_of_each_{act.lower()}",
            "mentorship_horizoncheck",
            act,
            when=f"NEW.mentee_mark_id IS NOT NULL AND {SIDES} <> 2",
        )
        for act in ("INSERT", "UPDATE")
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0006_waiting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = with_walls_aside([
        migrations.CreateModel(
            name='HorizonCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('cause', models.CharField(choices=[('monthly', 'as every month'), ('pace', 'because you wished for different paces'), ('asked', 'because one of you asked'), ('halfway', 'halfway')], max_length=7)),
                ('status', models.CharField(choices=[('open', 'waiting for both of you'), ('same', 'the same for both'), ('gap', 'to talk about'), ('talked', 'talked about'), ('passed', 'followed by a newer look'), ('lapsed', 'let go')], default='open', max_length=6)),
                ('closeness', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('opened_at', models.DateTimeField()),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='horizon_checks', to='mentorship.pairing')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='HorizonMark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('direction', models.CharField(choices=[('same', 'the same'), ('off', 'slightly off'), ('apart', 'different')], max_length=5)),
                ('line', accounts.private.PrivateTextField(author='person', blank=True)),
                ('keeps', accounts.private.PrivateTextField(author='person', blank=True)),
                ('changes', accounts.private.PrivateTextField(author='person', blank=True)),
                ('tries', accounts.private.PrivateTextField(author='person', blank=True)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('horizon_check', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='mentorship.horizoncheck')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='horizoncheck',
            name='mentee_mark',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='mentorship.horizonmark'),
        ),
        migrations.AddField(
            model_name='horizoncheck',
            name='mentor_mark',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='mentorship.horizonmark'),
        ),
        migrations.CreateModel(
            name='Halfway',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('open', 'a look halfway'), ('done', 'looked at together')], default='open', max_length=4)),
                ('opened_at', models.DateTimeField()),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('pairing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='halfway', to='mentorship.pairing')),
                ('horizon_check', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='halfway', to='mentorship.horizoncheck')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 'open'), ('looked_at__gte', models.F('opened_at')), _connector='OR'), name='halfway_look_has_an_instant')],
            },
        ),
        migrations.AddConstraint(
            model_name='horizonmark',
            constraint=models.UniqueConstraint(fields=('horizon_check', 'person'), name='one_horizon_mark_each'),
        ),
        migrations.AddConstraint(
            model_name='horizoncheck',
            constraint=models.UniqueConstraint(fields=('pairing', 'number'), name='one_check_per_number'),
        ),
        migrations.AddConstraint(
            model_name='horizoncheck',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('pairing',), name='one_open_horizon_check'),
        ),
        migrations.AddConstraint(
            model_name='horizoncheck',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'gap')), fields=('pairing',), name='one_gap_to_talk_about'),
        ),
        migrations.AddConstraint(
            model_name='horizoncheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closeness__isnull', True), ('mentee_mark__isnull', True), ('mentor_mark__isnull', True), ('revealed_at__isnull', True), ('status__in', ('open', 'lapsed'))), models.Q(models.Q(('status__in', ('open', 'lapsed')), _negated=True), ('closeness__lte', 2), ('mentee_mark__isnull', False), ('mentor_mark__isnull', False), ('revealed_at__isnull', False)), _connector='OR'), name='revealed_check_has_both_marks'),
        ),
    ]) + [walls(TRIGGERS)]
