"""Real servers for the tests: each is found on a ladder, from what is there to what can be had."""
