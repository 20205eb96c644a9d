-- What the service still has to tell. Rows leave as soon as the broker has acknowledged them.
create table outbox (
    id bigint generated always as identity primary key,
    ce_id uuid not null,
    topic text not null,
    key text not null,
    time timestamptz not null,
    json text not null
);

-- What the service has heard, so that it hears nothing twice.
create table inbox (
    ce_id text primary key,
    topic text not null,
    heard_at timestamptz not null default now()
);

create index inbox_topic on inbox (topic);
