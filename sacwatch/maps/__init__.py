"""The map page, its cartography and its base-map store."""
