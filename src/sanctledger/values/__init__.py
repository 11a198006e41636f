"""What records are made of: amounts, days, scopes and units, which know of no record."""
