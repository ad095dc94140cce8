"""The warehouse: the tables' definitions, the published snapshots, and what people decided."""
