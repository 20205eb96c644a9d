/**
 * The form of the audit log, and whether a log has it. The evaluation-service writes it, the command line and auditors check
 * it: if they did not agree to the byte on what is hashed, a sound log would look tampered with, or a tampered one sound.
 * {@code docs/audit.md} says the same in words, with a program of a few lines in Python.
 */
@NullMarked
package io.perennial.audit;

import org.jspecify.annotations.NullMarked;
