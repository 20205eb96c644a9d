package io.perennial.training.continual;

/** How a script goes over many tensors: a method of every script that does, by this name. */
enum Walk {
    /** Every operation on one tensor, then on the next: a processor's caches hold it meanwhile. */
    ONE_BY_ONE("one_by_one"),
    /** One operation on every tensor, then the next: a GPU takes them all in a launch or a few. */
    TOGETHER("together");

    private final String method;

    Walk(String method) {
        this.method = method;
    }

    /** The one that is faster where these tensors lie. */
    static Walk over(ParameterVector tensors) {
        return tensors.device().isGpu() ? TOGETHER : ONE_BY_ONE;
    }

    /** The script's method. */
    String method() {
        return method;
    }
}
