"""What other pages may ask of the page of people."""

EXPIRING = "expiring"
"""Show whose training or vetting runs out."""
AWAY = "away"
"""Show which households are away today."""
DUE = "due"
"""Show which households are to be asked whether their entry is right; also the subject of their slips."""
