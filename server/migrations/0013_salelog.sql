-- Creates the public sale log of each event: its leaves, the hashes over them, and the checkpoints that may be signed.
-- New tables only. Written by workers alone, after the fact; no sale waits for them.

create table sale_logs (
  event_id  uuid primary key,
  size      bigint not null default 0 check (size >= 0),
  edge      bytea not null default '' check (length(edge) % 32 = 0),
  entries   bigint not null default 0 check (entries >= 0),
  version   integer not null default 0 check (version >= 0),
  manifest  jsonb,
  blocked   jsonb not null default '{"house": [], "kill": []}',
  source    text not null default '',
  check ((version = 0) = (manifest is null))
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table sale_logs is 'One row for each event with a public log: how far it goes. Locked by whoever appends.';
comment on column sale_logs.size is 'Number of leaves.';
comment on column sale_logs.edge is 'Hashes of the complete subtrees at the right edge of the Merkle tree, from the largest to the smallest.';
comment on column sale_logs.entries is 'Entries of the event log that are in it.';
comment on column sale_logs.version is 'Manifests that were published.';
comment on column sale_logs.manifest is 'What the last one said: digest of its document, counts by price level.';
comment on column sale_logs.blocked is 'Places that are kept off sale after those entries, as runs of first and count.';
comment on column sale_logs.source is 'What the catalogue said last that its facts are known by; another text means that they may have changed.';

create table sale_log_checkpoints (
  event_id  uuid not null,
  size      bigint not null check (size > 0),
  root      bytea not null check (length(root) = 32),
  made_at   timestamptz not null default now(),
  primary key (event_id, size)
);
comment on table sale_log_checkpoints is 'Every size of a log that may be signed, with its root. The key allows one root for a size.';

create table sale_log_tiles (
  event_id  uuid not null,
  level     smallint not null check (level between 0 and 7),
  tile      bigint not null check (tile >= 0),
  hashes    bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  primary key (event_id, level, tile)
);
alter table sale_log_tiles alter column hashes set storage external;
comment on table sale_log_tiles is 'Hashes of the Merkle trees, up to 256 in a row. The last row of a level grows at its end; nothing else changes.';
comment on column sale_log_tiles.level is 'Of tiles: each stands for eight levels of the tree.';

create table sale_log_bundles (
  event_id  uuid not null,
  bundle    bigint not null check (bundle >= 0),
  leaves    integer not null check (leaves between 1 and 256),
  body      bytea not null,
  primary key (event_id, bundle)
);
comment on table sale_log_bundles is 'The leaves, up to 256 in a row, each behind its length in two bytes. The last row grows at its end; nothing else changes.';

create table sale_log_documents (
  event_id  uuid not null,
  digest    bytea not null check (length(digest) = 32),
  body      bytea not null check (sha256(body) = digest),
  primary key (event_id, digest)
);
comment on table sale_log_documents is 'Manifests as they were published, under their SHA-256.';

create table sale_log_sales (
  event_id  uuid not null,
  order_id  uuid not null,
  hold_id   uuid not null,
  leaf      bigint not null check (leaf >= 0),
  primary key (order_id, event_id)
);
comment on table sale_log_sales is 'Where in the log an order is, so that its buyer can be given the proof. Not public.';
