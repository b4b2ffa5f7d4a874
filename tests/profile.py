"""Loaded before Django's settings: the suite always runs in the test profile, in its own folder."""

import os

os.environ["SAMEHORIZON_PROFILE"] = "test"
os.environ.setdefault("SAMEHORIZON_DATA", os.path.join(os.getcwd(), "var", "test"))
os.environ.setdefault("SECRET_KEY", "a key for tests only, long enough to be taken seriously")
