"""PDF reports: domain data in, bytes out."""
