"""The archive on disk: the SQLite file, its schema, its ledger and its one writer."""
