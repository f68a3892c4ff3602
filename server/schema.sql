-- Written by `npm run schema` from the migrated database; a test keeps it fresh.

create table accounts (
  account_id uuid not null,
  kind text not null,
  email text,
  email_key text,
  password_hash text,
  name text not null,
  organisation_name text,
  language text not null default 'en'::text,
  verified_at timestamp with time zone,
  made_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint accounts_pkey PRIMARY KEY (account_id),
  constraint accounts_email_key UNIQUE (email_key),
  constraint accounts_can_be_entered CHECK (((deleted_at IS NOT NULL) OR (password_hash IS NOT NULL) OR ((verified_at IS NOT NULL) AND (kind = 'individual'::text)))),
  constraint accounts_check CHECK (((kind = 'vendor'::text) = (organisation_name IS NOT NULL))),
  constraint accounts_deleted_carry_no_person CHECK (
CASE
    WHEN (deleted_at IS NULL) THEN ((email IS NOT NULL) AND (email_key IS NOT NULL) AND (name <> ''::text))
    ELSE ((email IS NULL) AND (email_key IS NULL) AND (password_hash IS NULL) AND (name = ''::text) AND (verified_at IS NULL))
END),
  constraint accounts_kind_check CHECK ((kind = ANY (ARRAY['individual'::text, 'vendor'::text]))),
  constraint accounts_language_check CHECK ((language = ANY (ARRAY['en'::text, 'de'::text, 'ja'::text])))
);
comment on table accounts is 'Who may sign in: individuals buy, vendors sell. A deleted account keeps its id, so that orders stay whole, and nothing of the person.';
comment on column accounts.email is 'As the person wrote it, where mail goes.';
comment on column accounts.email_key is 'The address brought to one form (Unicode, case, domain): two people never share it.';
comment on column accounts.password_hash is 'argon2id in PHC format, with its parameters and salt. Null for a guest, who signs in by codes to a verified address.';
comment on column accounts.organisation_name is 'Who sells, as buyers see it; vendors only. Stays when a vendor is deleted, since tickets sold name their seller.';
comment on column accounts.language is 'Language that mail to the person is written in.';
comment on column accounts.verified_at is 'When somebody first proved to read the mail of the address; null: it is a name to sign in with and no more.';

create table address_codes (
  code_id uuid not null,
  purpose text not null,
  email text not null,
  email_key text not null,
  language text not null,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  tries smallint not null default 0,
  spent_at timestamp with time zone,
  constraint address_codes_pkey PRIMARY KEY (code_id),
  constraint address_codes_check CHECK ((expires_at > made_at)),
  constraint address_codes_language_check CHECK ((language = ANY (ARRAY['en'::text, 'de'::text, 'ja'::text]))),
  constraint address_codes_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'reset-password'::text, 'verify-address'::text, 'delete-account'::text]))),
  constraint address_codes_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);
comment on table address_codes is 'Codes that were asked for, each to be sent to an address and good once. Forgotten within the hour.';
comment on column address_codes.code_id is 'Known to whoever asked. The code itself is nowhere: it is derived from this by a key that is not in the database.';
comment on column address_codes.email is 'Where the mail goes, as it was written.';
comment on column address_codes.tries is 'Counted before a try is looked at, so that many at one moment gain nothing.';
CREATE INDEX address_codes_expiring ON public.address_codes USING btree (expires_at);
CREATE INDEX address_codes_of_address ON public.address_codes USING btree (email_key);

create table allowances (
  event_id uuid not null,
  account_id uuid not null,
  places integer not null,
  ceiling integer not null,
  constraint allowances_pkey PRIMARY KEY (event_id, account_id),
  constraint allowances_within CHECK (((places >= 1) AND (places <= ceiling)))
) with (fillfactor=80);
comment on table allowances is 'Places that an account keeps on an event, held and sold, across its holds and orders; no row for none.';
comment on column allowances.ceiling is 'Places at most, as the rule of the event was when the account last took some.';

create table card_orders (
  event_id uuid not null,
  order_id uuid not null,
  card bytea not null,
  places integer not null,
  constraint card_orders_pkey PRIMARY KEY (event_id, order_id),
  constraint card_orders_places_check CHECK ((places > 0))
);
comment on table card_orders is 'Orders that are counted in card_places: each once, until it ends without tickets.';

create table card_places (
  event_id uuid not null,
  card bytea not null,
  places integer not null,
  ceiling integer not null,
  constraint card_places_pkey PRIMARY KEY (event_id, card),
  constraint card_places_card_check CHECK ((length(card) = 32)),
  constraint card_places_within CHECK (((places >= 0) AND (places <= ceiling)))
);
comment on table card_places is 'Places of an event that were paid for with one card, across accounts. Owned by orders.';
comment on column card_places.card is 'Keyed digest of the event and of what the provider calls the card: neither the card nor its name can be told from it, nor that it was used for another event.';
comment on column card_places.ceiling is 'Places at most, as the rule was when it last paid for some.';

create table claims (
  event_id uuid not null,
  place_no integer not null,
  hold_id uuid,
  state claim_state not null,
  constraint claims_pkey PRIMARY KEY (event_id, place_no),
  constraint claims_check CHECK (((hold_id IS NULL) = (state >= 'house'::claim_state))),
  constraint claims_place_no_check CHECK ((place_no >= 0))
) with (fillfactor=90, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_insert_scale_factor=0.1);
comment on table claims is 'The wall: one row for each place that somebody has, none for one that is available. Its key makes selling twice impossible.';
comment on column claims.hold_id is 'Whose it is; null for a place that is blocked.';

create table disputes (
  event_id uuid not null,
  dispute_id uuid not null,
  order_id uuid not null,
  payment_id uuid not null,
  provider_dispute_id text not null,
  state text not null,
  currency text not null,
  amount_minor bigint not null,
  opened_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  constraint disputes_pkey PRIMARY KEY (event_id, dispute_id),
  constraint disputes_once UNIQUE (event_id, provider_dispute_id),
  constraint disputes_event_id_payment_id_fkey FOREIGN KEY (event_id, payment_id) REFERENCES payments(event_id, payment_id),
  constraint disputes_amount_minor_check CHECK ((amount_minor > 0)),
  constraint disputes_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint disputes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint disputes_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);
comment on table disputes is 'A buyer''s bank asks the money back. Owned by payments.';
CREATE INDEX disputes_of_order ON public.disputes USING btree (event_id, order_id);

create table distinct_pairs (
  organiser_id uuid not null,
  kind text not null,
  first_id uuid not null,
  second_id uuid not null,
  said_at timestamp with time zone not null default now(),
  constraint distinct_pairs_pkey PRIMARY KEY (organiser_id, kind, first_id, second_id),
  constraint distinct_pairs_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint distinct_pairs_check CHECK ((first_id < second_id)),
  constraint distinct_pairs_kind_check CHECK ((kind = ANY (ARRAY['venue'::text, 'performer'::text])))
);
comment on table distinct_pairs is 'Pairs that looked like duplicates and that a person of the organiser has said are two. They are not suspected again.';

create table event_heads (
  event_id uuid not null,
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  next_due_at timestamp with time zone,
  taken integer not null default 0,
  accessible_taken integer not null default 0,
  taken_by_category jsonb not null default '{}'::jsonb,
  opened_at timestamp with time zone not null default now(),
  constraint event_heads_pkey PRIMARY KEY (event_id),
  constraint event_heads_check CHECK (((accessible_taken >= 0) AND (accessible_taken <= taken))),
  constraint event_heads_hash_check CHECK ((length(hash) = 32)),
  constraint event_heads_seq_check CHECK ((seq >= 0)),
  constraint event_heads_taken_check CHECK ((taken >= 0))
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);
comment on table event_heads is 'One row for each event whose places can be held. The fence: a batch moves seq from n to n+1 or changes nothing.';
comment on column event_heads.seq is 'Number of entries in the log of the event.';
comment on column event_heads.hash is 'Hash of the last log entry; 32 zero bytes before the first.';
comment on column event_heads.next_due_at is 'No live hold is over before this; null: there is none.';
comment on column event_heads.taken is 'How many places somebody has or are blocked: what claims has rows for. Written with the entry that changes it, so that whoever lists events need not count.';
comment on column event_heads.accessible_taken is 'How many of those are accessible.';
comment on column event_heads.taken_by_category is 'How many of them are of each category of the manifest, by its key; none where absent.';
CREATE INDEX event_heads_due ON public.event_heads USING btree (next_due_at) WHERE (next_due_at IS NOT NULL);

create table event_log (
  event_id uuid not null,
  seq bigint not null,
  body text not null,
  prev_hash bytea not null,
  hash bytea not null,
  logged_at timestamp with time zone not null default now(),
  constraint event_log_pkey PRIMARY KEY (event_id, seq),
  constraint event_log_seq_check CHECK ((seq > 0))
);
comment on table event_log is 'What each batch changed, gapless. The state of an event is the fold of its log.';
comment on column event_log.body is 'JSON; hash = sha256(prev_hash || body).';

create table event_performers (
  event_id uuid not null,
  performer_id uuid not null,
  billing integer not null,
  role text,
  constraint event_performers_pkey PRIMARY KEY (event_id, performer_id),
  constraint event_performers_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id) ON DELETE CASCADE,
  constraint event_performers_performer_id_fkey FOREIGN KEY (performer_id) REFERENCES performers(performer_id),
  constraint event_performers_billing_check CHECK ((billing >= 0))
);
comment on table event_performers is 'Who appears in this event alone, beside the performers of its show.';
CREATE INDEX event_performers_performer ON public.event_performers USING btree (performer_id);

create table event_search (
  event_id uuid not null,
  starts_at timestamp with time zone not null,
  local_date date not null,
  time_zone text not null,
  status text not null,
  venue_id uuid not null,
  show_id uuid not null,
  kind text not null,
  city_key text not null,
  country text not null,
  performer_ids uuid[] not null,
  performer_keys text[] not null,
  genre_keys text[] not null,
  feature_keys text[] not null,
  currency text,
  from_minor bigint,
  to_minor bigint,
  places integer not null,
  accessible_places integer not null,
  category_keys text[] not null,
  category_places integer[] not null,
  category_prices bigint[] not null,
  name_keys text[] not null,
  place_keys text[] not null,
  names tsvector not null,
  document tsvector not null,
  constraint event_search_pkey PRIMARY KEY (event_id),
  constraint event_search_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id) ON DELETE CASCADE,
  constraint event_search_check CHECK (((accessible_places >= 0) AND (accessible_places <= places))),
  constraint event_search_check1 CHECK (((cardinality(category_keys) = cardinality(category_places)) AND (cardinality(category_keys) = cardinality(category_prices)))),
  constraint event_search_places_check CHECK ((places >= 0))
);
comment on table event_search is 'One narrow row for each published event, rewritten in the transaction that changes what it is made of: all that search filters, sorts and matches by.';
comment on column event_search.city_key is 'The city as search_text writes it, as towns are kept.';
comment on column event_search.performer_keys is 'Names of performers and of the cast.';
comment on column event_search.genre_keys is 'Genres of show and performers and the kind of show, folded by search_fold, as performer_keys and feature_keys are.';
comment on column event_search.from_minor is 'Lowest all-in price in minor units; to_minor is the highest.';
comment on column event_search.places is 'Places of the manifest, taken or not; how many are taken is in event_heads.';
comment on column event_search.category_keys is 'Categories of the manifest, with their places and all-in prices beside them: what is left at a price follows from these and the head of the event.';
comment on column event_search.name_keys is 'Titles of the event and its show, and names of its performers, as search_text writes them: who types one whole finds it first.';
comment on column event_search.place_keys is 'The name of the venue and of its city, written so too: after names, before whatever else has the words.';
comment on column event_search.names is 'The words of those, folded and not stemmed: events come in many languages.';
comment on column event_search.document is 'The same, with venue, city, genre, features, cast, directors, and a description that is no longer than a line.';
CREATE INDEX event_search_city ON public.event_search USING btree (city_key, starts_at, event_id);
CREATE INDEX event_search_country ON public.event_search USING btree (country, starts_at, event_id);
CREATE INDEX event_search_date ON public.event_search USING btree (starts_at, event_id);
CREATE INDEX event_search_price ON public.event_search USING btree (currency, from_minor, starts_at, event_id);
CREATE INDEX event_search_show ON public.event_search USING btree (show_id, starts_at, event_id);
CREATE INDEX event_search_venue ON public.event_search USING btree (venue_id, starts_at, event_id);
CREATE INDEX event_search_words ON public.event_search USING gin (document, names, name_keys, place_keys, performer_ids, performer_keys, genre_keys, feature_keys);

