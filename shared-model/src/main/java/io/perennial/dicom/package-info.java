/**
 * DICOM Part 10 files: read, written and de-identified, as far as mammography needs it. Shared, because ingest and inference must
 * understand an image alike, and because what one writes the other reads.
 *
 * <p>Reading trusts nothing: sizes are checked against {@link io.perennial.dicom.DicomLimits} before memory is taken, and no
 * message quotes an attribute's value, which may name a patient.
 *
 * <p>{@link io.perennial.dicom.TransferSyntax} lists what is read: uncompressed, deflated, RLE Lossless, lossless JPEG and
 * JPEG 2000. {@link io.perennial.dicom.Deidentification} copies an object without what tells whose it is.
 *
 * <p>{@link io.perennial.dicom.Mammogram} says what counts as a mammogram, and {@link io.perennial.dicom.MultipartReader}
 * takes apart how DICOMweb sends several objects: the same for what is learned from and for what is read.
 *
 * <pre>{@code
 * DicomFile file = DicomFile.read(in, DicomLimits.DEFAULT);
 * String study = file.required(Tag.STUDY_INSTANCE_UID);
 * PixelMatrix pixels = file.pixels();
 * }</pre>
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/html/part05.html">PS3.5</a>
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/html/part10.html">PS3.10</a>
 */
@NullMarked
package io.perennial.dicom;

import org.jspecify.annotations.NullMarked;
