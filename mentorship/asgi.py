"""The ASGI entry point: `mentorship.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

from accounts import demo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

application = get_asgi_application()

demo.refuse()
