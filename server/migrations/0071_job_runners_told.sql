-- Says what the table of runners is for. A comment only.

comment on table job_runners is 'Runners of jobs that live, each renewed every 15 seconds. One that is not heard of for a minute is taken for dead, and its jobs are taken again. Owned by the platform.';
comment on column job_runners.seen_at is 'When it last said that it lives.';
