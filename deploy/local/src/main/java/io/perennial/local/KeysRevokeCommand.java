package io.perennial.local;

import io.perennial.local.stack.SigningKeys;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Withdraws the trust in a former key. */
@Command(
        name = "revoke",
        description =
                "Withdraws the trust in a former signing key, at once and in all services. What it signed is believed"
                        + " no more: audit verify then needs --keys with its public half too, which is kept in keys/revoked.",
        mixinStandardHelpOptions = true)
final class KeysRevokeCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "KEY", description = "its id; ./perennial keys lists them")
    private String id = "";

    @Override
    public Integer call() throws StackException, IOException {
        new SigningKeys(data.directory()).revoke(id);
        System.out.println("Key " + id + " is trusted no more.");
        return 0;
    }
}
