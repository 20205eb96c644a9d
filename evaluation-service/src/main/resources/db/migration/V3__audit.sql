-- The audit log: one row an act, each with the hash of the one before it. The database itself refuses to change, to remove
-- and to skip one; that somebody who may disable triggers did so shows in the hashes and signatures.

create table audit_entry (
    sequence        bigint primary key check (sequence > 0),
    log             text        not null,
    time            timestamptz not null,
    kind            text        not null,
    subject         text        not null,
    body            text        not null,
    previous        text        not null,
    hash            text        not null unique,
    signature_key   text        not null,
    signature_value text        not null
);

create index audit_entry_newest_of_kind on audit_entry (kind, sequence desc);

create function audit_entry_is_for_ever() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only: % refused', lower(tg_op);
end $$;

create trigger audit_entry_is_for_ever
    before update or delete or truncate on audit_entry
    for each statement execute function audit_entry_is_for_ever();

create function audit_entry_continues() returns trigger language plpgsql as $$
declare
    last record;
begin
    select sequence, log, hash into last from audit_entry order by sequence desc limit 1;
    if found and (new.sequence <> last.sequence + 1 or new.previous <> last.hash or new.log <> last.log)
        or not found and new.sequence <> 1 then
        raise exception 'the audit log continues with entry %, not with %', coalesce(last.sequence, 0) + 1, new.sequence;
    end if;
    return new;
end $$;

create trigger audit_entry_continues
    before insert on audit_entry
    for each row execute function audit_entry_continues();

-- Which key vouches for a decision, so that one whose key is no longer in use can be signed anew.
alter table serving_decision add column signature_key text;
