"""TGT: can the targets be judged."""
