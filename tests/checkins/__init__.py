"""Tests of the checkins app, one file per module."""
