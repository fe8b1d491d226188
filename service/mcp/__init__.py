"""The Model Context Protocol: answers, search, checks and documents as tools and resources of an assistant."""
