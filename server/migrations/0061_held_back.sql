-- Adds until when nobody is let in since a node has more to do than it can. A column only: the program before runs on.

alter table queue_heads add column held_back_until timestamptz;
comment on column queue_heads.held_back_until is 'Nobody is let in before, since a node has more to do than it can and says so each second: five seconds from when it last did. So a node that dies cannot leave it so.';
