"""From a fetched page to stored records: parse, normalise, validate, store. Thin: the work is done in ``archiver``."""
