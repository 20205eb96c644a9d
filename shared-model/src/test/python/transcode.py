"""Rewrites a DICOM file in another transfer syntax with pydicom: transcode.py IN OUT SYNTAX [undefined]."""

import sys

import numpy
import pydicom
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

SYNTAXES = {
    "implicit": ImplicitVRLittleEndian,
    "explicit": ExplicitVRLittleEndian,
    "big": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
    "rle": RLELossless,
}


def main(source, target, syntax, *options):
    data = pydicom.dcmread(source)
    if "undefined" in options:
        for element in data.iterall():
            if element.VR == "SQ":
                element.is_undefined_length = True
                for item in element.value:
                    item.is_undefined_length_sequence_item = True
    uid = SYNTAXES[syntax]
    if syntax == "rle":
        data.compress(RLELossless)
    elif syntax == "big":
        wide = data.BitsAllocated == 16
        if wide:
            data.PixelData = numpy.frombuffer(data.PixelData, "<u2").astype(">u2").tobytes()
        data["PixelData"].VR = "OW" if wide else "OB"
    data.file_meta.TransferSyntaxUID = uid
    if syntax == "rle":
        data.save_as(target)
    elif int(pydicom.__version__.split(".")[0]) < 3:
        data.is_implicit_VR = uid.is_implicit_VR
        data.is_little_endian = uid.is_little_endian
        data.save_as(target)
    else:
        pydicom.dcmwrite(
            target, data, implicit_vr=uid.is_implicit_VR, little_endian=uid.is_little_endian, force_encoding=True
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
