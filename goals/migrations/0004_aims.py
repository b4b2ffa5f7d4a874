"""Whose goal it is, why a parked one waits, and where a checkpoint can be seen."""

from django.db import migrations, models

import accounts.private
from mentorship.triggers import with_walls_aside

FIELDS = [
    migrations.AddField(
        model_name='goal',
        name='owner_role',
        field=models.CharField(choices=[('mentee', "the mentee's"), ('mentor', "the mentor's own")], default='mentee', max_length=6),
    ),
    migrations.AddField(
        model_name='goal',
        name='parked_because',
        field=models.CharField(blank=True, choices=[('no_room', 'there is no room for it now'), ('other_first', 'another goal comes first'), ('for_something', 'it waits for something or somebody'), ('unsure', 'it needs another thought'), ('brought_back', 'it was brought back')], default='', max_length=13),
        preserve_default=False,
    ),
    migrations.AddField(
        model_name='checkpoint',
        name='evidence',
        field=accounts.private.PrivateTextField(author='author', blank=True, default=''),
        preserve_default=False,
    ),
]
WALL = [
    migrations.AddConstraint(
        model_name='goal',
        constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'parked'), _negated=True), models.Q(('parked_because', ''), _negated=True), _connector='OR'), name='parked_goal_has_a_reason'),
    ),
]


def give_a_reason(apps, editor):
    """Goals that were parked before anybody was asked why."""
    apps.get_model('goals', 'Goal').objects.filter(status='parked').update(parked_because='no_room')


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0003_ladders'),
    ]

    operations = [
        *with_walls_aside(FIELDS),
        migrations.RunPython(give_a_reason, migrations.RunPython.noop),
        *with_walls_aside(WALL),
    ]
