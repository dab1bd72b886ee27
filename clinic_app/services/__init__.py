"""What a user can ask the program to do."""
