"""What messages are decided by; pure."""
