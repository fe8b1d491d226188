"""The tables of verification: English words and what they mean, names and their other names."""
