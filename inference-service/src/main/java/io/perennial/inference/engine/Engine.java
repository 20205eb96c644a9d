package io.perennial.inference.engine;

import io.perennial.inference.swap.Readout;
import java.nio.FloatBuffer;

/** Something that runs one network. Asked by one thread at a time; closed by whoever opened it. */
interface Engine extends AutoCloseable {

    /**
     * Reads n images.
     *
     * @param grey n × size × size values of 0 to 1 from position to limit, direct and in the machine's byte order; read
     *     while the call lasts and not changed
     */
    Readout read(FloatBuffer grey, int n);

    @Override
    void close();
}
