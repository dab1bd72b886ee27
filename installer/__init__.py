"""How the program is shipped, and the tools that prepare it."""
