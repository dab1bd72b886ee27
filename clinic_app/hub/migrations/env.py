"""What Alembic runs: the revisions, on the connection and in the transaction it was handed."""

from __future__ import annotations

from alembic import context

from clinic_app.hub.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
