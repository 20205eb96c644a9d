package io.perennial.inference.swap;

/** A reading was asked for before any approved model had been put into service. */
public class NoModelServingException extends RuntimeException {

    public NoModelServingException() {
        super("no model serves yet: the first approved one is still awaited");
    }
}
