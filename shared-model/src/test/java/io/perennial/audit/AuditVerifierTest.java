package io.perennial.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.audit.AuditFault.Kind;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import io.perennial.event.VerificationKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditVerifierTest {

    private static final String LOG = "6fa459ea-ee8a-3ca4-894e-db77e160355e";
    private static final String OTHER_LOG = "16fd2706-8baf-433b-82eb-8c7fada847da";
    private static final int LENGTH = 8;

    @TempDir
    private Path trusted;

    private static KeyPair keys;
    private static List<AuditEntry> written;

    private List<AuditEntry> log;

    @BeforeAll
    static void writeALog() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        written = List.copyOf(write(LOG, "as it was", sealedBy("gate-1", keys)));
    }

    @BeforeEach
    void trustItsKey() throws IOException {
        trust("gate-1", keys);
        log = new ArrayList<>(written);
    }

    @Test
    void findsNothingWrongWithALogAsItWasWritten() throws IOException {
        AuditReport report = verify(log);

        assertThat(report.fault()).isEmpty();
        assertThat(report.entries()).isEqualTo(LENGTH);
        assertThat(report.first()).hasValue(log.get(0).time());
        assertThat(report.last()).hasValue(log.get(LENGTH - 1).time());
        assertThat(report.head()).hasValue(log.get(LENGTH - 1).anchor());
    }

    @Test
    void goesOnWhereTheKeyWasChangedInTheCourseOfTheLog() throws Exception {
        KeyPair second = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        trust("gate-2", second);
        log.add(next(log, "signed with the second key", sealedBy("gate-2", second)));

        assertThat(verify(log).holds()).isTrue();
    }

    @Test
    void namesTheEntryThatWasChanged() throws IOException {
        String text = text(log).replace("as it was 5", "as it is 5");

        assertFault(verify(text), Kind.CHANGED, 5, "entry 5 was changed: its hash is not that of what it says");
    }

    @Test
    void namesTheEntryThatWasChangedAndHashedAnew() throws IOException {
        AuditEntry old = log.get(4);
        log.set(
                4,
                log.get(3)
                        .next(
                                old.time(),
                                old.kind(),
                                "changed",
                                Map.of(),
                                (id, sequence, hash) -> new AuditAnchor(
                                        id, sequence, hash, old.anchor().signature())));

        assertFault(verify(log), Kind.FORGED, 5, "its signature is not that of key \"gate-1\"");
    }

    @Test
    void namesTheEntryThatIsMissing() throws IOException {
        log.remove(4);

        assertFault(verify(log), Kind.MISSING, 5, "entry 5 is missing");
    }

    @Test
    void namesAllThatIsMissing() throws IOException {
        log.subList(3, 6).clear();

        assertFault(verify(log), Kind.MISSING, 4, "entries 4 to 6 are missing");
    }

    @Test
    void noticesThatTheBeginningIsMissing() throws IOException {
        log.subList(0, 2).clear();

        assertFault(verify(log), Kind.MISSING, 1, "entries 1 to 2 are missing");
        assertFault(verify(List.of()), Kind.MISSING, 1, "the log is empty");
    }

    @Test
    void namesTheEntryThatWasSwapped() throws IOException {
        Collections.swap(log, 3, 5);

        assertFault(verify(log), Kind.SWAPPED, 4, "entry 4 is not in its place: entry 6 stands there");
    }

    @Test
    void namesTheEntryThatStandsTwice() throws IOException {
        log.add(6, log.get(2));

        assertFault(verify(log), Kind.REPEATED, 7, "entry 3 stands there again");
    }

    @Test
    void namesTheEntryThatWasInserted() throws Exception {
        KeyPair forger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        log.add(5, log.get(4).next(Instant.EPOCH, "VERDICT_REACHED", "forged", Map.of(), sealedBy("gate-1", forger)));

        assertFault(verify(log), Kind.FORGED, 6, "its signature is not that of key \"gate-1\"");
    }

    @Test
    void trustsNoLogThatWasWrittenAnewWithoutTheKey() throws Exception {
        KeyPair forger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertFault(verify(write(LOG, "anew", sealedBy("gate-1", forger))), Kind.FORGED, 1, "is forged");
        assertFault(verify(write(LOG, "anew", sealedBy("mine", forger))), Kind.FORGED, 1, "not a trusted one");
    }

    @Test
    void trustsAKeyNoLongerThanItIsThere() throws IOException {
        Files.delete(trusted.resolve("gate-1.pem"));

        assertFault(verify(log), Kind.FORGED, 1, "signed with key \"gate-1\", which is not a trusted one");
    }

    @Test
    void mixesNoTwoHistoriesOfALogNorTwoLogs() throws IOException {
        List<AuditEntry> otherHistory = write(LOG, "otherwise", sealedBy("gate-1", keys));
        List<AuditEntry> otherLog = write(OTHER_LOG, "as it was", sealedBy("gate-1", keys));

        assertFault(verify(joined(log, 4, otherHistory)), Kind.FOREIGN, 5, "of two histories");
        assertFault(verify(joined(log, 4, otherLog)), Kind.FOREIGN, 5, "is of another log");
    }

    @Test
    void noticesByTheTopicsThatTheTailIsMissing() throws IOException {
        List<ToldAct> told = List.of(told(log, 3), told(log, 7));
        AuditReport whole = verify(text(log), told);
        AuditReport cut = verify(text(log.subList(0, 6)), told);

        assertThat(whole.holds()).isTrue();
        assertThat(whole.told()).isEqualTo(2);
        assertFault(cut, Kind.TAIL_MISSING, 7, "the log ends with entry 6, but act 7 was told as its entry 7");
    }

    @Test
    void noticesByTheTopicsThatTheLogWasWrittenAnewWithTheKey() throws IOException {
        List<AuditEntry> anew = write(LOG, "otherwise", sealedBy("gate-1", keys));

        assertFault(
                verify(text(anew), List.of(told(log, 3))),
                Kind.FOREIGN,
                3,
                "entry 3 is not the one that act 3 was told with");
    }

    @Test
    void noticesByTheTopicsThatAnotherLogStandsInItsPlace() throws IOException {
        List<AuditEntry> other = write(OTHER_LOG, "as it was", sealedBy("gate-1", keys));

        assertFault(
                verify(text(other), List.of(told(log, 3))), Kind.FOREIGN, 1, "act 3 was told as entry 3 of log " + LOG);
    }

    @Test
    void acceptsALogThatSaysWhatItTookOverFromAnotherOne() throws IOException {
        AuditAnchor former = log.get(2).anchor();
        List<AuditEntry> other = write(OTHER_LOG, "anew", sealedBy("gate-1", keys));
        other.add(other.get(other.size() - 1)
                .next(
                        Instant.EPOCH,
                        AuditKind.VERDICT_TAKEN_OVER.name(),
                        "v3",
                        Map.of("audit", former),
                        sealedBy("gate-1", keys)));

        AuditReport report = verify(text(other), List.of(told(log, 3)));

        assertThat(report.fault()).isEmpty();
        assertThat(report.takenOver()).isOne();
    }

    @Test
    void heedsNoActOnTheTopicsWhosePlaceNoTrustedKeySigned() throws IOException {
        AuditAnchor forged = new AuditAnchor(LOG, 99, Digest.of(new byte[] {9}), new Signature("gate-1", "AAAA"));

        AuditReport report = verify(text(log), List.of(new ToldAct("forged", "breast-density", forged)));

        assertThat(report.holds()).isTrue();
        assertThat(report.unverified()).isOne();
    }

    /** Whatever one byte of an export is changed to, taken out or put in: it is noticed, near the place. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noticesEachChangeOfASingleByte(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sound = text(log).getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(sound.length - 1); // all but the last line feed, which bears nothing
        byte other = (byte) (sound[at] ^ (1 + random.nextInt(255)));
        byte[] mutant = switch (random.nextInt(3)) {
            case 0 -> spliced(sound, at, at + 1, other);
            case 1 -> spliced(sound, at, at, other);
            default -> spliced(sound, at, at + 1);
        };

        AuditReport report = new AuditVerifier(List.of(new VerificationKeys(trusted)))
                .verify(new ByteArrayInputStream(mutant), List.of(told(log, LENGTH)));

        assertThat(report.fault()).as("byte %d of %d", at, sound.length).isPresent();
        long line = 1
                + new String(sound, 0, at, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        assertThat(report.fault().orElseThrow().sequence()).isBetween(line, line + 1);
    }

    /** Whatever entries are left out, moved or doubled. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noticesEachMoveOfAnEntry(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<AuditEntry> mutant = new ArrayList<>(log);
        AuditEntry moved = mutant.get(random.nextInt(LENGTH));
        switch (random.nextInt(3)) {
            case 0 -> mutant.remove(moved);
            case 1 -> mutant.add(random.nextInt(LENGTH), moved);
            default -> {
                mutant.remove(moved);
                mutant.add(random.nextInt(LENGTH), moved);
            }
        }

        assertThat(verify(text(mutant), List.of(told(log, LENGTH))).holds()).isEqualTo(mutant.equals(log));
    }

    static long[] seeds() {
        return new SplittableRandom(20260314).longs(60).toArray();
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte... instead) {
        byte[] result = Arrays.copyOf(bytes, bytes.length + instead.length - (to - from));
        System.arraycopy(instead, 0, result, from, instead.length);
        System.arraycopy(bytes, to, result, from + instead.length, bytes.length - to);
        return result;
    }

    private static List<AuditEntry> joined(List<AuditEntry> head, int length, List<AuditEntry> tail) {
        List<AuditEntry> joined = new ArrayList<>(head.subList(0, length));
        joined.addAll(tail.subList(length, tail.size()));
        return joined;
    }

    private static ToldAct told(List<AuditEntry> log, int sequence) {
        return new ToldAct(
                "act " + sequence, "breast-density", log.get(sequence - 1).anchor());
    }

    private static void assertFault(AuditReport report, Kind kind, long sequence, String words) {
        assertThat(report.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.sequence()).isEqualTo(sequence);
            assertThat(fault.sentence()).contains(words);
        });
        assertThat(report.holds()).isFalse();
    }

    private AuditReport verify(List<AuditEntry> entries) throws IOException {
        return verify(text(entries));
    }

    private AuditReport verify(String text) throws IOException {
        return verify(text, List.of());
    }

    private AuditReport verify(String text, List<ToldAct> told) throws IOException {
        return new AuditVerifier(List.of(new VerificationKeys(trusted)))
                .verify(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), told);
    }

    private static String text(List<AuditEntry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        return text.toString();
    }

    private static List<AuditEntry> write(String id, String words, AuditEntry.Seal seal) {
        List<AuditEntry> entries = new ArrayList<>();
        entries.add(AuditEntry.first(
                id,
                Instant.parse("2026-03-14T09:26:53Z"),
                AuditKind.LOG_BEGUN.name(),
                id,
                Map.of("lineage", "breast-density"),
                seal));
        while (entries.size() < LENGTH) {
            entries.add(next(entries, words + " " + (entries.size() + 1), seal));
        }
        return entries;
    }

    private static AuditEntry next(List<AuditEntry> entries, String words, AuditEntry.Seal seal) {
        AuditEntry last = entries.get(entries.size() - 1);
        return last.next(
                last.time().plusMillis(1500), AuditKind.VERDICT_REACHED.name(), words, Map.of("wörds", words), seal);
    }

    private static AuditEntry.Seal sealedBy(String id, KeyPair pair) {
        return (log, sequence, hash) -> AuditAnchor.sign(log, sequence, hash, id, pair.getPrivate());
    }

    private void trust(String id, KeyPair pair) throws IOException {
        String base64 = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        Files.writeString(
                trusted.resolve(id + ".pem"), "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }
}
