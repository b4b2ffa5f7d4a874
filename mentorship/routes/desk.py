from django.urls import path

from mentorship.views import outbox, styleguide

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<slug:name>/", outbox.mail, name="outbox_mail"),
    path("outbox/<slug:name>/html/", outbox.mail_html, name="outbox_mail_html"),
    path("style-guide/", styleguide.page, name="style_guide"),
]
