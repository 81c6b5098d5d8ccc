"""The watch's one SQLite file: gives and takes domain records, never rows."""
