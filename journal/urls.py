"""A person's journal."""

from django.urls import path

from journal import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/new/", views.new_entry, name="new_entry"),
    path("journal/shared/", views.shared_with_me, name="shared_with_me"),
    path("journal/<uuid:pk>/", views.entry, name="entry"),
    path("journal/<uuid:pk>/rewrite/", views.rewrite_entry, name="rewrite_entry"),
    path("journal/<uuid:pk>/share/", views.share_entry, name="share_entry"),
    path("journal/<uuid:pk>/take-back/", views.take_back_entry, name="take_back_entry"),
    path("journal/<uuid:pk>/delete/", views.delete_entry, name="delete_entry"),
    path("journal/<uuid:pk>/restore/", views.restore_entry, name="restore_entry"),
]
