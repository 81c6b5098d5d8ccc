"""One module a step, numbered like the file's user_version."""
