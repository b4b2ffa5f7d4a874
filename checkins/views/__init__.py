"""Meeting: the dates, the room, the prep, the brief, the calendar."""
