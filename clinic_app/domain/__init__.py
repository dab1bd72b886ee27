"""The rules of the trade: plain Python, no input or output, no clock of its own."""
