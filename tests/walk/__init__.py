"""The whole loop, as people take it: in Chromium, with and without JavaScript."""