create table event_turns (
  turn_id uuid not null,
  event_id uuid not null,
  status text not null,
  starts_at timestamp with time zone not null,
  previous_starts_at timestamp with time zone not null,
  reason text,
  turned_at timestamp with time zone not null default now(),
  constraint event_turns_pkey PRIMARY KEY (turn_id),
  constraint event_turns_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id) ON DELETE CASCADE,
  constraint event_turns_reason_check CHECK ((reason <> ''::text)),
  constraint event_turns_status_check CHECK ((status = ANY (ARRAY['scheduled'::text, 'postponed'::text, 'rescheduled'::text, 'cancelled'::text, 'draft'::text])))
);
comment on table event_turns is 'What became of an event once it was published: one row for each time it was postponed, got another date, was cancelled, or was taken back to a draft. Never changed.';
comment on column event_turns.starts_at is 'When it was to start after the turn.';
comment on column event_turns.previous_starts_at is 'When it was to start before the turn; the same where only the status turned.';
comment on column event_turns.reason is 'What the organiser says to the public about it.';
CREATE INDEX event_turns_event ON public.event_turns USING btree (event_id, turn_id);

create table events (
  event_id uuid not null,
  organiser_id uuid not null,
  show_id uuid not null,
  venue_id uuid not null,
  hall_id uuid,
  title text,
  description text,
  status text not null default 'draft'::text,
  starts_at timestamp with time zone not null,
  previous_starts_at timestamp with time zone,
  doors_at timestamp with time zone,
  ends_at timestamp with time zone,
  local_date date not null,
  on_sale_at timestamp with time zone,
  off_sale_at timestamp with time zone,
  allowance integer not null default 10,
  features text[] not null default '{}'::text[],
  manifest_hash text,
  revision integer not null default 0,
  source text,
  source_id text,
  source_digest bytea,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  published_at timestamp with time zone,
  rehearsal_id uuid,
  constraint events_pkey PRIMARY KEY (event_id),
  constraint events_organiser_id_source_source_id_key UNIQUE (organiser_id, source, source_id),
  constraint events_hall_id_fkey FOREIGN KEY (hall_id) REFERENCES halls(hall_id),
  constraint events_manifest_hash_fkey FOREIGN KEY (manifest_hash) REFERENCES manifests(hash),
  constraint events_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint events_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(show_id),
  constraint events_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES venues(venue_id),
  constraint events_allowance_check CHECK (((allowance >= 1) AND (allowance <= 10))),
  constraint events_check CHECK ((doors_at <= starts_at)),
  constraint events_check1 CHECK ((ends_at > starts_at)),
  constraint events_check2 CHECK ((off_sale_at > on_sale_at)),
  constraint events_check3 CHECK ((((source IS NULL) = (source_id IS NULL)) AND ((source IS NULL) = (source_digest IS NULL)))),
  constraint events_check4 CHECK (((status = 'draft'::text) OR (manifest_hash IS NOT NULL))),
  constraint events_check5 CHECK (((status = 'draft'::text) OR (published_at IS NOT NULL))),
  constraint events_revision_check CHECK ((revision >= 0)),
  constraint events_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'postponed'::text, 'rescheduled'::text, 'cancelled'::text]))),
  constraint events_title_check CHECK ((title <> ''::text))
);
comment on table events is 'Dated occurrences of shows at venues. Nothing is stored per place: publishing costs the same for a club and a stadium.';
comment on column events.title is 'Null: the title of the show.';
comment on column events.previous_starts_at is 'When it was to start before it was postponed or rescheduled.';
comment on column events.local_date is 'Day of the start in the time zone of the venue.';
comment on column events.on_sale_at is 'Null: on sale as soon as published.';
comment on column events.off_sale_at is 'Null: on sale until it starts.';
comment on column events.allowance is 'Tickets at most for one person, across orders.';
comment on column events.features is 'What sets this occurrence apart: subtitled, audio-described, relaxed, imax, 3d.';
comment on column events.revision is 'Grows with each change that readers see.';
comment on column events.published_at is 'When it was first before the public. From then on others go by its place numbers, and its manifest may only grow at its end, also while it is a draft again.';
comment on column events.rehearsal_id is 'Made for a rehearsal: found by its id alone, in no search, list, feed or sitemap, and removed when that is over. Never changes.';
CREATE INDEX events_organiser ON public.events USING btree (organiser_id, starts_at, event_id);
CREATE INDEX events_organiser_status ON public.events USING btree (organiser_id, status, starts_at, event_id);
CREATE INDEX events_show ON public.events USING btree (show_id, starts_at, event_id);
CREATE INDEX events_venue ON public.events USING btree (venue_id, starts_at, event_id);

create table gazetteer_loads (
  source text not null,
  towns integer not null,
  loaded_at timestamp with time zone not null default now(),
  constraint gazetteer_loads_pkey PRIMARY KEY (source),
  constraint gazetteer_loads_towns_check CHECK ((towns > 0))
);
comment on table gazetteer_loads is 'Which edition of the gazetteer the towns are from; no row: they are not there yet.';

create table halls (
  hall_id uuid not null,
  organiser_id uuid not null,
  venue_id uuid not null,
  name text not null,
  source text,
  source_id text,
  source_digest bytea,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint halls_pkey PRIMARY KEY (hall_id),
  constraint halls_organiser_id_source_source_id_key UNIQUE (organiser_id, source, source_id),
  constraint halls_venue_id_name_key UNIQUE (venue_id, name),
  constraint halls_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint halls_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES venues(venue_id),
  constraint halls_check CHECK ((((source IS NULL) = (source_id IS NULL)) AND ((source IS NULL) = (source_digest IS NULL)))),
  constraint halls_name_check CHECK ((name <> ''::text))
);
comment on table halls is 'Rooms of a venue: auditoriums, screens, the bowl of a stadium.';

create table hold_networks (
  event_id uuid not null,
  hold_id uuid not null,
  network text not null,
  constraint hold_networks_pkey PRIMARY KEY (event_id, hold_id),
  constraint hold_networks_network_check CHECK ((network ~ '^[0-9a-f]+$'::text))
);
comment on table hold_networks is 'The network that a hold counts for, of events that limit them. Owned by the inventory.';
comment on column hold_networks.network is 'Keyed digest of event, salt and network: neither the network nor that it is one of another event can be told from it.';

create table holds (
  event_id uuid not null,
  hold_id uuid not null,
  account_id uuid not null,
  places integer[] not null,
  digest bigint not null,
  state hold_state not null,
  held_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  extended boolean not null default false,
  order_id uuid,
  returned integer[],
  fit text,
  constraint holds_pkey PRIMARY KEY (hold_id, event_id),
  constraint holds_check CHECK ((expires_at > held_at)),
  constraint holds_check1 CHECK (((order_id IS NOT NULL) = (state = 'confirmed'::hold_state))),
  constraint holds_check2 CHECK ((returned <@ places)),
  constraint holds_fit_check CHECK ((fit = ANY (ARRAY['together'::text, 'leaves-single'::text, 'neighbouring-rows'::text, 'scattered'::text]))),
  constraint holds_places_check CHECK ((cardinality(places) > 0))
) with (fillfactor=85, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_insert_scale_factor=0.1);
comment on table holds is 'Timed reservations of places, also those that are over. Never deleted while the event is on sale.';
comment on column holds.hold_id is 'Made by the client, UUID version 7; the idempotency key of the request.';
comment on column holds.places is 'Place numbers in the manifest of the event, ascending.';
comment on column holds.digest is 'Of the request: the same id with another digest is refused.';
comment on column holds.expires_at is 'The hold is over when now() reaches this, whatever its state says.';
comment on column holds.extended is 'Whether the buyer has used the one extension.';
comment on column holds.returned is 'Of a confirmed hold: places given back since; null: none.';
comment on column holds.fit is 'How well best available could do; null where the buyer chose.';
CREATE INDEX holds_held_at ON public.holds USING brin (held_at);

create table idempotency_keys (
  account_id uuid not null,
  key text not null,
  operation text not null,
  digest bytea not null,
  status integer,
  answer jsonb,
  made_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (account_id, key),
  constraint idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255)))
);
comment on table idempotency_keys is 'Answers to requests that carried an Idempotency-Key, for 24 hours: repeating the request gives the same answer.';
comment on column idempotency_keys.digest is 'SHA-256 of operation and body: the same key with another body is refused.';
comment on column idempotency_keys.answer is 'Null while the first request is still being worked on.';
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (made_at);

create table import_shifts (
  organiser_id uuid not null,
  source text not null,
  shift_days integer not null,
  recorded_at timestamp with time zone not null default now(),
  constraint import_shifts_pkey PRIMARY KEY (organiser_id, source),
  constraint import_shifts_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint import_shifts_source_check CHECK ((source <> ''::text))
);
comment on table import_shifts is 'By how many whole days the dates of a source were moved; recorded at its first import and kept, so that a second run changes nothing.';

create table job_runners (
  id text not null,
  seen_at timestamp with time zone not null default now(),
  constraint job_runners_pkey PRIMARY KEY (id)
);
comment on table job_runners is 'Runners of jobs that live, each renewed every 15 seconds. One that is not heard of for a minute is taken for dead, and its jobs are taken again. Owned by the platform.';
comment on column job_runners.seen_at is 'When it last said that it lives.';

create table ledger_entries (
  event_id uuid not null,
  kind text not null,
  source_id uuid not null,
  account text not null,
  order_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  made_at timestamp with time zone not null default now(),
  constraint ledger_entries_pkey PRIMARY KEY (event_id, kind, source_id, account),
  constraint ledger_entries_event_id_order_id_fkey FOREIGN KEY (event_id, order_id) REFERENCES orders(event_id, order_id),
  constraint ledger_entries_account_check CHECK ((account = ANY (ARRAY['provider-clearing'::text, 'organiser-payable'::text, 'platform-fees'::text, 'refund-payable'::text, 'disputed'::text]))),
  constraint ledger_entries_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint ledger_entries_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint ledger_entries_kind_check CHECK ((kind = ANY (ARRAY['capture'::text, 'capture-without-sale'::text, 'refund-asked'::text, 'refund-paid'::text, 'refund-returned'::text, 'refund-failed'::text, 'dispute-opened'::text, 'dispute-won'::text, 'dispute-lost'::text])))
);
comment on table ledger_entries is 'Double-entry ledger, append-only. The entries of one kind and source are one transaction: written by one statement, summing to zero, at most once. Owned by payments.';
comment on column ledger_entries.source_id is 'The payment, refund or dispute that moved the money.';
comment on column ledger_entries.account is 'provider-clearing: what the provider holds for us; organiser-payable: owed to organisers; platform-fees: fees earned; refund-payable: owed to buyers; disputed: withheld by the provider.';
comment on column ledger_entries.amount_minor is 'Minor units of the currency; positive is debit, negative is credit.';
CREATE INDEX ledger_entries_of_order ON public.ledger_entries USING btree (event_id, order_id);

create table mails (
  mail_id uuid not null,
  kind text not null,
  account_id uuid,
  data jsonb not null,
  made_at timestamp with time zone not null default now(),
  tries smallint not null default 0,
  sent_at timestamp with time zone,
  given_up_at timestamp with time zone,
  given_up_because text,
  constraint mails_pkey PRIMARY KEY (mail_id),
  constraint mails_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint mails_check CHECK (((sent_at IS NULL) OR (given_up_at IS NULL))),
  constraint mails_check1 CHECK (((given_up_at IS NULL) = (given_up_because IS NULL))),
  constraint mails_given_up_because_check CHECK ((given_up_because = ANY (ARRAY['nothing-to-say'::text, 'refused'::text, 'too-many-tries'::text]))),
  constraint mails_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'order-confirmed'::text, 'order-undone'::text, 'order-refunded'::text]))),
  constraint mails_tries_check CHECK ((tries >= 0))
);
comment on table mails is 'Mail to people, one row for each announcement that is told by mail; written in full only at the moment of sending. Owned by notifications.';
comment on column mails.mail_id is 'The id of the announcement in the outbox, and the Message-ID: hearing it twice makes one mail, and sending it twice shows.';
comment on column mails.account_id is 'Whose it is; null for a code, which may go to somebody who has no account.';
comment on column mails.data is 'Ids of what the mail is about. Never a name, an address or a code.';
CREATE INDEX mails_age ON public.mails USING btree (made_at);
CREATE INDEX mails_of_account ON public.mails USING btree (account_id);
CREATE INDEX mails_unsent ON public.mails USING btree (made_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));

