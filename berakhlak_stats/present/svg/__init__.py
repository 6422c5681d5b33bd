"""Drawing by measure: a small canvas that writes SVG and knows how wide its words are."""
