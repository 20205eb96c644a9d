package io.perennial.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The encodings that Specific Character Set (0008,0005) names (PS3.3 § C.12.1.1.2). */
final class CharacterSet {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ISO_IR 192", "UTF-8"),
            Map.entry("ISO_IR 101", "ISO-8859-2"),
            Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"),
            Map.entry("ISO_IR 144", "ISO-8859-5"),
            Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"),
            Map.entry("ISO_IR 138", "ISO-8859-8"),
            Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 203", "ISO-8859-15"),
            Map.entry("ISO_IR 13", "JIS_X0201"),
            Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private CharacterSet() {}

    /**
     * The encoding that is declared; Latin-1, which also reads the default repertoire, where none is or none that this Java
     * knows. Of several, between which text would switch by escape sequences, the first.
     */
    static Charset of(byte[] declared) {
        String first = new String(declared, StandardCharsets.ISO_8859_1)
                .split("\\\\", 2)[0]
                .strip()
                .replace("ISO 2022 IR", "ISO_IR");
        String name = NAMES.getOrDefault(first, "ISO-8859-1");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }
}