create table manifests (
  hash text not null,
  body bytea not null,
  bytes integer not null,
  places integer not null,
  accessible_places integer not null,
  category_keys text[] not null,
  category_places integer[] not null,
  made_at timestamp with time zone not null default now(),
  constraint manifests_pkey PRIMARY KEY (hash),
  constraint manifests_bytes_check CHECK ((bytes > 0)),
  constraint manifests_category_keys_check CHECK ((cardinality(category_keys) > 0)),
  constraint manifests_check CHECK (((accessible_places >= 0) AND (accessible_places <= places))),
  constraint manifests_check1 CHECK ((cardinality(category_places) = cardinality(category_keys))),
  constraint manifests_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint manifests_places_check CHECK ((places > 0))
);
comment on table manifests is 'Full lists of places, each under the SHA-256 of its canonical JSON; never changed, shared by events.';
comment on column manifests.body is 'Canonical JSON, gzipped; sent as it lies here.';
comment on column manifests.bytes is 'Length of the JSON before compression.';
comment on column manifests.category_keys is 'Categories that have at least one place, in the order of the document.';
comment on column manifests.category_places is 'How many places each of them has, in the same order.';

create table network_allowances (
  event_id uuid not null,
  network text not null,
  places integer not null,
  ceiling integer not null,
  constraint network_allowances_pkey PRIMARY KEY (event_id, network),
  constraint network_allowances_within CHECK (((places >= 1) AND (places <= ceiling)))
) with (fillfactor=80);
comment on table network_allowances is 'Places that a network keeps on an event, held and sold, across accounts; no row for none.';
comment on column network_allowances.ceiling is 'Places at most, as the rule of the event was when the network last took some.';

create table notifications (
  account_id uuid not null,
  notification_id uuid not null,
  kind text not null,
  event_id uuid,
  data jsonb not null,
  made_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notifications_pkey PRIMARY KEY (account_id, notification_id),
  constraint notifications_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint notifications_kind_check CHECK ((kind <> ''::text))
);
comment on table notifications is 'What a person is told in the app, one row for each announcement that concerns them. Owned by notifications.';
comment on column notifications.notification_id is 'The id of the announcement in the outbox: hearing it twice makes one notification, and ids sort by time.';
comment on column notifications.kind is 'One of notificationKinds in the contract.';
comment on column notifications.data is 'What the kind needs to be put into words: ids, amounts, reasons. Never a name or an address.';
CREATE INDEX notifications_age ON public.notifications USING btree (made_at);
CREATE INDEX notifications_unread ON public.notifications USING btree (account_id) WHERE (read_at IS NULL);

create table on_sales (
  event_id uuid not null,
  lobby_opens_at timestamp with time zone not null,
  lobby_closes_at timestamp with time zone not null,
  on_sale_at timestamp with time zone not null,
  people_at_once integer not null,
  people_per_minute integer,
  session_seconds integer not null,
  places_per_person integer,
  proof_of_work boolean not null,
  randomness text not null,
  seed_commitment text,
  set_at timestamp with time zone not null default now(),
  places_per_card integer,
  places_per_network integer,
  network_salt bytea default decode(replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text), 'hex'::text),
  constraint on_sales_pkey PRIMARY KEY (event_id),
  constraint on_sales_check CHECK (((lobby_opens_at < lobby_closes_at) AND (lobby_closes_at < on_sale_at))),
  constraint on_sales_check1 CHECK (((seed_commitment IS NOT NULL) = (randomness = 'seed'::text))),
  constraint on_sales_people_at_once_check CHECK (((people_at_once >= 1) AND (people_at_once <= 1000000))),
  constraint on_sales_people_per_minute_check CHECK (((people_per_minute >= 1) AND (people_per_minute <= 1000000))),
  constraint on_sales_places_per_card_check CHECK (((places_per_card >= 1) AND (places_per_card <= 1000))),
  constraint on_sales_places_per_network_check CHECK (((places_per_network >= 1) AND (places_per_network <= 10000))),
  constraint on_sales_places_per_person_check CHECK (((places_per_person >= 1) AND (places_per_person <= 100))),
  constraint on_sales_randomness_check CHECK ((randomness = ANY (ARRAY['seed'::text, 'drand'::text]))),
  constraint on_sales_seed_commitment_check CHECK ((length(seed_commitment) = 64)),
  constraint on_sales_session_seconds_check CHECK (((session_seconds >= 60) AND (session_seconds <= 3600)))
);
comment on table on_sales is 'What an organiser set for an event with a waiting room. An event without a row has no queue in the way.';
comment on column on_sales.lobby_closes_at is 'Whoever entered before is drawn; whoever comes later follows in order of arrival.';
comment on column on_sales.on_sale_at is 'When people are let in; a later one in the catalogue counts instead.';
comment on column on_sales.people_at_once is 'Sessions at most at one moment.';
comment on column on_sales.people_per_minute is 'Let in at most; null: as many as there is room for.';
comment on column on_sales.session_seconds is 'How long whoever was let in has for choosing and holding.';
comment on column on_sales.places_per_person is 'Lower than the allowance of the event; null: as the event says.';
comment on column on_sales.seed_commitment is 'SHA-256 of the seed that will decide the draw, published from the beginning.';
comment on column on_sales.places_per_card is 'Places that may be paid for with one card, by whatever accounts; null: as many as they like.';
comment on column on_sales.places_per_network is 'Places that may be held and bought from one network, by whatever accounts; null: as many as they like.';
comment on column on_sales.network_salt is 'Goes into the digests of the networks of this event. Forgotten with its people: from then on nobody can say which network a digest stands for.';

create table order_lines (
  event_id uuid not null,
  order_id uuid not null,
  place_no integer not null,
  price_level_id uuid not null,
  face_minor bigint not null,
  fees_minor bigint not null,
  all_in_minor bigint not null,
  constraint order_lines_pkey PRIMARY KEY (event_id, order_id, place_no),
  constraint order_lines_event_id_order_id_fkey FOREIGN KEY (event_id, order_id) REFERENCES orders(event_id, order_id),
  constraint order_lines_check CHECK ((all_in_minor = (face_minor + fees_minor))),
  constraint order_lines_face_minor_check CHECK ((face_minor >= 0)),
  constraint order_lines_fees_minor_check CHECK ((fees_minor >= 0)),
  constraint order_lines_place_no_check CHECK ((place_no >= 0))
);
comment on table order_lines is 'One place of an order and what it cost when it was ordered. Owned by orders.';
comment on column order_lines.place_no is 'Number of the place in the manifest of the event. A late payer may be given another place of the same price level.';
comment on column order_lines.all_in_minor is 'Face value and fees, in minor units of the order''s currency.';

create table orders (
  event_id uuid not null,
  order_id uuid not null,
  buyer_id uuid not null,
  hold_id uuid not null,
  state text not null,
  currency text not null,
  face_minor bigint not null,
  fees_minor bigint not null,
  amount_minor bigint not null,
  places smallint not null,
  pay_by timestamp with time zone not null,
  settle_at timestamp with time zone,
  ended_because text,
  review_because text,
  made_at timestamp with time zone not null default now(),
  authorised_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint orders_pkey PRIMARY KEY (event_id, order_id),
  constraint orders_one_per_hold UNIQUE (event_id, hold_id),
  constraint orders_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES accounts(account_id),
  constraint orders_amount_is_the_sum CHECK ((amount_minor = (face_minor + fees_minor))),
  constraint orders_confirmed_say_when CHECK (((state = 'confirmed'::text) <= (confirmed_at IS NOT NULL))),
  constraint orders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint orders_ended_because_check CHECK ((ended_because = ANY (ARRAY['unpaid'::text, 'cancelled-by-buyer'::text, 'places-gone'::text, 'capture-failed'::text, 'refused-by-provider'::text, 'too-many-for-card'::text]))),
  constraint orders_face_minor_check CHECK ((face_minor >= 0)),
  constraint orders_fees_minor_check CHECK ((fees_minor >= 0)),
  constraint orders_places_check CHECK ((places > 0)),
  constraint orders_review_because_check CHECK ((review_because <> ''::text)),
  constraint orders_say_why_they_are_in_review CHECK (((state = 'review'::text) <= (review_because IS NOT NULL))),
  constraint orders_say_why_they_ended CHECK (
CASE
    WHEN (state = ANY (ARRAY['cancelling'::text, 'expired'::text, 'cancelled'::text, 'capture_failed'::text])) THEN (ended_because IS NOT NULL)
    WHEN (state = ANY (ARRAY['payment_pending'::text, 'authorised'::text, 'confirmed'::text])) THEN (ended_because IS NULL)
    ELSE true
END),
  constraint orders_state_check CHECK ((state = ANY (ARRAY['payment_pending'::text, 'cancelling'::text, 'authorised'::text, 'confirmed'::text, 'expired'::text, 'cancelled'::text, 'capture_failed'::text, 'review'::text, 'refund_pending'::text, 'refund_failed'::text, 'partly_refunded'::text, 'refunded'::text, 'disputed'::text, 'dispute_lost'::text])))
);
comment on table orders is 'A purchase of the places of one hold: from waiting for the money to tickets, or to one of the side roads. Owned by orders.';
comment on column orders.event_id is 'Head of every key here, so that tables can be distributed by event. No foreign key: every sale of an event would lock the same row.';
comment on column orders.hold_id is 'The hold it was made from; one order a hold.';
comment on column orders.state is 'Moves only as orderMoves in contract/src/orders.ts allows; every change is conditional on the state before.';
comment on column orders.face_minor is 'Face values of its lines, in minor units.';
comment on column orders.fees_minor is 'Fees of its lines, in minor units.';
comment on column orders.amount_minor is 'What the buyer pays, all in; 0 for a free order, which has no payment.';
comment on column orders.places is 'How many lines it has.';
comment on column orders.pay_by is 'When it stops taking payment: a little before its hold ends, so that a payment of the last moment still finds its places held.';
comment on column orders.settle_at is 'When to look at it again if nothing else happens; null: nothing is pending. This makes each row its own job.';
comment on column orders.ended_because is 'Why it ends or ended without tickets.';
comment on column orders.review_because is 'What does not fit, when a person must look at it.';
comment on column orders.ended_at is 'When it ended without tickets.';
CREATE INDEX orders_of_buyer ON public.orders USING btree (buyer_id, order_id);
CREATE INDEX orders_to_settle ON public.orders USING btree (settle_at) WHERE (settle_at IS NOT NULL);

create table outbox (
  outbox_id uuid not null,
  kind text not null,
  event_id uuid,
  subject text not null,
  data jsonb not null,
  made_at timestamp with time zone not null default now(),
  taken_at timestamp with time zone,
  attempts integer not null default 0,
  given_up_at timestamp with time zone,
  last_error text,
  constraint outbox_pkey PRIMARY KEY (outbox_id),
  constraint outbox_attempts_check CHECK ((attempts >= 0)),
  constraint outbox_kind_check CHECK ((kind <> ''::text)),
  constraint outbox_subject_check CHECK ((subject <> ''::text))
);
comment on table outbox is 'What happened, written in the transaction in which it happened; taken at least once by each subscriber, in order for one subject.';
comment on column outbox.subject is 'What it is about, e.g. order:<id>; entries of one subject are taken in order.';
comment on column outbox.taken_at is 'When every subscriber had it; null: still to be taken.';
comment on column outbox.given_up_at is 'When it had been refused so often that it was left; null: it was not. An operator sets it going again.';
comment on column outbox.last_error is 'Why a subscriber refused it last.';
CREATE INDEX outbox_event ON public.outbox USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX outbox_given_up ON public.outbox USING btree (outbox_id) WHERE ((given_up_at IS NOT NULL) AND (taken_at IS NULL));
CREATE INDEX outbox_waiting ON public.outbox USING btree (outbox_id) WHERE (taken_at IS NULL);

create table partner_feeds (
  feed_id uuid not null,
  organiser_id uuid not null,
  name text not null,
  key_number integer not null default 1,
  expecting bigint not null default 1,
  told bigint not null default 0,
  working_until timestamp with time zone,
  last_received_at timestamp with time zone,
  made_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  constraint partner_feeds_pkey PRIMARY KEY (feed_id),
  constraint partner_feeds_organiser_id_name_key UNIQUE (organiser_id, name),
  constraint partner_feeds_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint partner_feeds_expecting_check CHECK ((expecting > 0)),
  constraint partner_feeds_key_number_check CHECK ((key_number > 0)),
  constraint partner_feeds_name_check CHECK ((name <> ''::text)),
  constraint partner_feeds_told_check CHECK ((told >= 0))
);
comment on table partner_feeds is 'Partners of an organiser who send films, screens and showtimes, and are told what is left. Their secrets are derived, never stored.';
comment on column partner_feeds.key_number is 'Which secret is theirs; the next one takes its place when they lose it.';
comment on column partner_feeds.expecting is 'Sequence of the next message. All before it were taken.';
comment on column partner_feeds.told is 'Sequence of the last change of availability that can be read.';
comment on column partner_feeds.working_until is 'A node is taking messages until then at most: of two, one waits.';

