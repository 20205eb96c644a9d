-- The newest signed decision heard of each lineage, so that an older one cannot come back after a restart.
create table decision (
    lineage text primary key,
    sequence bigint not null check (sequence > 0),
    message text not null,
    heard_at timestamptz not null default now()
);
