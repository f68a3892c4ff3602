-- Faults of refused changes were written as a text that holds a list; they are lists. Rewrites the latest thousand of each feed.
update partner_refusals set faults = (faults #>> '{}')::jsonb where jsonb_typeof(faults) = 'string';
alter table partner_refusals add constraint partner_refusals_faults_check check (jsonb_typeof(faults) = 'array');
