"""What comes as a file: evidence, stamped scans, and forms that are filled in from one."""
