"""Small building blocks of the screens."""
