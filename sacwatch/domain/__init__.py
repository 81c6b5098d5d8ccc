"""What is true about the records: frozen dataclasses, enums and rules; standard library only."""
