"""What was already granted, and what that leaves."""
