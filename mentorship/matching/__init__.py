"""Who goes with whom, and why: people in as values, a proven best matching out; knows no Django."""
