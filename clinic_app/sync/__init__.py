"""Moving changes between the store and the county hub, over a wire or in a file."""
