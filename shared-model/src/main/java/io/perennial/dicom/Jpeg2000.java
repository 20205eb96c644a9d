package io.perennial.dicom;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReader;
import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.stream.ImageInputStream;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;

/**
 * JPEG 2000 (ITU-T T.800), read by JJ2000 as jai-imageio keeps it. What a codestream announces is checked before: the
 * decoder itself would take the memory for it.
 */
final class Jpeg2000 {

    // its warnings quote what they stumble over
    private static final MsgLogger SILENT = new MsgLogger() {
        @Override
        public void printmsg(int severity, String message) {}

        @Override
        public void println(String text, int firstIndent, int indent) {}

        @Override
        public void flush() {}
    };

    private Jpeg2000() {}

    /** @throws DicomException if it is no such picture, of another size than the frame, cut off, or needlessly intricate */
    static char[] decode(byte[] data, FrameShape shape) throws DicomException {
        new Jpeg2000Codestream(data, shape).check();
        J2KImageReader reader = new J2KImageReader(new J2KImageReaderSpi());
        // a new reader makes itself the logger of the whole process, which would hold its last picture, too
        FacilityManager.registerMsgLogger(null, SILENT);
        try (ImageInputStream in = new CodestreamInput(data)) {
            reader.setInput(in, true, true);
            return values(reader.readRaster(0, null), shape);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw undecodable(e);
        } catch (Error e) {
            // JJ2000 says so where a stream breaks its rules, and wherever it lacks a part of the standard
            if (e instanceof VirtualMachineError || e instanceof LinkageError) {
                throw e;
            }
            throw undecodable(e);
        } finally {
            reader.dispose();
        }
    }

    private static DicomException undecodable(Throwable cause) {
        return DicomException.malformed("the JPEG 2000 data cannot be decoded ("
                + cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ")");
    }

    private static char[] values(Raster raster, FrameShape shape) throws DicomException {
        if (raster.getWidth() != shape.columns() || raster.getHeight() != shape.rows() || raster.getNumBands() != 1) {
            throw DicomException.malformed("the JPEG 2000 data gave a picture of another size than announced");
        }
        char[] pixels = new char[shape.count()];
        int[] line = new int[shape.columns()];
        int most = shape.mask();
        for (int row = 0; row < shape.rows(); row++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + row, shape.columns(), 1, 0, line);
            for (int column = 0; column < line.length; column++) {
                // what lossy compression overshoots is white, not black
                pixels[row * line.length + column] = (char) Math.min(line[column], most);
            }
        }
        return pixels;
    }
}
