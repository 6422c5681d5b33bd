"""One figure per file, each drawn for 760 and for 344 pixels: not one drawing shrunk."""
