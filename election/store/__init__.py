"""Everything that touches the disk: the data folder, the tables and how they are kept."""
