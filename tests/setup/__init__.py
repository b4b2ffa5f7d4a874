"""Tests of what surrounds the code: the script, the lock, the fonts, the containers, the runner."""
