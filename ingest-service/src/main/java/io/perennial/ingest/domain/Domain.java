package io.perennial.ingest.domain;

import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.DomainRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

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
    private int triggerNewExams;

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

    /** How many labelled exams that no cohort has yet make the next cohort due. */
    public int triggerNewExams() {
        return triggerNewExams;
    }

    /** How patients are shared out. */
    public SplitRatio ratio() {
        return Ratio.parse(splitRatio);
    }

    void rename(String newName) {
        this.name = newName;
    }

    void triggerAt(int newExams) {
        this.triggerNewExams = newExams;
    }

    void shareOut(SplitRatio ratio) {
        this.splitRatio = Ratio.write(ratio);
    }
}
