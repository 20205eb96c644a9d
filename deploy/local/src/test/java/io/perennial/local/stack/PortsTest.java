package io.perennial.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void movesAllPortsTogether() {
        Ports moved = Ports.DEFAULT.shiftedBy(1000);

        assertThat(moved).isEqualTo(new Ports(9081, 9082, 9083, 9084, 10092, 10093, 16432));
        assertThat(moved.address(Service.INGEST)).hasToString("http://127.0.0.1:9081");
        assertThat(moved.bootstrapServers()).isEqualTo("127.0.0.1:10092");
    }

    @Test
    void refusesOnePortForTwoParts() {
        assertThatThrownBy(() -> new Ports(8081, 8082, 8083, 8084, 9092, 9092, 15432))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("port 9092 is meant for both ");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> Ports.DEFAULT.shiftedBy(60000)).hasMessageContaining("is not in 1 to 65535");
    }

    @Test
    void namesTheProcessThatHasAPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortCheck.isFree(taken.getLocalPort())).isFalse();
            assertThat(PortCheck.accepts(taken.getLocalPort())).isTrue();
            assertThat(PortCheck.complaint("Kafka", taken.getLocalPort()))
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .startsWith("port " + taken.getLocalPort() + ", meant for Kafka, is taken by ")
                            .contains(Long.toString(ProcessHandle.current().pid())));
        }
    }

    @Test
    void findsTheListeningSocketInLinuxsTable() {
        String table = """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:2384 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 111 1
                   1: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1
                """;

        assertThat(PortHolder.inode(table, 0x2384)).contains("222");
        assertThat(PortHolder.inode(table, 9093)).isEmpty();
    }
}
