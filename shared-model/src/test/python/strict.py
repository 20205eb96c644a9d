"""Reads a DICOM file with every value checked, and prints the sum of its pixels: strict.py FILE."""

import sys

import pydicom
from pydicom import config

try:
    config.settings.reading_validation_mode = config.RAISE
except AttributeError:  # before pydicom 2.3
    config.enforce_valid_values = True

data = pydicom.dcmread(sys.argv[1])
for element in data.iterall():
    str(element.value)
print(int(data.pixel_array.astype("int64").sum()))
