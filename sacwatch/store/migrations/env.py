"""Alembic's entry: runs on the connection that store.upgrading hands in."""

from alembic import context

from sacwatch.store.schema import Base


def run() -> None:
    """Run the steps in one transaction on the connection handed in."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
        include_name=lambda name, kind, _parents: kind != "table" or not str(name).startswith("search_text"),
    )
    with context.begin_transaction():
        context.run_migrations()


run()
