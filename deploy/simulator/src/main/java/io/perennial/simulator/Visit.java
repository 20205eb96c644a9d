package io.perennial.simulator;

import java.time.LocalDate;

/** Where, when and on which system an exam is made. */
record Visit(String institution, LocalDate date, SimulatedScanner scanner, MatrixSize matrix) {}
