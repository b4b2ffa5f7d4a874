"""Logging what moved; goals, and the checkpoints on the way."""

from django.urls import path

from goals.views import acts, climb, goals, line, log, mail, progress

urlpatterns = [
    path("log/", log.log, name="log"),
    path("log/from-mail/<str:token>/", mail.log_from_mail, name="log_from_mail"),
    path("log/from-mail/<str:token>/<uuid:pk>/undo/", mail.undo_from_mail, name="undo_from_mail"),
    path("pairs/<uuid:pk>/progress/", progress.progress, name="progress"),
    path("progress/<uuid:pk>/undo/", log.undo_progress, name="undo_progress"),
    path("progress/<uuid:pk>/after/", log.follow_up, name="follow_up"),
    path("pairs/<uuid:pk>/goals/", goals.goals, name="goals"),
    path("pairs/<uuid:pk>/goals/new/", goals.new_goal, name="new_goal"),
    path("goals/<uuid:pk>/", goals.goal, name="goal"),
    path("goals/<uuid:pk>/wording/", goals.revise_goal, name="revise_goal"),
    path("goals/<uuid:pk>/compare/", goals.compare_goal, name="compare_goal"),
    path("goals/<uuid:pk>/propose/", acts.propose_goal, name="propose_goal"),
    path("goals/<uuid:pk>/withdraw/", acts.withdraw_goal, name="withdraw_goal"),
    path("goals/<uuid:pk>/agree/", acts.agree_goal, name="agree_goal"),
    path("goals/<uuid:pk>/park/", acts.park_goal, name="park_goal"),
    path("goals/<uuid:pk>/take-up/", acts.take_up_goal, name="take_up_goal"),
    path("goals/<uuid:pk>/reach/", acts.reach_goal, name="reach_goal"),
    path("goals/<uuid:pk>/reopen/", acts.reopen_goal, name="reopen_goal"),
    path("goals/<uuid:pk>/close/", acts.close_goal, name="close_goal"),
    path("goals/<uuid:pk>/bring-back/", acts.bring_back_goal, name="bring_back_goal"),
    path("goals/<uuid:pk>/checkpoints/", line.add_checkpoint, name="add_checkpoint"),
    path("goals/<uuid:pk>/ladder/", climb.ladder, name="ladder"),
    path("goals/<uuid:pk>/rate/", climb.rate_goal, name="rate_goal"),
    path("goals/<uuid:pk>/hill/", climb.place_on_hill, name="place_on_hill"),
    path("goals/<uuid:pk>/still/", climb.still_mine, name="still_mine"),
    path("goals/<uuid:pk>/decide/", climb.decide_goal, name="decide_goal"),
    path("checkpoints/<uuid:pk>/", line.checkpoint, name="checkpoint"),
    path("checkpoints/<uuid:pk>/reach/", line.reach_checkpoint, name="reach_checkpoint"),
    path("checkpoints/<uuid:pk>/earlier/", line.earlier_checkpoint, name="earlier_checkpoint"),
    path("checkpoints/<uuid:pk>/later/", line.later_checkpoint, name="later_checkpoint"),
    path("checkpoints/<uuid:pk>/drop/", line.drop_checkpoint, name="drop_checkpoint"),
    path("checkpoints/<uuid:pk>/put-back/", line.put_back_checkpoint, name="put_back_checkpoint"),
    path(
        "checkpoints/<uuid:pk>/take-back/", line.take_back_checkpoint, name="take_back_checkpoint"
    ),
]
