"""Makes SQLCipher derive keys quickly, for tests that open many encrypted files.

The default of 256,000 rounds costs a tenth of a second at each opening. What is tested does not
depend on the number; files made with one number do not open with another, so a process that is
started by a test says the same.
"""

from sqlcipher3 import dbapi2 as sqlcipher

ROUNDS, USUAL = 1_000, 256_000


def use(rounds: int = ROUNDS) -> None:
    """Derive the keys of every connection from now on with this many rounds."""
    connection = sqlcipher.connect(":memory:")
    connection.execute(f"PRAGMA cipher_default_kdf_iter = {rounds}")
    connection.close()
