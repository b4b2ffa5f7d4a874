"""Meeting."""

from django.urls import path, re_path

from checkins.views import brief, calendar, dates, easier, room

ID = "(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    path("check-ins/", dates.check_ins, name="check_ins"),
    path("pairs/<uuid:pk>/check-ins/new/", dates.new_series, name="new_series"),
    path("check-ins/series/<uuid:pk>/stop/", dates.stop_series, name="stop_series"),
    path("check-ins/<uuid:pk>/", room.check_in, name="check_in"),
    path("check-ins/<uuid:pk>/prep/", room.prep, name="prep"),
    path("check-ins/<uuid:pk>/brief/", brief.brief, name="brief"),
    path("check-ins/<uuid:pk>/move/", dates.move_check_in, name="move_check_in"),
    path("check-ins/<uuid:pk>/actions/", room.add_action, name="add_action"),
    re_path(
        rf"^check-ins/{ID}/(?P<act>hold|miss|cancel|restore)/$",
        dates.answer_check_in,
        name="answer_check_in",
    ),
    re_path(rf"^check-ins/{ID}/notes/(?P<audience>pair|me)/$", room.keep_note, name="keep_note"),
    re_path(
        rf"^actions/{ID}/(?P<act>finish|drop|reopen)/$", room.settle_action, name="settle_action"
    ),
    path("actions/<uuid:pk>/easier/", easier.ease_action, name="ease_action"),
    path("calendar/", calendar.calendar_page, name="calendar_page"),
    path("calendar/<str:token>.ics", calendar.calendar, name="calendar"),
]
