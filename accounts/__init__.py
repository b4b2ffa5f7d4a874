"""People: who they are, how they sign in, when they have time, and what they want to hear."""
