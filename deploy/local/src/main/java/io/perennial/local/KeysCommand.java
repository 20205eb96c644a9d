package io.perennial.local;

import io.perennial.local.stack.SigningKeys;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** Shows which keys sign and which are trusted. */
@Command(
        name = "keys",
        description = "Lists the keys that sign decisions: which signs, which are still trusted, which are revoked.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysRotateCommand.class, KeysRevokeCommand.class, HelpCommand.class})
final class KeysCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws StackException, IOException {
        List<SigningKeys.Key> keys = new SigningKeys(data.directory()).all();
        if (keys.isEmpty()) {
            throw new StackException(
                    "there is no key in " + data.directory().root() + " yet: the first ./perennial up makes one");
        }
        Table table = new Table("key", "", "made", "SHA-256 of its public half");
        keys.forEach(key -> table.row(
                key.id(),
                key.use().toString(),
                key.madeAt().toString(),
                key.publicKey().hex()));
        System.out.print(table);
        return 0;
    }
}
