"""Each goal is a function from options to lines of the table; the numbers are those of the docs."""
