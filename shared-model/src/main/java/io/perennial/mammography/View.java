package io.perennial.mammography;

import java.util.Optional;

/** One of the four standard projections of a screening exam. */
public enum View {
    LCC(Laterality.L, "CC"),
    RCC(Laterality.R, "CC"),
    LMLO(Laterality.L, "MLO"),
    RMLO(Laterality.R, "MLO");

    private final Laterality laterality;
    private final String position;

    View(Laterality laterality, String position) {
        this.laterality = laterality;
        this.position = position;
    }

    public Laterality laterality() {
        return laterality;
    }

    /** DICOM's View Position (0018,5101): {@code CC} or {@code MLO}. */
    public String position() {
        return position;
    }

    /** The view of a laterality ({@code L}, {@code R}) and view position ({@code CC}, {@code MLO}), if it is a standard one. */
    public static Optional<View> of(String laterality, String position) {
        for (View view : values()) {
            if (view.laterality.name().equals(laterality) && view.position.equals(position)) {
                return Optional.of(view);
            }
        }
        return Optional.empty();
    }
}
