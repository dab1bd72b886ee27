"""What travels between institutions: messages, their bytes, and the code printed on a slip."""
