-- Labels that are corrected, withdrawn, given per breast and by several readers; domains that say which of them counts, which
-- images are admitted, and when a cohort is due.

alter table domain
    alter column trigger_new_exams drop not null,
    add column trigger_every_seconds bigint check (trigger_every_seconds > 0),
    add column minimum_per_class integer not null default 0 check (minimum_per_class >= 0),
    add column label_rule text not null default 'NEWEST'
        check (label_rule in ('NEWEST', 'MAJORITY', 'DENSEST', 'READER', 'AGREEMENT')),
    -- whose label counts, a pseudonym; for READER alone
    add column label_reader text check ((label_reader is not null) = (label_rule = 'READER')),
    -- how many readers must agree; for AGREEMENT alone
    add column label_readers integer
        check (label_readers > 0 and (label_readers is not null) = (label_rule = 'AGREEMENT')),
    -- findings that keep no image out of this domain's cohorts
    add column admitted text[] not null default '{}',
    add check (trigger_new_exams is not null or trigger_every_seconds is not null);

create table institution (
    domain text not null references domain,
    id text not null check (id ~ '^[a-z0-9-]{1,63}$'),
    name text not null,
    primary key (domain, id)
);

alter table label
    alter column density drop not null,
    -- of one breast; null: of the exam
    add column laterality text check (laterality in ('L', 'R')),
    -- when the report was made, by its own word; null: nobody said
    add column reported_at timestamptz,
    add column standing text not null default 'REPORTED'
        check (standing in ('REPORTED', 'REVISED', 'WITHDRAWN')),
    add check ((density is null) = (standing = 'WITHDRAWN'));

-- What the domain's label policy makes of an exam's labels, written whenever either changes; an exam that nothing was
-- received of has its row too.
create table exam_density (
    domain text not null references domain,
    exam text not null,
    density text not null check (density in ('A', 'B', 'C', 'D')),
    -- whose label it is, and from when
    reader text not null,
    labelled_at timestamptz not null,
    -- since when the exam has had a density without a break
    since timestamptz not null default now(),
    primary key (domain, exam)
);

insert into exam_density (domain, exam, density, reader, labelled_at, since)
select distinct on (domain, exam) domain, exam, density, reader, labelled_at, labelled_at
from label order by domain, exam, id desc;

-- the density that the last cohort has it with
alter table exam add column cohort_density text check (cohort_density in ('A', 'B', 'C', 'D'));

-- The images that may be in a cohort: inspected, of a standard view, and nothing found that the domain does not admit.
create view usable_mammogram as
select m.id, m.exam, m.domain, m.digest, m.view, m.manufacturer, m.model, m.received_at
from mammogram m join domain d on d.id = m.domain
where m.inspected and m.view is not null
    and case when cardinality(m.findings) = 0 then m.excluded is null else m.findings <@ d.admitted end;

-- The exams that may be in a cohort, each with the density that counts; one of which an image is not inspected yet may not.
create view labelled_exam as
select e.id, e.domain, e.pseudonym, e.patient, e.in_cohort, e.cohort_density, d.density,
    greatest(d.since, m.first_received) as since
from exam e
join exam_density d on d.domain = e.domain and d.exam = e.pseudonym
join lateral (select min(received_at) as first_received from usable_mammogram u where u.exam = e.id) m
    on m.first_received is not null
where not exists (select from mammogram w where w.exam = e.id and not w.inspected);

-- what no cohort has is asked for after each delivery
create index exam_new on exam (domain) where not in_cohort;
