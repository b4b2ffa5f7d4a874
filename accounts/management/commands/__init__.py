"""Commands of the accounts app, one per file."""
