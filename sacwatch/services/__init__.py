"""What people do, as functions named by verbs."""
