"""The phone tree on screen: lists of homes under their callers, what is not right, and drills."""
