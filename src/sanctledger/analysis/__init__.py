"""What a bargain is worth: valuations, implied rates, break-even weights, and who responded to whom."""
