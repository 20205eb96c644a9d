package io.perennial.artifact;

import io.perennial.mammography.Density;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;

/**
 * One row of a shard: where the image came from and what it shows. One JSON line each.
 *
 * @param image the stored DICOM object
 * @param exam keyed pseudonym of the study
 * @param patient keyed pseudonym of the patient; the cluster of every resampling
 * @param density the exam's category, from its reader
 */
public record CohortImage(Digest image, String exam, String patient, View view, Scanner scanner, Density density) {}
