"""What follows from records: where promises stand, which figures add up, what changes by itself and when."""
