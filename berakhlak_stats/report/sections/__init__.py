"""One module per part of the report; each builds its blocks from saved results alone."""
