/** STOW-RS: how scanners, PACS and gateways hand images over (DICOM PS3.18, 10.5). */
@NullMarked
package io.perennial.ingest.dicomweb;

import org.jspecify.annotations.NullMarked;