create table partner_messages (
  feed_id uuid not null,
  sequence bigint not null,
  body text not null,
  received_at timestamp with time zone not null default now(),
  constraint partner_messages_pkey PRIMARY KEY (feed_id, sequence),
  constraint partner_messages_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES partner_feeds(feed_id) ON DELETE CASCADE,
  constraint partner_messages_sequence_check CHECK ((sequence > 0))
);
comment on table partner_messages is 'Messages that came before those in front of them; taken and deleted when the gap is closed. A thousand a feed at most.';

create table partner_refusals (
  feed_id uuid not null,
  sequence bigint not null,
  position integer not null,
  change text not null,
  faults jsonb not null,
  refused_at timestamp with time zone not null default now(),
  constraint partner_refusals_pkey PRIMARY KEY (feed_id, sequence, "position"),
  constraint partner_refusals_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES partner_feeds(feed_id) ON DELETE CASCADE,
  constraint partner_refusals_faults_check CHECK ((jsonb_typeof(faults) = 'array'::text))
);
comment on table partner_refusals is 'Changes that were not taken, with their faults; the latest thousand of a feed.';

create table partner_told (
  feed_id uuid not null,
  event_id uuid not null,
  showtime text not null,
  version bigint not null,
  told bigint not null,
  available integer not null,
  places integer not null,
  bitmap bytea not null,
  told_at timestamp with time zone not null default now(),
  constraint partner_told_pkey PRIMARY KEY (feed_id, event_id),
  constraint partner_told_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES partner_feeds(feed_id) ON DELETE CASCADE,
  constraint partner_told_available_check CHECK ((available >= 0))
);
comment on table partner_told is 'What a partner can read about each showtime: its latest availability, and at which sequence it was told. Nothing older is kept, since the latest says all.';
comment on column partner_told.version is 'Sequence in the log of the event that this is the state of.';
CREATE INDEX partner_told_order ON public.partner_told USING btree (feed_id, told);

create table payments (
  event_id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  provider text not null,
  state text not null,
  currency text not null,
  amount_minor bigint not null,
  captured_minor bigint not null default 0,
  session_key text not null,
  session_id text,
  session_url text,
  intent_id text,
  capture_key text not null,
  capture_until timestamp with time zone,
  void_key text not null,
  seen jsonb,
  seen_at timestamp with time zone,
  made_at timestamp with time zone not null default now(),
  constraint payments_pkey PRIMARY KEY (event_id, payment_id),
  constraint payments_one_per_order UNIQUE (event_id, order_id),
  constraint payments_event_id_order_id_fkey FOREIGN KEY (event_id, order_id) REFERENCES orders(event_id, order_id),
  constraint payments_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payments_capture_key_check CHECK (((length(capture_key) >= 1) AND (length(capture_key) <= 255))),
  constraint payments_captured_minor_check CHECK ((captured_minor >= 0)),
  constraint payments_captured_say_how_much CHECK (((state = 'captured'::text) = (captured_minor > 0))),
  constraint payments_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payments_know_their_object CHECK ((((state <> ALL (ARRAY['open'::text, 'authorised'::text, 'captured'::text])) OR (session_id IS NOT NULL)) AND ((state <> ALL (ARRAY['authorised'::text, 'captured'::text])) OR (intent_id IS NOT NULL)))),
  constraint payments_provider_check CHECK ((provider = 'stripe'::text)),
  constraint payments_session_key_check CHECK (((length(session_key) >= 1) AND (length(session_key) <= 255))),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['starting'::text, 'open'::text, 'authorised'::text, 'captured'::text, 'voided'::text, 'expired'::text, 'failed'::text]))),
  constraint payments_void_key_check CHECK (((length(void_key) >= 1) AND (length(void_key) <= 255)))
);
comment on table payments is 'The payment of an order at a provider: at most one an order, so at most one is ever captured. Owned by payments.';
comment on column payments.state is 'What the provider last said, as paymentMoves in contract/src/orders.ts allows.';
comment on column payments.captured_minor is 'What the provider says it took, in minor units.';
comment on column payments.session_key is 'Idempotency key of the call that opens the session; stored before the call. A new one only after an answered failure.';
comment on column payments.session_url is 'The provider''s page where the buyer pays, while it is open.';
comment on column payments.capture_key is 'Idempotency key of the capture; the same for every try whose outcome is not known.';
comment on column payments.capture_until is 'Until when a failing capture is tried again; set when it first failed.';
comment on column payments.void_key is 'Idempotency key of the call that gives an authorisation back.';
comment on column payments.seen is 'The provider''s object in short, as it was last read, for a person who looks into it.';
comment on column payments.seen_at is 'When the provider was last asked.';
CREATE INDEX payments_of_intent ON public.payments USING btree (intent_id) WHERE (intent_id IS NOT NULL);

create table performers (
  performer_id uuid not null,
  organiser_id uuid not null,
  name text not null,
  kind text not null,
  genres text[] not null default '{}'::text[],
  description text,
  source text,
  source_id text,
  source_digest bytea,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint performers_pkey PRIMARY KEY (performer_id),
  constraint performers_organiser_id_source_source_id_key UNIQUE (organiser_id, source, source_id),
  constraint performers_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint performers_check CHECK ((((source IS NULL) = (source_id IS NULL)) AND ((source IS NULL) = (source_digest IS NULL)))),
  constraint performers_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'group'::text, 'team'::text]))),
  constraint performers_name_check CHECK ((name <> ''::text))
);
comment on table performers is 'Who appears: artists, ensembles, teams. Anybody may see and name a performer; only its organiser changes it.';
CREATE INDEX performers_name ON public.performers USING gin (search_fold(name) gin_trgm_ops);
CREATE INDEX performers_order ON public.performers USING btree (search_fold(name), performer_id);

create table presale_codes (
  event_id uuid not null,
  code_hash bytea not null,
  presale_id uuid not null,
  people_max integer not null,
  people integer not null default 0,
  made_at timestamp with time zone not null default now(),
  constraint presale_codes_pkey PRIMARY KEY (event_id, code_hash),
  constraint presale_codes_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id) ON DELETE CASCADE,
  constraint presale_codes_presale_id_fkey FOREIGN KEY (presale_id) REFERENCES presales(presale_id) ON DELETE CASCADE,
  constraint presale_codes_code_hash_check CHECK ((octet_length(code_hash) = 32)),
  constraint presale_codes_people_max_check CHECK ((people_max > 0)),
  constraint presale_codes_within CHECK (((people >= 0) AND (people <= people_max)))
);
comment on table presale_codes is 'Codes of presales, as keyed digests: a copy of the database opens no presale.';
comment on column presale_codes.people_max is 'How many people may use the code; each as far as their allowance goes.';
comment on column presale_codes.people is 'How many people have used it: the number of its rows in presale_uses.';
CREATE INDEX presale_codes_presale ON public.presale_codes USING btree (presale_id);

create table presale_uses (
  event_id uuid not null,
  code_hash bytea not null,
  account_id uuid not null,
  used_at timestamp with time zone not null default now(),
  constraint presale_uses_pkey PRIMARY KEY (event_id, code_hash, account_id),
  constraint presale_uses_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint presale_uses_event_id_code_hash_fkey FOREIGN KEY (event_id, code_hash) REFERENCES presale_codes(event_id, code_hash) ON DELETE CASCADE
);
comment on table presale_uses is 'Who has used which code. A use belongs to a person for good, so that a hold that is repeated, lost or given back costs no second one.';
CREATE INDEX presale_uses_account ON public.presale_uses USING btree (account_id);

create table presales (
  presale_id uuid not null,
  event_id uuid not null,
  name text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  allowance integer,
  made_at timestamp with time zone not null default now(),
  constraint presales_pkey PRIMARY KEY (presale_id),
  constraint presales_event_id_name_key UNIQUE (event_id, name),
  constraint presales_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id) ON DELETE CASCADE,
  constraint presales_allowance_check CHECK (((allowance >= 1) AND (allowance <= 10))),
  constraint presales_check CHECK ((ends_at > starts_at)),
  constraint presales_name_check CHECK ((name <> ''::text))
);
comment on table presales is 'Windows in which holders of a code may hold places before the sale opens to everybody.';
comment on column presales.allowance is 'Tickets at most for one person while it is a presale; null: as the event says.';

create table price_levels (
  event_id uuid not null,
  price_level_id uuid not null,
  name text not null,
  position integer not null,
  category_keys text[] not null,
  face_minor bigint not null,
  fees_minor bigint not null,
  all_in_minor bigint not null,
  currency text not null,
  constraint price_levels_pkey PRIMARY KEY (event_id, price_level_id),
  constraint price_levels_event_id_name_key UNIQUE (event_id, name),
  constraint price_levels_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id) ON DELETE CASCADE,
  constraint price_levels_category_keys_check CHECK ((cardinality(category_keys) > 0)),
  constraint price_levels_check CHECK ((all_in_minor = (face_minor + fees_minor))),
  constraint price_levels_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint price_levels_face_minor_check CHECK ((face_minor >= 0)),
  constraint price_levels_fees_minor_check CHECK ((fees_minor >= 0)),
  constraint price_levels_name_check CHECK ((name <> ''::text)),
  constraint price_levels_position_check CHECK (("position" >= 0))
);
comment on table price_levels is 'What places cost. Each category of the manifest belongs to exactly one price level of the event.';
comment on column price_levels.category_keys is 'Categories of the manifest that are sold at this price.';
comment on column price_levels.all_in_minor is 'What the buyer pays: face value and fees, in minor units.';

create table queue_changes (
  event_id uuid not null,
  change_id uuid not null,
  at timestamp with time zone not null default now(),
  account_id uuid,
  change jsonb not null,
  constraint queue_changes_pkey PRIMARY KEY (event_id, change_id),
  constraint queue_changes_change_check CHECK (((jsonb_typeof(change) = 'object'::text) AND (change <> '{}'::jsonb)))
);
comment on table queue_changes is 'What was changed at a waiting room: its settings, pace, pause, message, end. Written with the change itself.';
comment on column queue_changes.change_id is 'UUID version 7: in order of time.';
comment on column queue_changes.account_id is 'Who changed it; null: it came about by itself.';
comment on column queue_changes.change is 'As the contract tells it, without when and by whom.';

create table queue_draws (
  event_id uuid not null,
  announcement text not null,
  announced_at timestamp with time zone not null,
  secret text,
  seed text,
  drawn_at timestamp with time zone,
  constraint queue_draws_pkey PRIMARY KEY (event_id),
  constraint queue_draws_event_id_fkey FOREIGN KEY (event_id) REFERENCES queue_heads(event_id) ON DELETE CASCADE,
  constraint queue_draws_check CHECK ((((secret IS NULL) = (drawn_at IS NULL)) AND ((seed IS NULL) = (drawn_at IS NULL)))),
  constraint queue_draws_secret_check CHECK ((length(secret) = ANY (ARRAY[64, 96]))),
  constraint queue_draws_seed_check CHECK ((length(seed) = 64))
);
comment on table queue_draws is 'The draw of a lobby: announced once, then decided once (docs/draw.md).';
comment on column queue_draws.secret is 'Signature of the beacon, or the seed; null until it may be known.';
comment on column queue_draws.seed is 'Of the order, from announcement and secret: kept, since working it out may take its time.';

create table queue_entries (
  event_id uuid not null,
  account_id uuid not null,
  entry_id uuid not null,
  nonce bytea not null,
  commitment bytea,
  number bigint,
  entered_at timestamp with time zone not null default now(),
  constraint queue_entries_pkey PRIMARY KEY (event_id, account_id),
  constraint queue_entries_check CHECK (((commitment IS NULL) = (number IS NOT NULL))),
  constraint queue_entries_commitment_check CHECK ((length(commitment) = 32)),
  constraint queue_entries_nonce_check CHECK (((length(nonce) >= 16) AND (length(nonce) <= 32))),
  constraint queue_entries_number_check CHECK ((number > 0))
);
comment on table queue_entries is 'Who entered a waiting room: one row for an account, however often and from wherever it enters.';
comment on column queue_entries.nonce is 'By the entrant; part of what the draw commits to.';
comment on column queue_entries.commitment is 'Of whoever is drawn; null for those who came later.';
comment on column queue_entries.number is 'Of whoever came after the lobby closed; the draw numbers the others.';
CREATE UNIQUE INDEX queue_entries_number ON public.queue_entries USING btree (event_id, number) WHERE (number IS NOT NULL);

