"""Pages that show several apps at once; an entry point, so nobody imports it."""
