package io.perennial.local;

import io.perennial.local.stack.SigningKeys;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the next signing key. */
@Command(
        name = "rotate",
        description =
                "Makes a new signing key, for the stack's next start. The former one signs no more from then on; what"
                        + " it signed stays trusted until it is revoked.",
        mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws StackException, IOException {
        StackDirectory directory = data.directory();
        Optional<StackRecord> record = StackRecord.read(directory);
        if (record.filter(KeysRotateCommand::hasKeysOfItsOwn).isPresent()) {
            throw new StackException("this stack was told which key to sign with (--set evaluation.signing-key=…):"
                    + " whoever keeps that key replaces it");
        }
        String id = new SigningKeys(directory).rotate();
        System.out.println("Key " + id + " signs from the next start on"
                + (Stack.running(directory).isPresent() ? ": ./perennial down, then up." : "."));
        return 0;
    }

    private static boolean hasKeysOfItsOwn(StackRecord record) {
        return record.settings().properties().keySet().stream()
                .anyMatch(name -> name.startsWith("evaluation.signing-key"));
    }
}
