/**
 * Exams that a request only names, fetched by WADO-RS (PS3.18) from archives that an operator has configured. A client chooses
 * among these by name and never an address, so the service cannot be sent anywhere else.
 */
@NullMarked
package io.perennial.inference.reading.retrieve;

import org.jspecify.annotations.NullMarked;
