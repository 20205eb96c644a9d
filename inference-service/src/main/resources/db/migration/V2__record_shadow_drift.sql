-- Who had what read by which model; nothing of whom. A row is never changed, and leaves when its time is over.
create table reading_record (
    number bigint generated always as identity primary key,
    read_at timestamptz not null,
    who text not null,
    model text not null,
    version bigint not null,
    density text not null,
    images text[] not null
);

create index reading_record_time on reading_record (read_at);
create index reading_record_images on reading_record using gin (images);

create function reading_record_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the record of readings is not rewritten: % refused', lower(tg_op);
end $$;

create trigger reading_record_stays
    before update or truncate on reading_record
    for each statement execute function reading_record_stays();

-- Which model reads along in a lineage; every replica looks here. No model: somebody said so.
create table shadow (
    lineage text primary key,
    model text,
    chosen_by text not null,
    chosen_at timestamptz not null
);

-- How a model read the first exams of a domain: what later ones are measured against, whichever replica reads them.
create table drift_reference (
    domain text not null,
    model text not null,
    a int not null,
    b int not null,
    c int not null,
    d int not null,
    set_at timestamptz not null default now(),
    primary key (domain, model)
);

-- Suspicions that were told and still stand, so that each is told once.
create table drift_episode (
    domain text not null,
    measure text not null,
    since timestamptz not null default now(),
    primary key (domain, measure)
);
