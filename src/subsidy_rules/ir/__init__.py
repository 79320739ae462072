"""The one typed vocabulary of the compiled plan."""
