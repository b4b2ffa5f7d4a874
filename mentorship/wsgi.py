"""The WSGI entry point: `mentorship.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from accounts import demo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

application = get_wsgi_application()

demo.refuse()
