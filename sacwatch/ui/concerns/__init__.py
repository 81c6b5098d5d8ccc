"""Concerns and actions in the window: the register, its forms, and each step."""
