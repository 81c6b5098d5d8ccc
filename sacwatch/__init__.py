"""SacWatch: patrols, people, incidents and a local map for neighborhood watch captains."""

__version__ = "0.1.0"