create table queue_heads (
  event_id uuid not null,
  lobby integer not null default 0,
  closed_at timestamp with time zone,
  arrivals bigint not null default 0,
  watermark bigint not null default 0,
  credit double precision not null default 0,
  capacity double precision not null default 200,
  pressed_at timestamp with time zone,
  stepped_at timestamp with time zone,
  paused_at timestamp with time zone,
  message text,
  ended_at timestamp with time zone,
  forgotten_at timestamp with time zone,
  held_back_until timestamp with time zone,
  constraint queue_heads_pkey PRIMARY KEY (event_id),
  constraint queue_heads_event_id_fkey FOREIGN KEY (event_id) REFERENCES on_sales(event_id) ON DELETE CASCADE,
  constraint queue_heads_arrivals_check CHECK ((arrivals >= 0)),
  constraint queue_heads_capacity_check CHECK ((capacity > (0)::double precision)),
  constraint queue_heads_check CHECK (((arrivals = 0) OR (closed_at IS NOT NULL))),
  constraint queue_heads_check1 CHECK ((watermark <= (lobby + arrivals))),
  constraint queue_heads_lobby_check CHECK ((lobby >= 0)),
  constraint queue_heads_message_check CHECK (((length(message) >= 1) AND (length(message) <= 500))),
  constraint queue_heads_watermark_check CHECK ((watermark >= 0))
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);
comment on table queue_heads is 'One row for each waiting room: how many came, and how far people are let in.';
comment on column queue_heads.lobby is 'Entries before the lobby closed: numbers 1 to lobby are theirs, in the order of the draw.';
comment on column queue_heads.arrivals is 'Entries since: numbers from lobby + 1 on.';
comment on column queue_heads.watermark is 'Whoever has this number or a lower one may go in. Never goes back.';
comment on column queue_heads.credit is 'Part of a person left over from the last step, so that a pace of 100 a minute is one.';
comment on column queue_heads.capacity is 'People a second that the installation was last seen to bear.';
comment on column queue_heads.pressed_at is 'When a node last could not keep up.';
comment on column queue_heads.ended_at is 'Since when nobody needs a pass any more.';
comment on column queue_heads.forgotten_at is 'Since when nobody knows any more who was in it; its draw stays.';
comment on column queue_heads.held_back_until is 'Nobody is let in before, since a node has more to do than it can and says so each second: five seconds from when it last did. So a node that dies cannot leave it so.';

create table queue_networks (
  event_id uuid not null,
  network bytea not null,
  entries integer not null,
  constraint queue_networks_pkey PRIMARY KEY (event_id, network)
);
comment on table queue_networks is 'How many entered from one network, as a keyed digest: the more, the more work a further entry takes.';

create table queue_refusals (
  event_id uuid not null,
  reason text not null,
  count bigint not null,
  constraint queue_refusals_pkey PRIMARY KEY (event_id, reason)
);
comment on table queue_refusals is 'How often people were refused, by reason: for the organiser to see.';

create table queue_sessions (
  event_id uuid not null,
  account_id uuid not null,
  number bigint not null,
  opened_at timestamp with time zone not null default now(),
  ends_at timestamp with time zone not null,
  visits integer not null default 1,
  passes integer not null default 1,
  unpaid integer not null default 0,
  hold_id uuid not null,
  constraint queue_sessions_pkey PRIMARY KEY (event_id, account_id),
  constraint queue_sessions_passes_check CHECK ((passes >= 1)),
  constraint queue_sessions_unpaid_check CHECK ((unpaid >= 0)),
  constraint queue_sessions_visits_check CHECK ((visits >= 1))
);
comment on table queue_sessions is 'Who was let in: the time that they have, and the hold that their pass is good for.';
comment on column queue_sessions.visits is 'How often this account was let in.';
comment on column queue_sessions.passes is 'Passes of this visit: one after another, each for one hold.';
comment on column queue_sessions.unpaid is 'Visits that ended with a hold left unpaid: the pause before the next one grows with them.';
comment on column queue_sessions.hold_id is 'The one hold that the current pass lets be made. Since a hold is made once, so is the pass used once.';
CREATE INDEX queue_sessions_open ON public.queue_sessions USING btree (event_id, ends_at);
CREATE UNIQUE INDEX queue_sessions_hold ON public.queue_sessions USING btree (event_id, hold_id);

create table queue_spent_proofs (
  digest bytea not null,
  expires_at timestamp with time zone not null,
  constraint queue_spent_proofs_pkey PRIMARY KEY (digest)
);
comment on table queue_spent_proofs is 'Proofs of work that were used, until they are over.';
CREATE INDEX queue_spent_proofs_expires ON public.queue_spent_proofs USING btree (expires_at);

create table queue_steps (
  event_id uuid not null,
  at timestamp with time zone not null,
  watermark bigint not null,
  constraint queue_steps_pkey PRIMARY KEY (event_id, at)
);
comment on table queue_steps is 'How the watermark went: what the estimates are made of.';

create unlogged table rate_limits (
  bucket text not null,
  subject bytea not null,
  empty_at timestamp with time zone not null,
  constraint rate_limits_pkey PRIMARY KEY (bucket, subject)
);
comment on table rate_limits is 'Leaky buckets shared by all processes. Unlogged: a crash empties them, which costs a guesser a few tries and nobody a seat.';
comment on column rate_limits.subject is 'Keyed digest of the account or network that is limited: the table names nobody.';
comment on column rate_limits.empty_at is 'When the bucket will have drained; the fuller it is, the further away.';
CREATE INDEX rate_limits_empty ON public.rate_limits USING btree (empty_at);

create table refresh_tokens (
  token_hash bytea not null,
  session_id uuid not null,
  made_at timestamp with time zone not null default now(),
  used_at timestamp with time zone,
  constraint refresh_tokens_pkey PRIMARY KEY (token_hash),
  constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(session_id) ON DELETE CASCADE,
  constraint refresh_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
comment on table refresh_tokens is 'SHA-256 of every refresh token of a session. Used ones stay: meeting one again means that two parties hold it.';
CREATE INDEX refresh_tokens_of_session ON public.refresh_tokens USING btree (session_id);
CREATE UNIQUE INDEX refresh_tokens_one_live ON public.refresh_tokens USING btree (session_id) WHERE (used_at IS NULL);

create table refunds (
  event_id uuid not null,
  refund_id uuid not null,
  order_id uuid not null,
  payment_id uuid not null,
  state text not null,
  currency text not null,
  amount_minor bigint not null,
  fees_minor bigint not null,
  reason text not null,
  asked_by uuid,
  places integer[] not null,
  places_returned_at timestamp with time zone,
  refund_key text not null,
  provider_refund_id text,
  failed_because text,
  made_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint refunds_pkey PRIMARY KEY (event_id, refund_id),
  constraint refunds_once_at_the_provider UNIQUE (event_id, provider_refund_id),
  constraint refunds_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES accounts(account_id),
  constraint refunds_event_id_payment_id_fkey FOREIGN KEY (event_id, payment_id) REFERENCES payments(event_id, payment_id),
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_check CHECK (((fees_minor >= 0) AND (fees_minor <= amount_minor))),
  constraint refunds_check1 CHECK (((state <> ALL (ARRAY['pending'::text, 'succeeded'::text])) OR (provider_refund_id IS NOT NULL))),
  constraint refunds_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint refunds_reason_check CHECK ((reason <> ''::text)),
  constraint refunds_refund_key_check CHECK (((length(refund_key) >= 1) AND (length(refund_key) <= 255))),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'pending'::text, 'succeeded'::text, 'failed'::text])))
);
comment on table refunds is 'Money on its way back to a buyer. Owned by payments.';
comment on column refunds.state is 'Moves only as refundMoves in contract/src/orders.ts allows.';
comment on column refunds.fees_minor is 'Which part of the amount are fees given back.';
comment on column refunds.asked_by is 'Who asked for it; null: Foyer itself, or somebody at the provider.';
comment on column refunds.places is 'Places whose tickets were revoked with it and which go back on sale.';
comment on column refunds.places_returned_at is 'When the inventory had them back; null with places: still to be done.';
comment on column refunds.refund_key is 'Idempotency key of the call; stored before it.';
CREATE INDEX refunds_of_order ON public.refunds USING btree (event_id, order_id);

create table rehearsals (
  rehearsal_id uuid not null,
  nonce text not null,
  event_id uuid,
  people integer not null,
  begun_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint rehearsals_pkey PRIMARY KEY (rehearsal_id),
  constraint rehearsals_event_id_key UNIQUE (event_id),
  constraint rehearsals_nonce_check CHECK ((length(nonce) >= 32)),
  constraint rehearsals_people_check CHECK (((people >= 1) AND (people <= 1000000)))
);
comment on table rehearsals is 'Synthetic on-sales against this installation. One row while a rehearsal goes on, and a day longer, so that what comes late can be removed too.';
comment on column rehearsals.rehearsal_id is 'All but its last eight digits begin the ids of the accounts that take part.';
comment on column rehearsals.nonce is 'What the installation must answer, to show that it reads this very database.';
comment on column rehearsals.event_id is 'The event that is sold; null until it is there.';
comment on column rehearsals.removed_at is 'When all that belonged to it was removed.';

create table sale_log_bundles (
  event_id uuid not null,
  bundle bigint not null,
  leaves integer not null,
  body bytea not null,
  constraint sale_log_bundles_pkey PRIMARY KEY (event_id, bundle),
  constraint sale_log_bundles_bundle_check CHECK ((bundle >= 0)),
  constraint sale_log_bundles_leaves_check CHECK (((leaves >= 1) AND (leaves <= 256)))
);
comment on table sale_log_bundles is 'The leaves, up to 256 in a row, each behind its length in two bytes. The last row grows at its end; nothing else changes.';

create table sale_log_checkpoints (
  event_id uuid not null,
  size bigint not null,
  root bytea not null,
  made_at timestamp with time zone not null default now(),
  constraint sale_log_checkpoints_pkey PRIMARY KEY (event_id, size),
  constraint sale_log_checkpoints_root_check CHECK ((length(root) = 32)),
  constraint sale_log_checkpoints_size_check CHECK ((size > 0))
);
comment on table sale_log_checkpoints is 'Every size of a log that may be signed, with its root. The key allows one root for a size.';

create table sale_log_documents (
  event_id uuid not null,
  digest bytea not null,
  body bytea not null,
  constraint sale_log_documents_pkey PRIMARY KEY (event_id, digest),
  constraint sale_log_documents_check CHECK ((sha256(body) = digest)),
  constraint sale_log_documents_digest_check CHECK ((length(digest) = 32))
);
comment on table sale_log_documents is 'Manifests as they were published, under their SHA-256.';

create table sale_log_sales (
  event_id uuid not null,
  order_id uuid not null,
  hold_id uuid not null,
  leaf bigint not null,
  constraint sale_log_sales_pkey PRIMARY KEY (order_id, event_id),
  constraint sale_log_sales_leaf_check CHECK ((leaf >= 0))
);
comment on table sale_log_sales is 'Where in the log an order is, so that its buyer can be given the proof. Not public.';
CREATE INDEX sale_log_sales_event ON public.sale_log_sales USING btree (event_id);

create table sale_log_tiles (
  event_id uuid not null,
  level smallint not null,
  tile bigint not null,
  hashes bytea not null,
  constraint sale_log_tiles_pkey PRIMARY KEY (event_id, level, tile),
  constraint sale_log_tiles_hashes_check CHECK ((((length(hashes) >= 32) AND (length(hashes) <= 8192)) AND ((length(hashes) % 32) = 0))),
  constraint sale_log_tiles_level_check CHECK (((level >= 0) AND (level <= 7))),
  constraint sale_log_tiles_tile_check CHECK ((tile >= 0))
);
comment on table sale_log_tiles is 'Hashes of the Merkle trees, up to 256 in a row. The last row of a level grows at its end; nothing else changes.';
comment on column sale_log_tiles.level is 'Of tiles: each stands for eight levels of the tree.';

