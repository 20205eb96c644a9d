-- Whoever could have named a patient is a keyed pseudonym here: exam, patient, instance and reader.

-- The pseudonyms are only worth something under the key they were made with.
create table pseudonym_key (
    only_row boolean primary key default true check (only_row),
    fingerprint text not null
);

create table domain (
    id text primary key check (id ~ '^[a-z0-9-]{1,63}$'),
    role text not null check (role in ('ORIGINAL', 'TARGET')),
    name text not null,
    trigger_new_exams integer not null check (trigger_new_exams > 0),
    split_ratio text not null,
    -- how often a cohort was asked for at once, and up to which of these one was frozen
    freezes_asked integer not null default 0,
    freezes_done integer not null default 0
);

create unique index domain_one_original on domain (role) where role = 'ORIGINAL';

create table exam (
    id bigint generated always as identity primary key,
    domain text not null references domain,
    pseudonym text not null,
    patient text not null,
    -- whether some cohort has it; what has not counts towards the next one
    in_cohort boolean not null default false,
    unique (domain, pseudonym)
);

create table mammogram (
    id bigint generated always as identity primary key,
    exam bigint not null references exam,
    domain text not null references domain,
    -- pseudonym of the SOP Instance UID
    instance text not null,
    -- of the stored object, sha256:…
    digest text not null,
    view text check (view in ('LCC', 'RCC', 'LMLO', 'RMLO')),
    manufacturer text not null,
    model text not null,
    -- why it can be in no cohort; null if it can
    excluded text,
    received_at timestamptz not null default now(),
    unique (domain, instance),
    check (view is not null or excluded is not null)
);

create index mammogram_exam on mammogram (exam);

-- Every label ever given. The newest of an exam holds; an exam that is not known yet is waited for.
create table label (
    id bigint generated always as identity primary key,
    domain text not null references domain,
    exam text not null,
    reader text not null,
    density text not null check (density in ('A', 'B', 'C', 'D')),
    labelled_at timestamptz not null default now()
);

create index label_exam on label (domain, exam, id);

create table cohort (
    digest text primary key,
    domain text not null references domain,
    images integer not null,
    exams integer not null,
    patients integer not null,
    -- what was told of it, the payload of cohort-published
    fact text not null,
    published_at timestamptz not null
);

create index cohort_domain on cohort (domain, published_at);
