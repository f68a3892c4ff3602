-- Adds a row for each runner of jobs, renewed while it lives: a job whose runner was killed is taken again by another
-- within a minute or two, where the library waits for four hours.

create table job_runners (
  id text primary key,
  seen_at timestamptz not null default now()
);
