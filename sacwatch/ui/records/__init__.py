"""The parts that every page of records is made of."""
