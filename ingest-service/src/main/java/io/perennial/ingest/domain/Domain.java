package io.perennial.ingest.domain;

import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Finding;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A population of images. */
@Entity(name = "domain")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class Domain {

    @Id
    private String id;

    @Enumerated(EnumType.STRING)
    private DomainRole role;

    private String name;

    @Column(name = "trigger_new_exams")
    private @Nullable Integer triggerNewExams;

    @Column(name = "trigger_every_seconds")
    private @Nullable Long triggerEverySeconds;

    @Column(name = "minimum_per_class")
    private int minimumPerClass;

    @Enumerated(EnumType.STRING)
    @Column(name = "label_rule")
    private LabelRule labelRule;

    @Column(name = "label_reader")
    private @Nullable String labelReader;

    @Column(name = "label_readers")
    private @Nullable Integer labelReaders;

    private String[] admitted;

    @Column(name = "split_ratio")
    private String splitRatio;

    @Column(name = "pseudonym_key")
    private String pseudonymKey;

    /** For Hibernate. */
    protected Domain() {}

    /** @param pseudonymKey fingerprint of the key its pseudonyms are made with, for ever */
    Domain(String id, DomainRole role, SplitRatio ratio, String pseudonymKey) {
        this.id = id;
        this.role = role;
        this.pseudonymKey = pseudonymKey;
        this.splitRatio = Ratio.write(ratio);
        this.labelRule = LabelRule.NEWEST;
        this.admitted = new String[0];
    }

    /** {@code [a-z0-9-]{1,63}}. */
    public String id() {
        return id;
    }

    public DomainRole role() {
        return role;
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** When the next cohort is due. */
    public Trigger trigger() {
        return new Trigger(
                Optional.ofNullable(triggerNewExams),
                Optional.ofNullable(triggerEverySeconds).map(Duration::ofSeconds),
                Optional.of(minimumPerClass));
    }

    /** Whose labels count. */
    public LabelPolicy labelPolicy() {
        return new LabelPolicy(labelRule, Optional.ofNullable(labelReader), Optional.ofNullable(labelReaders));
    }

    /** Which findings keep an image out of cohorts, and which do not here. */
    public Exclusions admits() {
        return new Exclusions(Arrays.stream(admitted).map(Finding::valueOf).toList());
    }

    /** How patients are shared out. */
    public SplitRatio ratio() {
        return Ratio.parse(splitRatio);
    }

    void rename(String newName) {
        this.name = newName;
    }

    void triggerAt(Trigger trigger) {
        this.triggerNewExams = trigger.newExams().orElse(null);
        this.triggerEverySeconds = trigger.every().map(Duration::toSeconds).orElse(null);
        this.minimumPerClass = trigger.minimumPerClass().orElse(0);
    }

    void count(LabelPolicy policy) {
        this.labelRule = policy.rule();
        this.labelReader = policy.readerPseudonym().orElse(null);
        this.labelReaders = policy.readers().orElse(null);
    }

    void exclude(Exclusions exclusions) {
        this.admitted = exclusions.admit().stream().map(Finding::name).toArray(String[]::new);
    }

    void shareOut(SplitRatio ratio) {
        this.splitRatio = Ratio.write(ratio);
    }
}
