/** Where the images come from: simulated hospitals, or folders of DICOM with labels; split by patient and preprocessed as cohorts. */
@NullMarked
package io.perennial.experiment.domain;

import org.jspecify.annotations.NullMarked;
