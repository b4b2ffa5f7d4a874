"""The starting point: seven short questions before two people meet, each asked on its own page."""
