"""The steps that bring an older file to this version (Alembic)."""
