"""Entry points of Django's command line; they may use every app."""
