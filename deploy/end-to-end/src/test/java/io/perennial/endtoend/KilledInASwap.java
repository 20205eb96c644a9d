package io.perennial.endtoend;

import io.perennial.s3.testing.S3LookAlike;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A replica that is killed (SIGKILL) in the middle of a swap comes back serving what the topic says. Of some kills it is
 * certain how far the swap was, because something holds it there: the database, which it wants to write to, or the bucket,
 * which gives half of a model. The others come at any moment of the time that a swap takes.
 */
interface KilledInASwap {

    int BLIND_KILLS = 3;
    long SEED = 4;

    ServingEnd servingEnd();

    @Test
    default void comesBackServingWhatTheTopicSaysWhenItIsKilledInASwap() throws Exception {
        try (S3LookAlike bucket = new S3LookAlike();
                MortalReplica replica = new MortalReplica(servingEnd(), bucket)) {
            replica.serveAFirstModel();
            long swap = replica.timeASwap();

            replica.dieBeforeItRemembersTheDecision();
            replica.comeBack();
            replica.dieWithHalfOfTheModel();
            replica.comeBack();
            replica.dieBeforeItTellsTheSwap();
            replica.comeBack();
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < BLIND_KILLS; i++) {
                replica.dieAfter(random.nextLong(swap));
                replica.comeBack();
            }

            replica.assertItWasKilledInSwaps();
            replica.assertEachReadingIsOfTheModelItNames();
        }
    }
}
