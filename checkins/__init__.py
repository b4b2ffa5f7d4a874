"""When a pairing meets: the series, its check-ins, and how to prepare for them."""
