"""What a text says: units, parts of speech, predicates and noun groups, and what words mean."""
