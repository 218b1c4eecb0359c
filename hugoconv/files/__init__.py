"""Reading, finding and writing pages on a disk: the first layer that touches one."""
