package io.perennial.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that run Java programs with the JDK that runs this one. */
final class JavaCommand {

    private JavaCommand() {}

    /** A main class of this program's own class path. */
    static List<String> ofClass(Class<?> main, List<String> flags, List<String> arguments) {
        return command(flags, List.of("-cp", System.getProperty("java.class.path"), main.getName()), arguments);
    }

    /** An executable jar. */
    static List<String> ofJar(Path jar, List<String> flags) {
        return command(flags, List.of("-jar", jar.toString()), List.of());
    }

    private static List<String> command(List<String> flags, List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }
}
