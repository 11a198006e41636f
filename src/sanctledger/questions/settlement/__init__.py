"""What became of promises: credits for deliveries, allocation, withdrawals, the legs of a deal and their order."""
