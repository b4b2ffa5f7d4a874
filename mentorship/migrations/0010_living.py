"""What else an agreement steers: length and last day; and who waits for a word from the other."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mentorship.triggers import with_walls_aside

FIELDS = [
    migrations.AddField(
        model_name='pairing',
        name='minutes',
        field=models.PositiveSmallIntegerField(default=45),
    ),
    migrations.AddField(
        model_name='pairing',
        name='ends_on',
        field=models.DateField(blank=True, null=True),
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0009_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *with_walls_aside(FIELDS),
        migrations.CreateModel(
            name='ReplyRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('heard_at', models.DateTimeField(blank=True, null=True)),
                ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_requests', to='mentorship.pairing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('heard_at', None)), fields=('pairing', 'person'), name='one_open_reply_request_each')],
            },
        ),
    ]
