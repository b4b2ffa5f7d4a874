from django.urls import path

from mentorship.views import setup

urlpatterns = [
    path("setup/mail/", setup.mail_test, name="mail_test"),
    path("setup/<str:token>/", setup.setup, name="setup"),
    path("setup/<str:token>/owner/", setup.setup_owner, name="setup_owner"),
]
