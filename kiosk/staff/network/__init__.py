"""The staff's page for the network: who may vote over it, by which address and Wi-Fi. Begin at `page.py`."""
