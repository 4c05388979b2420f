"""What Alembic runs for every command: always over the connection it was given, inside its transaction."""

from __future__ import annotations

from alembic import context

from assessment.storage.workshop_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
