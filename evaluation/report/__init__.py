"""The report of a run: one HTML file that needs no server, no network and no other file."""
