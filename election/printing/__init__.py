"""What is printed, typeset as PDF. Knows texts and codes; no store, no service, no Qt and no screen."""