create table sale_logs (
  event_id uuid not null,
  size bigint not null default 0,
  edge bytea not null default '\x'::bytea,
  entries bigint not null default 0,
  version integer not null default 0,
  manifest jsonb,
  blocked jsonb not null default '{"kill": [], "house": []}'::jsonb,
  source text not null default ''::text,
  constraint sale_logs_pkey PRIMARY KEY (event_id),
  constraint sale_logs_check CHECK (((version = 0) = (manifest IS NULL))),
  constraint sale_logs_edge_check CHECK (((length(edge) % 32) = 0)),
  constraint sale_logs_entries_check CHECK ((entries >= 0)),
  constraint sale_logs_size_check CHECK ((size >= 0)),
  constraint sale_logs_version_check CHECK ((version >= 0))
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);
comment on table sale_logs is 'One row for each event with a public log: how far it goes. Locked by whoever appends.';
comment on column sale_logs.size is 'Number of leaves.';
comment on column sale_logs.edge is 'Hashes of the complete subtrees at the right edge of the Merkle tree, from the largest to the smallest.';
comment on column sale_logs.entries is 'Entries of the event log that are in it.';
comment on column sale_logs.version is 'Manifests that were published.';
comment on column sale_logs.manifest is 'What the last one said: digest of its document, counts by price level.';
comment on column sale_logs.blocked is 'Places that are kept off sale after those entries, as runs of first and count.';
comment on column sale_logs.source is 'What the catalogue said last that its facts are known by; another text means that they may have changed.';

create table sale_outages (
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  holds integer not null,
  noted_at timestamp with time zone not null default now(),
  constraint sale_outages_pkey PRIMARY KEY (began_at),
  constraint sale_outages_check CHECK ((ended_at > began_at)),
  constraint sale_outages_holds_check CHECK ((holds >= 0))
);
comment on table sale_outages is 'Times in which the sale could not be served, by which every hold that was live was made longer, in the same transaction.';
comment on column sale_outages.began_at is 'When the clocks of holds stood still: four seconds after the sale was last served.';
comment on column sale_outages.holds is 'How many holds were made longer.';

create table sale_watch (
  one boolean not null default true,
  served_at timestamp with time zone not null default now(),
  constraint sale_watch_pkey PRIMARY KEY (one),
  constraint sale_watch_one_check CHECK (one)
) with (fillfactor=20, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);
comment on table sale_watch is 'One row: when a node that serves the sale last said so, each second. None before the first.';

create table schema_migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table search_words (
  word text not null,
  constraint search_words_pkey PRIMARY KEY (word),
  constraint search_words_word_check CHECK ((word <> ''::text))
);
comment on table search_words is 'Every word that ever stood in a search document: misspelt words of a query are put right by the nearest of these. Words are only ever added.';
CREATE INDEX search_words_near ON public.search_words USING gin (word gin_trgm_ops);
CREATE INDEX search_words_shape ON public.search_words USING btree ("left"(word, 1), length(word));

create table seating_plans (
  seating_plan_id uuid not null,
  organiser_id uuid not null,
  hall_id uuid not null,
  name text not null,
  manifest_hash text not null,
  source text,
  source_id text,
  source_digest bytea,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint seating_plans_pkey PRIMARY KEY (seating_plan_id),
  constraint seating_plans_hall_id_name_key UNIQUE (hall_id, name),
  constraint seating_plans_organiser_id_source_source_id_key UNIQUE (organiser_id, source, source_id),
  constraint seating_plans_hall_id_fkey FOREIGN KEY (hall_id) REFERENCES halls(hall_id),
  constraint seating_plans_manifest_hash_fkey FOREIGN KEY (manifest_hash) REFERENCES manifests(hash),
  constraint seating_plans_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint seating_plans_check CHECK ((((source IS NULL) = (source_id IS NULL)) AND ((source IS NULL) = (source_digest IS NULL)))),
  constraint seating_plans_name_check CHECK ((name <> ''::text))
);
comment on table seating_plans is 'Ways to seat a hall, by name; an event takes the manifest of one, and keeps it when the plan moves on.';

create table sessions (
  session_id uuid not null,
  account_id uuid not null,
  device text not null,
  network bytea not null,
  carrier text not null,
  started_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  constraint sessions_pkey PRIMARY KEY (session_id),
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint sessions_carrier_check CHECK ((carrier = ANY (ARRAY['answer'::text, 'cookie'::text]))),
  constraint sessions_check CHECK (((ended_at IS NULL) = (ended_because IS NULL))),
  constraint sessions_check1 CHECK ((expires_at > started_at)),
  constraint sessions_ended_because_check CHECK ((ended_because = ANY (ARRAY['signed-out'::text, 'signed-out-everywhere'::text, 'password-changed'::text, 'token-reused'::text, 'too-many'::text, 'address-proved'::text, 'account-deleted'::text])))
);
comment on table sessions is 'A sign-in on one device, and the family of refresh tokens that descend from it.';
comment on column sessions.device is 'What the client calls itself (User-Agent), so that a person knows their devices.';
comment on column sessions.network is 'Keyed digest of the address signed in from: tells a known network from a strange one without naming it.';
comment on column sessions.carrier is 'How its refresh tokens travel: in answers and bodies, or in a cookie that no script reads. One does not pass for the other.';
comment on column sessions.expires_at is 'When the session is over; each refresh moves it on, up to a limit from its start.';
CREATE INDEX sessions_ended ON public.sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX sessions_expiring ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_networks ON public.sessions USING btree (account_id, network, started_at);
CREATE INDEX sessions_open ON public.sessions USING btree (account_id) WHERE (ended_at IS NULL);

create table show_performers (
  show_id uuid not null,
  performer_id uuid not null,
  billing integer not null,
  role text,
  constraint show_performers_pkey PRIMARY KEY (show_id, performer_id),
  constraint show_performers_performer_id_fkey FOREIGN KEY (performer_id) REFERENCES performers(performer_id),
  constraint show_performers_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(show_id) ON DELETE CASCADE,
  constraint show_performers_billing_check CHECK ((billing >= 0))
);
comment on table show_performers is 'Who appears in every event of a show; billing 0 heads the bill.';
CREATE INDEX show_performers_performer ON public.show_performers USING btree (performer_id);

create table shows (
  show_id uuid not null,
  organiser_id uuid not null,
  kind text not null,
  title text not null,
  description text,
  genres text[] not null default '{}'::text[],
  cast_names text[] not null default '{}'::text[],
  directors text[] not null default '{}'::text[],
  rating text,
  runtime_minutes integer,
  trailer_url text,
  language text,
  source text,
  source_id text,
  source_digest bytea,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint shows_pkey PRIMARY KEY (show_id),
  constraint shows_organiser_id_source_source_id_key UNIQUE (organiser_id, source, source_id),
  constraint shows_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint shows_check CHECK ((((source IS NULL) = (source_id IS NULL)) AND ((source IS NULL) = (source_digest IS NULL)))),
  constraint shows_kind_check CHECK ((kind = ANY (ARRAY['concert'::text, 'classical'::text, 'festival'::text, 'sport'::text, 'theatre'::text, 'comedy'::text, 'film'::text, 'family'::text, 'other'::text]))),
  constraint shows_runtime_minutes_check CHECK (((runtime_minutes >= 1) AND (runtime_minutes <= 10000))),
  constraint shows_title_check CHECK ((title <> ''::text))
);
comment on table shows is 'What is presented: a film, a tour, a play, a fixture. Public once one of its events is.';
comment on column shows.rating is 'Age rating as its board words it, e.g. 12A.';
comment on column shows.language is 'BCP 47 tag of the language spoken.';
CREATE INDEX shows_order ON public.shows USING btree (search_fold(title), show_id);
CREATE INDEX shows_title ON public.shows USING gin (search_fold(title) gin_trgm_ops);

create table suggestion_keys (
  key text not null,
  kind text not null,
  ref text not null,
  place smallint not null,
  constraint suggestion_keys_pkey PRIMARY KEY (key, kind, ref),
  constraint suggestion_keys_kind_ref_fkey FOREIGN KEY (kind, ref) REFERENCES suggestions(kind, ref) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint suggestion_keys_key_check CHECK ((key <> ''::text)),
  constraint suggestion_keys_place_check CHECK ((place >= 0))
);
comment on table suggestion_keys is 'Each suggestion under its name from every word on, as search_text writes it: what is typed is the beginning of one.';
comment on column suggestion_keys.place is 'Number of words left out before it; 0 is the whole name.';
CREATE INDEX suggestion_keys_of ON public.suggestion_keys USING btree (kind, ref);

create table suggestions (
  kind text not null,
  ref text not null,
  name text not null,
  detail text,
  until timestamp with time zone not null,
  events integer not null,
  weighed_at timestamp with time zone not null default now(),
  constraint suggestions_pkey PRIMARY KEY (kind, ref),
  constraint suggestions_events_check CHECK ((events >= 0)),
  constraint suggestions_kind_check CHECK ((kind = ANY (ARRAY['event'::text, 'show'::text, 'performer'::text, 'venue'::text, 'city'::text])))
);
comment on table suggestions is 'Names that may be meant while somebody types. Written with the events they stand for; counted anew once an hour.';
comment on column suggestions.ref is 'Id of what is named; of a city its key and country.';
comment on column suggestions.detail is 'What tells it from others of the name: the city of a venue, the country of a city, the kind of a show.';
comment on column suggestions.until is 'Start of the last of its events: from then on it is suggested no more.';
comment on column suggestions.events is 'About how many events are ahead: the more, the earlier it is suggested.';

create table tickets (
  event_id uuid not null,
  ticket_id uuid not null,
  order_id uuid not null,
  place_no integer not null,
  holder_account_id uuid not null,
  holder_name text not null,
  state text not null,
  key_number smallint not null,
  issued_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  revoked_because text,
  constraint tickets_pkey PRIMARY KEY (event_id, ticket_id),
  constraint tickets_event_id_order_id_place_no_fkey FOREIGN KEY (event_id, order_id, place_no) REFERENCES order_lines(event_id, order_id, place_no),
  constraint tickets_holder_account_id_fkey FOREIGN KEY (holder_account_id) REFERENCES accounts(account_id),
  constraint tickets_holder_name_check CHECK ((length(holder_name) <= 200)),
  constraint tickets_key_number_check CHECK (((key_number >= 1) AND (key_number <= 255))),
  constraint tickets_revoked_because_check CHECK ((revoked_because = ANY (ARRAY['refunded'::text, 'cancelled'::text, 'disputed'::text]))),
  constraint tickets_revoked_say_when_and_why CHECK ((((state = 'revoked'::text) = (revoked_at IS NOT NULL)) AND ((state = 'revoked'::text) = (revoked_because IS NOT NULL)))),
  constraint tickets_state_check CHECK ((state = ANY (ARRAY['issued'::text, 'revoked'::text])))
);
comment on table tickets is 'The right of one holder to one place. Its code is not here: it is signed anew whenever it is read, with a key that the database does not hold. Owned by tickets.';
comment on column tickets.event_id is 'Head of every key here, so that tables can be distributed by event.';
comment on column tickets.place_no is 'Number of the place in the manifest of the event.';
comment on column tickets.holder_account_id is 'Whose it is now; the order knows who bought it.';
comment on column tickets.holder_name is 'As printed. Empty once the holder deleted their account.';
comment on column tickets.state is 'Moves only as ticketMoves in contract/src/tickets.ts allows. Only an issued ticket admits.';
comment on column tickets.key_number is 'Which of the event''s keys signs its code, so that rotating keys leaves tickets that are out valid.';
CREATE INDEX tickets_of_holder ON public.tickets USING btree (holder_account_id, ticket_id);
CREATE INDEX tickets_of_order ON public.tickets USING btree (event_id, order_id);
CREATE UNIQUE INDEX tickets_one_live_per_place ON public.tickets USING btree (event_id, place_no) WHERE (state = 'issued'::text);

create table town_names (
  name_key text not null,
  town_id integer not null,
  population bigint not null,
  is_main boolean not null,
  constraint town_names_pkey PRIMARY KEY (name_key, town_id),
  constraint town_names_name_key_check CHECK ((name_key <> ''::text))
);
comment on table town_names is 'Names of towns in many languages and scripts, as search_text writes them. Written with the towns, all at once, so that no key between them is checked row by row.';
comment on column town_names.population is 'Of the town: the larger, the likelier it is meant.';
comment on column town_names.is_main is 'Whether the town is shown by this name, or by it without its accents.';
CREATE INDEX town_names_large ON public.town_names USING btree (name_key) WHERE (population >= 100000);
CREATE INDEX town_names_town ON public.town_names USING btree (town_id);

create table towns (
  town_id integer not null,
  name text not null,
  country text not null,
  region text,
  time_zone text not null,
  population bigint not null,
  latitude double precision not null,
  longitude double precision not null,
  constraint towns_pkey PRIMARY KEY (town_id),
  constraint towns_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint towns_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint towns_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint towns_name_check CHECK ((name <> ''::text)),
  constraint towns_population_check CHECK ((population >= 0))
);
comment on table towns is 'Towns of the world, from GeoNames (CC BY 4.0): what "near Dallas" and a point on the map mean. Loaded once, read only.';
comment on column towns.town_id is 'Id in GeoNames.';
comment on column towns.region is 'Code of the first administrative division in GeoNames, e.g. TX.';
CREATE INDEX towns_latitude ON public.towns USING btree (latitude);

