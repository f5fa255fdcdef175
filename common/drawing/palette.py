"""Colours of the drawings. One hue for scales; contrast is against white unless said otherwise."""

INK = "#1a1a1a"
MAIN = "#123e7c"  # 10.5:1, and at least 5:1 against every band
MUTED = "#4a5562"  # 7.6:1
GUIDE = "#c9d1db"  # helping lines, never the only carrier of anything
PAPER = "#ffffff"
AREA = "#e8edf4"

BANDS = ("#b7c5d9", "#c7d2e2", "#d6dfea", "#e4eaf2", "#f0f4f8")
"""From far to reached: five tints of one hue, the darkest where most is missing."""

LEVEL_FILL = {1: "#9d1c12", 2: "#e5b8a8", 3: "#f0e3b0", 4: "#b5d8c4", 5: "#1b6b3a"}
"""Fill of score levels 1 to 5; 2 to 4 are pale and need a dark outline as icons."""


def bands(count: int) -> tuple[str, ...]:
    """`count` tints, spread over the whole range (three anchors instead of five levels)."""
    if count <= 1:
        return BANDS[:1]
    return tuple(BANDS[round(place * (len(BANDS) - 1) / (count - 1))] for place in range(count))
