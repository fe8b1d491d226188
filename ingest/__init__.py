"""Files and uploads to documents: readers, cleaning, splitting, the pipeline."""