create table unpaid_holds (
  event_id uuid not null,
  account_id uuid not null,
  holds integer not null,
  last_at timestamp with time zone not null,
  constraint unpaid_holds_pkey PRIMARY KEY (event_id, account_id),
  constraint unpaid_holds_holds_check CHECK ((holds > 0))
);
comment on table unpaid_holds is 'Accounts that let holds of an event end unpaid: part of the fold of its log, written with the entry that changes it. Kept for a day after the last.';
comment on column unpaid_holds.holds is 'Of them that count: since the last day on which none did.';
comment on column unpaid_holds.last_at is 'When the last of them ended.';

create table venues (
  venue_id uuid not null,
  organiser_id uuid not null,
  name text not null,
  street text,
  additional text,
  city text not null,
  state text,
  country text not null,
  postal_code text,
  latitude double precision,
  longitude double precision,
  location cube generated always as (globe_point(latitude, longitude)) stored,
  time_zone text not null,
  currency text not null,
  transport text,
  accessibility text,
  source text,
  source_id text,
  source_digest bytea,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  rehearsal_id uuid,
  constraint venues_pkey PRIMARY KEY (venue_id),
  constraint venues_organiser_id_source_source_id_key UNIQUE (organiser_id, source, source_id),
  constraint venues_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES accounts(account_id),
  constraint venues_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint venues_check1 CHECK ((((source IS NULL) = (source_id IS NULL)) AND ((source IS NULL) = (source_digest IS NULL)))),
  constraint venues_city_check CHECK ((city <> ''::text)),
  constraint venues_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint venues_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint venues_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint venues_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint venues_name_check CHECK ((name <> ''::text)),
  constraint venues_time_zone_check CHECK ((time_zone <> ''::text))
);
comment on table venues is 'Where events take place. Anybody may see and use a venue; only its organiser changes it.';
comment on column venues.location is 'The point on the globe, for search by radius and nearest first.';
comment on column venues.time_zone is 'IANA name: local days and times of its events are told in it.';
comment on column venues.currency is 'Currency of prices at this venue unless an event says otherwise.';
comment on column venues.transport is 'How to get there, in words.';
comment on column venues.accessibility is 'Step-free ways, lifts, hearing loops and the like, in words.';
comment on column venues.source is 'Feed that it came from, with its id there and the SHA-256 of what was taken; null: entered by hand.';
comment on column venues.rehearsal_id is 'Made for a rehearsal: in no list.';
CREATE INDEX venues_city ON public.venues USING btree (search_fold(city), venue_id);
CREATE INDEX venues_country ON public.venues USING btree (country, search_fold(name), venue_id);
CREATE INDEX venues_location ON public.venues USING gist (location);
CREATE INDEX venues_name ON public.venues USING gin (search_fold(name) gin_trgm_ops);
CREATE INDEX venues_order ON public.venues USING btree (search_fold(name), venue_id);

create table webhook_inbox (
  provider text not null,
  provider_event_id text not null,
  kind text not null,
  about text not null,
  event_id uuid,
  order_id uuid,
  body text not null,
  received_at timestamp with time zone not null default now(),
  worked_at timestamp with time zone,
  outcome text,
  look_at timestamp with time zone not null default (now() + '00:00:05'::interval),
  constraint webhook_inbox_pkey PRIMARY KEY (provider, provider_event_id),
  constraint webhook_inbox_about_check CHECK ((about = ANY (ARRAY['payment'::text, 'money-back'::text, 'other'::text]))),
  constraint webhook_inbox_provider_check CHECK ((provider = 'stripe'::text)),
  constraint webhook_inbox_provider_event_id_check CHECK (((length(provider_event_id) >= 1) AND (length(provider_event_id) <= 255)))
);
comment on table webhook_inbox is 'What providers told us, once each, exactly as received. It is worked on after it is answered; it only ever leads to the order being settled. Owned by payments.';
comment on column webhook_inbox.about is 'Which part of a payment it tells about; other leads to nothing.';
comment on column webhook_inbox.order_id is 'The order that it speaks of; null: none of ours.';
comment on column webhook_inbox.worked_at is 'When the order was settled on its account; null: still to be done.';
comment on column webhook_inbox.outcome is 'In a word what came of it.';
comment on column webhook_inbox.look_at is 'While it waits: when it is taken over, should whoever received it not have worked on it, and after a failure when it is tried again.';
CREATE INDEX webhook_inbox_event ON public.webhook_inbox USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX webhook_inbox_waiting ON public.webhook_inbox USING btree (look_at) WHERE (worked_at IS NULL);
CREATE INDEX webhook_inbox_worked ON public.webhook_inbox USING btree (worked_at) WHERE (worked_at IS NOT NULL);

CREATE OR REPLACE FUNCTION public.commit_batch(in_event uuid, in_seq bigint, in_prev_hash text, in_hash text, in_body text, in_at bigint, in_next_due bigint, new_holds uuid[], new_accounts uuid[], new_places text[], new_digests bigint[], new_expiries bigint[], new_fits text[], new_claims integer, ended_holds uuid[], ended_states hold_state[], ended_claims integer, first_accounts uuid[], first_places integer[], changed_accounts uuid[], places_before integer[], places_after integer[], in_ceiling integer, in_taken integer, in_accessible_taken integer, in_taken_by_category text, others jsonb, OUT outcome text, OUT at_ms bigint, OUT missed json)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  counted integer;
  freed integer;
  updated integer;
  held timestamptz := to_timestamp(in_at::double precision / 1000);
begin
  at_ms := floor(extract(epoch from now()) * 1000);
  update event_heads
     set seq = in_seq + 1, hash = decode(in_hash, 'hex'), next_due_at = to_timestamp(in_next_due::double precision / 1000),
         taken = in_taken, accessible_taken = in_accessible_taken, taken_by_category = in_taken_by_category::jsonb
   where event_id = in_event and seq = in_seq and hash = decode(in_prev_hash, 'hex');
  if not found then
    outcome := 'fenced';
    select json_agg(json_build_array(e.seq, encode(e.hash, 'hex'), e.body)) into missed
      from (select seq, hash, body from event_log where event_id = in_event and seq > in_seq order by seq limit 200) e;
    return;
  end if;
  outcome := 'committed';

  if ended_claims > 0 then
    with ended as (
      update holds h set state = e.state
        from unnest(ended_holds, ended_states) e (hold_id, state)
       where h.event_id = in_event and h.hold_id = e.hold_id and h.state = 'held'
         and (e.state = 'released' or h.expires_at <= now())
      returning h.hold_id, h.places
    ), gone as (
      delete from claims c using ended, unnest(ended.places) place
       where c.event_id = in_event and c.place_no = place and c.hold_id = ended.hold_id
      returning 1
    )
    select (select count(*) from ended), (select count(*) from gone) into counted, freed;
    if counted <> cardinality(ended_holds) then
      raise exception 'of % holds to end, % could', cardinality(ended_holds), counted using errcode = 'FY001';
    end if;
    if freed <> ended_claims then
      raise exception 'of % places to free, % were claimed', ended_claims, freed using errcode = 'FY002';
    end if;
  end if;

  if others is not null then
    perform commit_others(in_event, in_at, others);
  end if;

  if new_claims > 0 then
    with fresh as (
      insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at, fit)
      select in_event, n.hold_id, n.account_id, n.places::integer[], n.digest, 'held', held,
             to_timestamp(n.expires::double precision / 1000), n.fit
        from (select unnest(new_holds) as hold_id, unnest(new_accounts) as account_id, unnest(new_places) as places,
                     unnest(new_digests) as digest, unnest(new_expiries) as expires, unnest(new_fits) as fit) n
      returning hold_id, places
    )
    insert into claims (event_id, place_no, hold_id, state)
    select in_event, unnest(fresh.places), fresh.hold_id, 'held' from fresh;
    get diagnostics counted = row_count;
    if counted <> new_claims then
      raise exception 'of % places to claim, % were listed', new_claims, counted using errcode = 'FY002';
    end if;
  end if;

  if cardinality(changed_accounts) > 0 then
    delete from allowances a
     using unnest(changed_accounts, places_before, places_after) c (account_id, before, after)
     where c.after = 0 and a.event_id = in_event and a.account_id = c.account_id and a.places = c.before;
    get diagnostics counted = row_count;
    update allowances a set places = c.after, ceiling = case when c.after > c.before then in_ceiling else a.ceiling end
      from unnest(changed_accounts, places_before, places_after) c (account_id, before, after)
     where c.after > 0 and a.event_id = in_event and a.account_id = c.account_id and a.places = c.before;
    get diagnostics updated = row_count;
    if counted + updated <> cardinality(changed_accounts) then
      raise exception 'of % allowances to change, % could', cardinality(changed_accounts), counted + updated
        using errcode = 'FY002';
    end if;
  end if;
  if cardinality(first_accounts) > 0 then
    insert into allowances (event_id, account_id, places, ceiling)
    select in_event, unnest(first_accounts), unnest(first_places), in_ceiling;
  end if;

  insert into event_log (event_id, seq, body, prev_hash, hash)
  values (in_event, in_seq + 1, in_body, decode(in_prev_hash, 'hex'), decode(in_hash, 'hex'));
end
$function$;

