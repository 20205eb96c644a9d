-- What the training-service knows: cohorts it heard of, the model each lineage serves, expansions and their candidates.
-- Digests are written sha256:<64 hex>.

create table known_cohort (
    cohort   text primary key,
    domain   text        not null,
    role     text        not null,
    heard_at timestamptz not null
);

create table serving_model (
    lineage  text primary key,
    sequence bigint not null,
    model    text   not null
);

create table expansion (
    id               text primary key,
    lineage          text             not null,
    domain           text             not null,
    role             text             not null,
    state            text             not null,
    base             text,
    anchor           text,
    cohort           text             not null,
    plan             text             not null,
    reason           text,
    stage            text,
    share_done       double precision not null default 0,
    seconds_left     double precision,
    cancel_requested boolean          not null default false,
    attempts         integer          not null default 0,
    lease_owner      uuid,
    lease_expires    timestamptz,
    arrived_at       timestamptz      not null,
    started_at       timestamptz,
    ended_at         timestamptz
);

-- What the runner looks for: few rows among ever more finished ones.
create index expansion_to_run on expansion (arrived_at) where state in ('QUEUED', 'RUNNING');
create index expansion_of_cohort on expansion (cohort, plan);

-- One row a training run that is over; a recipe is null where only the told result is known.
create table candidate (
    expansion  text    not null references expansion on delete cascade,
    position   integer not null,
    recipe     text,
    model      text,
    control    boolean not null,
    seconds    double precision,
    failure    text,
    trained_at timestamptz not null,
    primary key (expansion, position),
    check (model is not null or failure is not null)
);
