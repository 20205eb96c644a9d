-- What each look at test images spends of the chance of error, and whether it showed what it was to show.

alter table look drop constraint look_pkey;
alter table look add primary key (domain, verdict, model);
alter table look add column number integer not null default 0;
alter table look add column alpha double precision not null default 0;
alter table look add column shown boolean;
