"""What each survey tool makes of its exports: one module per tool, found by :mod:`.registry`."""
