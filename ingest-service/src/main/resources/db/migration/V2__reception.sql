-- Reception apart from inspection, patients with a split of their own, one pseudonym key per domain.

-- Which key a domain's pseudonyms are made with, by its fingerprint. It never changes: under another key known patients
-- would come again as new ones, and could fall into another split.
alter table domain add column pseudonym_key text;
update domain set pseudonym_key = (select fingerprint from pseudonym_key);
alter table domain alter column pseudonym_key set not null;
drop table pseudonym_key;

-- when a cohort was last asked for: what had come by then is inspected first
alter table domain add column freeze_asked_at timestamptz;

-- Every patient of a domain, and where in [0, 1) she falls when patients are shared out; for ever the same.
create table patient (
    domain text not null references domain,
    -- of Patient ID, within whoever issued it
    pseudonym text not null,
    -- null only until the first start after this migration
    split_point double precision check (split_point >= 0 and split_point < 1),
    primary key (domain, pseudonym)
);
insert into patient (domain, pseudonym) select distinct domain, patient from exam;
alter table exam add foreign key (domain, patient) references patient (domain, pseudonym);

-- Whoever was first with a name, birth date and sex decides the split of those who come with the same: one woman has
-- several Patient IDs where she has been to several institutions.
create table person (
    domain text not null references domain,
    -- pseudonym of the three
    demographics text not null,
    split_point double precision not null check (split_point >= 0 and split_point < 1),
    -- how many Patient IDs came with them; too many are nobody, but a placeholder such as ANONYMOUS
    patients integer not null,
    primary key (domain, demographics)
);

-- where the exam came from; null for a domain of one institution, which sends to the domain itself
alter table exam add column institution text;

alter table mammogram
    -- what speaks against the image, as stable codes such as IMPLANT; the domain's policy makes excluded of it
    add column findings text[] not null default '{}',
    -- whether its pixels have been decoded; before that it counts for nothing, and nothing was told of it
    add column inspected boolean not null default true,
    -- size of the stored object; 0 of what came before this migration
    add column bytes bigint not null default 0,
    -- whether the stored object is without identifiers; what came before this migration is not
    add column deidentified boolean not null default false;
alter table mammogram alter column inspected set default false;
alter table mammogram alter column deidentified set default true;
alter table mammogram drop constraint mammogram_check;
alter table mammogram add constraint mammogram_view_or_reason
    check (view is not null or excluded is not null or not inspected);

create index mammogram_waiting on mammogram (id) where not inspected;

-- Inspections begun and not finished: an image at which the process dies every time is not tried for ever.
create table inspection_try (
    mammogram bigint primary key,
    tries integer not null
);
