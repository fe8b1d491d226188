"""How the adapter of query vectors (`index.adapter`) is fitted; `README.md` tells the results."""
