-- What the evaluation-service knows. Digests are written sha256:<64 hex>.

create table known_cohort (
    cohort   text primary key,
    domain   text        not null,
    role     text        not null,
    heard_at timestamptz not null
);

create table known_candidate (
    model      text        not null,
    expansion  text        not null,
    control    boolean     not null,
    trained_at timestamptz not null,
    primary key (model, expansion)
);

-- One row an expansion whose training is over. Due: not to be taken up before; while somebody works on it, the time at
-- which that somebody counts as dead.
create table expansion_job (
    expansion   text primary key,
    fact        text        not null,
    attempts    integer     not null default 0,
    failure     text,
    lease_owner uuid,
    due         timestamptz not null,
    heard_at    timestamptz not null,
    judged_at   timestamptz
);

create index expansion_job_to_do on expansion_job (heard_at) where judged_at is null;

create table verdict (
    id              text primary key,
    lineage         text        not null,
    expansion       text        not null,
    domain          text        not null,
    role            text        not null,
    outcome         text        not null,
    model           text,
    cohort          text        not null,
    evidence        text        not null,
    plan            text        not null,
    approval        text        not null,
    signature_key   text        not null,
    signature_value text        not null,
    reached_at      timestamptz not null,
    decision        text,
    approver        text,
    decision_reason text,
    decided_at      timestamptz,
    check ((decision is null) = (decided_at is null))
);

create index verdict_newest on verdict (reached_at desc);

-- Models that may serve, each for the domain it was approved with.
create table approved_model (
    model       text primary key,
    lineage     text        not null,
    domain      text        not null,
    role        text        not null,
    cohort      text        not null,
    verdict     text        not null,
    approved_at timestamptz not null
);

-- There is one baseline, for ever.
create unique index approved_baseline on approved_model (lineage) where role = 'ORIGINAL';

create table serving_decision (
    lineage    text        not null,
    sequence   bigint      not null,
    model      text        not null,
    verdict    text        not null,
    reason     text,
    decided_at timestamptz not null,
    primary key (lineage, sequence)
);

-- Each use of a domain's test images to decide.
create table look (
    domain   text        not null,
    verdict  text        not null,
    cohort   text        not null,
    model    text        not null,
    taken_at timestamptz not null,
    primary key (domain, verdict)
);

-- What a model answered, so that nothing is read twice.
create table prediction (
    model  text not null,
    cohort text not null,
    split  text not null,
    logits text not null,
    primary key (model, cohort, split)
);
