package io.perennial.ingest.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityTest {

    private static final long EXABYTE = 1L << 60;

    @TempDir
    Path directory;

    @Test
    void hasRoomWhereTheDiskHasAndIsYetToBeUsed() {
        assertThat(capacity(1, directory.resolve("not/made/yet").toString(), 0).shortage())
                .isEmpty();
    }

    @Test
    void hasNoneOnADiskThatIsNearlyFull() {
        assertThat(capacity(EXABYTE, directory.toString(), 0).shortage()).contains("the disk is nearly full");
        assertThat(capacity(EXABYTE, directory.toUri().toString(), 0).shortage())
                .isPresent();
    }

    @Test
    void asksNoDiskWhereTheStoreIsRemote() {
        assertThat(capacity(EXABYTE, "s3://bucket/perennial", 0).shortage()).isEmpty();
    }

    @Test
    void hasNoneWhereTooManyImagesWaitForInspection() {
        assertThat(capacity(1, directory.toString(), 100).shortage()).isEmpty();
        assertThat(capacity(1, directory.toString(), 101).shortage())
                .hasValueSatisfying(why -> assertThat(why).contains("more than 100 images"));
    }

    @Test
    void givesAsManySlotsAsThereAreAndTakesThemBack() {
        Capacity capacity = capacity(1, directory.toString(), 0);
        Capacity.Slot first = capacity.enter();
        capacity.enter();

        assertThatThrownBy(capacity::enter).isInstanceOf(BusyException.class).hasMessageContaining("2 requests");
        first.close();

        assertThat(capacity.enter()).isNotNull();
    }

    @Test
    void reservesNoMoreMemoryThanThereIs() {
        Capacity capacity = capacity(1, directory.toString(), 0);

        assertThat(capacity.reserve(3000)).isTrue();
        assertThat(capacity.reserve(2000)).isFalse();
        capacity.release(3000);
        assertThat(capacity.reserve(4096)).isTrue();
    }

    private static Capacity capacity(long diskReserve, String artifacts, long waiting) {
        return new Capacity(new Settings(diskReserve), () -> waiting, artifacts);
    }

    private record Settings(long reserve) implements ReceivingSettings {
        @Override
        public int requests() {
            return 2;
        }

        @Override
        public MemorySize memory() {
            return bytes(4096);
        }

        @Override
        public MemorySize diskReserve() {
            return bytes(reserve);
        }

        @Override
        public long queueLimit() {
            return 100;
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public MemorySize slowest() {
            return bytes(1);
        }

        private static MemorySize bytes(long bytes) {
            return new MemorySize(BigInteger.valueOf(bytes));
        }
    }
}