CREATE OR REPLACE FUNCTION public.commit_networks(in_event uuid, given jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  names text[] := (given ->> 'networks')::text[];
  counted integer;
  changed integer := 0;
begin
  insert into hold_networks (event_id, hold_id, network)
  select in_event, n.hold_id, n.network
    from unnest((given ->> 'holds')::uuid[], (given ->> 'of_holds')::text[]) n (hold_id, network);
  delete from network_allowances a
   using unnest(names, (given ->> 'before')::integer[], (given ->> 'after')::integer[]) c (network, before, after)
   where c.after = 0 and a.event_id = in_event and a.network = c.network and a.places = c.before;
  get diagnostics counted = row_count;
  changed := changed + counted;
  update network_allowances a
     set places = c.after, ceiling = case when c.after > c.before then (given ->> 'ceiling')::integer else a.ceiling end
    from unnest(names, (given ->> 'before')::integer[], (given ->> 'after')::integer[]) c (network, before, after)
   where c.before > 0 and c.after > 0 and a.event_id = in_event and a.network = c.network and a.places = c.before;
  get diagnostics counted = row_count;
  changed := changed + counted;
  insert into network_allowances (event_id, network, places, ceiling)
  select in_event, c.network, c.after, (given ->> 'ceiling')::integer
    from unnest(names, (given ->> 'before')::integer[], (given ->> 'after')::integer[]) c (network, before, after)
   where c.before = 0;
  get diagnostics counted = row_count;
  changed := changed + counted;
  if changed <> cardinality(names) then
    raise exception 'of % networks to count for, % could', cardinality(names), changed using errcode = 'FY002';
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION public.commit_others(in_event uuid, in_at bigint, others jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  one record;
  counted integer;
  changed integer := 0;
  unpaid jsonb := others -> 'unpaid';
begin
  if others ? 'networks' then perform commit_networks(in_event, others -> 'networks'); end if;
  if unpaid is not null then
    insert into unpaid_holds (event_id, account_id, holds, last_at)
    select in_event, u.account_id, u.holds, to_timestamp(u.ends::double precision / 1000)
      from unnest((unpaid ->> 'accounts')::uuid[], (unpaid ->> 'holds')::integer[], (unpaid ->> 'ends')::bigint[])
             u (account_id, holds, ends)
     where u.holds > 0
    on conflict (event_id, account_id) do update set holds = excluded.holds, last_at = excluded.last_at;
    delete from unpaid_holds
     where event_id = in_event
       and account_id in (select u.account_id
                            from unnest((unpaid ->> 'accounts')::uuid[], (unpaid ->> 'holds')::integer[]) u (account_id, holds)
                           where u.holds = 0);
  end if;
  if not others ? 'set' then return; end if;

  for one in select * from jsonb_to_recordset(others -> 'mark') m (hold uuid, places integer[], state claim_state) loop
    update claims c set state = one.state
     where c.event_id = in_event and c.place_no = any(one.places) and c.hold_id = one.hold;
    get diagnostics counted = row_count;
    if counted <> cardinality(one.places) then
      raise exception 'of % places of a hold to mark, % were claimed', cardinality(one.places), counted
        using errcode = 'FY002';
    end if;
  end loop;

  for one in select * from jsonb_to_recordset(others -> 'unclaim') u (place integer, hold uuid) loop
    delete from claims c
     where c.event_id = in_event and c.place_no = one.place and c.hold_id is not distinct from one.hold;
    if found then changed := changed + 1; end if;
  end loop;
  if changed <> jsonb_array_length(others -> 'unclaim') then
    raise exception 'of % places to free, % were claimed', jsonb_array_length(others -> 'unclaim'), changed
      using errcode = 'FY002';
  end if;

  changed := 0;
  for one in
    select * from jsonb_to_recordset(others -> 'set') s (hold uuid, was_state hold_state, was_expires bigint, guard text,
      state hold_state, expires bigint, extended boolean, order_id uuid, places integer[], returned integer[])
  loop
    update holds h
       set state = one.state, expires_at = to_timestamp(one.expires::double precision / 1000), extended = one.extended,
           order_id = one.order_id, places = one.places, returned = one.returned
     where h.event_id = in_event and h.hold_id = one.hold and h.state = one.was_state
       and date_trunc('milliseconds', h.expires_at) = to_timestamp(one.was_expires::double precision / 1000)
       and (one.guard is null or (one.guard = 'live') = (h.expires_at > now()));
    if found then changed := changed + 1; end if;
  end loop;
  if changed <> jsonb_array_length(others -> 'set') then
    raise exception 'of % holds to change, % could', jsonb_array_length(others -> 'set'), changed using errcode = 'FY001';
  end if;

  insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at, extended, order_id,
                     returned, fit)
  select in_event, p.hold, p.account, p.places, p.digest, p.state, to_timestamp(p.held::double precision / 1000),
         to_timestamp(p.expires::double precision / 1000), p.extended, p.order_id, p.returned, p.fit
    from jsonb_to_recordset(others -> 'put') p (hold uuid, account uuid, places integer[], digest bigint, state hold_state,
         held bigint, expires bigint, extended boolean, order_id uuid, returned integer[], fit text);
  insert into claims (event_id, place_no, hold_id, state)
  select in_event, c.place, c.hold, c.state
    from jsonb_to_recordset(others -> 'claim') c (place integer, hold uuid, state claim_state);
end
$function$;

CREATE OR REPLACE FUNCTION public.count_for_card(in_event uuid, in_order uuid, in_card bytea, in_places integer, in_ceiling integer)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  insert into card_places (event_id, card, places, ceiling) values (in_event, in_card, 0, in_ceiling)
  on conflict do nothing;
  perform from card_places where event_id = in_event and card = in_card for update;
  if exists (select from card_orders where event_id = in_event and order_id = in_order) then return true; end if;
  update card_places set places = places + in_places, ceiling = in_ceiling
   where event_id = in_event and card = in_card and places + in_places <= in_ceiling;
  if not found then return false; end if;
  insert into card_orders (event_id, order_id, card, places) values (in_event, in_order, in_card, in_places);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.enter_queue(in_event uuid, in_accounts uuid[], in_entries uuid[], in_nonces text[], in_commitments text[], in_networks text[], in_proofs text[], in_proofs_until timestamp with time zone[])
 RETURNS TABLE(account_id uuid, entry_id uuid, nonce bytea, number bigint, outcome text)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
declare
  head queue_heads;
  plan on_sales;
  fresh uuid[];
begin
  select * into head from queue_heads h where h.event_id = in_event for update;
  select * into plan from on_sales o where o.event_id = in_event;
  if head.event_id is null or head.ended_at is not null then
    return query select a, null::uuid, null::bytea, null::bigint, 'no-queue' from unnest(in_accounts) a;
    return;
  end if;
  if now() < plan.lobby_opens_at then
    return query select a, null::uuid, null::bytea, null::bigint, 'not-open' from unnest(in_accounts) a;
    return;
  end if;
  if head.closed_at is null and now() >= plan.lobby_closes_at then
    update queue_heads h set closed_at = now() where h.event_id = in_event returning h.* into head;
  end if;

  return query
    select e.account_id, e.entry_id, e.nonce, e.number, 'known'
      from queue_entries e where e.event_id = in_event and e.account_id = any(in_accounts);

  with asked as (
    select account, decode(hex, 'hex') as proof, proof_until
      from unnest(in_accounts, in_proofs, in_proofs_until) asked (account, hex, proof_until)
     where not exists (select 1 from queue_entries e where e.event_id = in_event and e.account_id = account)
  ), spent as (
    insert into queue_spent_proofs (digest, expires_at) select proof, proof_until from asked where proof is not null
    on conflict do nothing returning digest
  )
  select array_agg(account) into fresh from asked where proof is null or proof in (select digest from spent);

  return query
    select a, null::uuid, null::bytea, null::bigint, 'proof-spent' from unnest(in_accounts) a
     where a not in (select unnest(coalesce(fresh, '{}')))
       and not exists (select 1 from queue_entries e where e.event_id = in_event and e.account_id = a);
  if fresh is null then return; end if;

  return query
    insert into queue_entries (event_id, account_id, entry_id, nonce, commitment, number)
    select in_event, asked.account, asked.entry, decode(asked.nonce, 'hex'),
           case when head.closed_at is null then decode(asked.commitment, 'hex') end,
           case when head.closed_at is not null
                then head.lobby + head.arrivals + row_number() over (order by asked.place) end
      from unnest(in_accounts, in_entries, in_nonces, in_commitments)
           with ordinality asked (account, entry, nonce, commitment, place)
     where asked.account in (select unnest(fresh))
    returning queue_entries.account_id, queue_entries.entry_id, queue_entries.nonce, queue_entries.number, 'entered';

  update queue_heads h
     set lobby = h.lobby + case when h.closed_at is null then cardinality(fresh) else 0 end,
         arrivals = h.arrivals + case when h.closed_at is null then 0 else cardinality(fresh) end
   where h.event_id = in_event;
  insert into queue_networks (event_id, network, entries)
  select in_event, decode(network, 'hex'), count(*) from unnest(in_accounts, in_networks) asked (account, network)
   where account in (select unnest(fresh)) group by network
  on conflict (event_id, network) do update set entries = queue_networks.entries + excluded.entries;
end $function$;

CREATE OR REPLACE FUNCTION public.globe_point(latitude double precision, longitude double precision)
 RETURNS cube
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN cube(ARRAY[(((6371008.8)::double precision * cos(radians(latitude))) * cos(radians(longitude))), (((6371008.8)::double precision * cos(radians(latitude))) * sin(radians(longitude))), ((6371008.8)::double precision * sin(radians(latitude)))]);

CREATE OR REPLACE FUNCTION public.ledger_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation', constraint = 'ledger_is_append_only';
end $function$;

CREATE OR REPLACE FUNCTION public.ledger_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from removed left join events on events.event_id = removed.event_id where events.rehearsal_id is null
  ) then
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation', constraint = 'ledger_is_append_only';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.ledger_must_balance()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from added group by event_id, kind, source_id
    having sum(amount_minor) <> 0 or count(distinct currency) <> 1 or count(distinct order_id) <> 1
  ) then
    raise exception 'ledger entries must sum to zero in one currency, for one order'
      using errcode = 'check_violation', constraint = 'ledger_must_balance';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.places_left(keys text[], places integer[], prices bigint[], taken jsonb, lowest bigint, highest bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT COALESCE(sum((category.count - COALESCE(((places_left.taken ->> category.key))::integer, 0))), (0)::bigint) AS "coalesce" FROM UNNEST(places_left.keys, places_left.places, places_left.prices) category(key, count, price) WHERE ((category.price >= COALESCE(places_left.lowest, (0)::bigint)) AND (category.price <= COALESCE(places_left.highest, '9223372036854775807'::bigint))));

CREATE OR REPLACE FUNCTION public.refuse_going_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.watermark < old.watermark then raise exception 'the watermark would go back from % to %', old.watermark, new.watermark; end if;
  if old.closed_at is not null and (new.closed_at is distinct from old.closed_at or new.lobby <> old.lobby) then
    raise exception 'the lobby is closed';
  end if;
  if new.lobby < old.lobby or new.arrivals < old.arrivals then raise exception 'entries are not taken back'; end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rehearsal_mark_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an event is made for a rehearsal, or is not: that never changes'
    using errcode = 'restrict_violation', constraint = 'rehearsal_mark_stays';
end $function$;

CREATE OR REPLACE FUNCTION public.search_fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(unaccent('unaccent'::regdictionary, NORMALIZE(regexp_replace(NORMALIZE(value, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), NFC)));

CREATE OR REPLACE FUNCTION public.search_query(value text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN ((value ~ '[[:alnum:]]'::text) OR (search_fold(value) ~ '[[:alnum:]]'::text)) THEN websearch_to_tsquery('simple'::regconfig, regexp_replace(regexp_replace(regexp_replace(regexp_replace(CASE WHEN (value ~~ '%"%'::text) THEN replace(search_fold(value), ''''::text, ''::text) ELSE regexp_replace(replace(search_fold(value), ''''::text, ''::text), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)'::text, ' "\1" '::text, 'g'::text) END, '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])'::text, ' \1 '::text, 'g'::text), '([^[:space:]"])-'::text, '\1 '::text, 'g'::text), '[^[:alnum:]"-]+'::text, ' '::text, 'g'::text), '-(?!"[[:space:]]*[[:alnum:]]|[[:alnum:]])'::text, ' '::text, 'g'::text)) ELSE ((SELECT COALESCE(string_agg(((''''::text || sign.sign) || ''''::text), ' & '::text), ''::text) AS "coalesce" FROM unnest(search_signs(search_query.value)) sign(sign)))::tsquery END;

CREATE OR REPLACE FUNCTION public.search_signs(value text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (WITH folded AS (SELECT regexp_replace(search_fold(search_signs.value), '["''\\\uFE0E\uFE0F\u200D]'::text, ''::text, 'g'::text) AS text), parted AS (SELECT (folded.text ~ '[[:alnum:]]'::text) AS is_mixed, CASE WHEN (folded.text ~ '[[:alnum:]]'::text) THEN translate(folded.text, '()[]{}'::text, '      '::text) ELSE folded.text END AS text FROM folded) SELECT COALESCE(array_agg("left"(sign.sign, 100) ORDER BY sign.n), '{}'::text[]) AS "coalesce" FROM (parted CROSS JOIN LATERAL regexp_split_to_table(parted.text, '[[:space:]]+'::text) WITH ORDINALITY sign(sign, n)) WHERE ((sign.sign <> ''::text) AND (sign.sign !~ '[[:alnum:]]'::text) AND (NOT (parted.is_mixed AND (sign.sign ~ '^([-–—&/|:;,.·•+*~]|\.+|-+)$'::text)))));

CREATE OR REPLACE FUNCTION public.search_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN ((value ~ '[[:alnum:]]'::text) OR (search_fold(value) ~ '[[:alnum:]]'::text)) THEN regexp_replace(regexp_replace(replace(search_fold(value), ''''::text, ''::text), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])'::text, ' \1 '::text, 'g'::text), '[^[:alnum:]]+'::text, ' '::text, 'g'::text) ELSE array_to_string(search_signs(value), ' '::text) END;

CREATE OR REPLACE FUNCTION public.suggestion_keys_of(name text)
 RETURNS TABLE(key text, place smallint)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
 SELECT "left"(array_to_string(named.words[first.first:(first.first + 7)], ' '::text), 80) AS "left",
     ((first.first - 1))::smallint AS int2
    FROM ( SELECT string_to_array(btrim(search_text(suggestion_keys_of.name)), ' '::text) AS words) named,
     LATERAL generate_series(1, LEAST(8, cardinality(named.words))) first(first)
   WHERE (named.words[first.first] <> ''::text)
 UNION ALL
  SELECT "left"(sign.sign, 80) AS "left",
     (1)::smallint AS int2
    FROM unnest(search_signs(suggestion_keys_of.name)) sign(sign)
   WHERE (search_fold(suggestion_keys_of.name) ~ '[[:alnum:]]'::text);
END;

CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR TRUNCATE ON public.ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

CREATE TRIGGER ledger_is_kept AFTER DELETE ON public.ledger_entries REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_kept();

CREATE TRIGGER ledger_must_balance AFTER INSERT ON public.ledger_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_must_balance();

CREATE TRIGGER never_back BEFORE UPDATE ON public.queue_heads FOR EACH ROW EXECUTE FUNCTION refuse_going_back();

CREATE TRIGGER rehearsal_mark_stays BEFORE UPDATE OF rehearsal_id ON public.events FOR EACH ROW WHEN ((old.rehearsal_id IS DISTINCT FROM new.rehearsal_id)) EXECUTE FUNCTION rehearsal_mark_stays();
