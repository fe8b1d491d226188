"""The HTTP edge: requests to calls, results and errors to JSON. What is decided is decided elsewhere."""
