"""Other programs' files and folders."""
