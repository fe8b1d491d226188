"""How the models and weights are made; nothing here is installed with the product."""
