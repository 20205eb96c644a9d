-- A model that was trained elsewhere and brought to be the baseline, as JSON: {"tensors":"sha256:…","network":…,"imageSize":…}.

-- The one last brought for a lineage: the next baseline expansion takes it.
create table kept_import (
    lineage text primary key,
    model   text not null
);

-- What a baseline's expansion takes as it is, instead of training.
alter table expansion add column imported text;
