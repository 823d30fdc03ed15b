"""The service layer: the rules of an election, and its storage. Knows neither Qt nor HTTP."""
