"""The ground floor: documents, passages, sentences; the embedder; the catalog; retrieval."""
