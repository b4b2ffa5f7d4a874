"""What a pair does together, apart from goals and check-ins."""

from django.urls import path

from mentorship.views import agreements, celebrations, expectations, living, pairings, reveal

urlpatterns = [
    path("pairs/<uuid:pk>/pause/", pairings.pause, name="pause_pair"),
    path("pairs/<uuid:pk>/resume/", pairings.resume, name="resume_pair"),
    path("pairs/<uuid:pk>/agreement/", agreements.agreement, name="agreement"),
    path("pairs/<uuid:pk>/agreement/write/", agreements.write_agreement, name="write_agreement"),
    path("pairs/<uuid:pk>/agreement/sign/", agreements.sign_agreement, name="sign_agreement"),
    path("pairs/<uuid:pk>/agreement/compare/", living.compare_versions, name="compare_versions"),
    path("pairs/<uuid:pk>/agreement/still-holds/", living.still_holds, name="still_holds"),
    path("pairs/<uuid:pk>/reply/", living.reply, name="reply"),
    path("pairs/<uuid:pk>/reply/ask/", living.ask_reply, name="ask_reply"),
    path("pairs/<uuid:pk>/reply/heard/", living.heard_back, name="heard_back"),
    path("pairs/<uuid:pk>/expectations/", expectations.expectations, name="expectations"),
    path("pairs/<uuid:pk>/expectations/<slug:key>/", expectations.expectation, name="expectation"),
    path("pairs/<uuid:pk>/together/", reveal.reveal, name="reveal"),
    path("pairs/<uuid:pk>/together/check/", reveal.check_terms, name="check_terms"),
    path("pairs/<uuid:pk>/together/<slug:key>/", reveal.settle, name="settle"),
    path("pairs/<uuid:pk>/celebrations/", celebrations.celebrations, name="celebrations"),
    path("celebrations/<uuid:pk>/", celebrations.celebration, name="celebration"),
    path("celebrations/<uuid:pk>/let-pass/", celebrations.let_pass, name="let_pass"),
]
