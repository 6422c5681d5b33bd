"""From totals to uncertainty: Taylor, jackknife, bootstrap, intervals."""
