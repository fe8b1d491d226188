"""The weights of verification, fitted on labelled statements."""
