"""The parts of the page of people: its views, their forms, and what is asked before people are merged or forgotten."""
