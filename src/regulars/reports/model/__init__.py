"""What is decided about reports, pure."""
