"""Dialogs that bring in what other programs have, each line looked over first."""
