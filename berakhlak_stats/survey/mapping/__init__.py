"""From the columns of a file to the questions of an instrument."""
