"""Everything that can be pressed. Begin reading at `pressable.py`."""
