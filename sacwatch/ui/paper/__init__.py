"""Papers in the window: what is chosen, how it looks, printing, and the folder of current ones."""
