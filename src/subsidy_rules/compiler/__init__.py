"""From source documents to one typed plan."""
