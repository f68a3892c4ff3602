import { totalmem } from 'node:os'

/** Settings that differ from PostgreSQL's own, or that a promise rests on, each with its reason. */
export type Settings = Readonly<Record<string, { value: string; because: string }>>

const MIB = 1024 * 1024
const SHARED_BUFFERS_MIN_MB = 64
const SHARED_BUFFERS_MAX_MB = 2_048

/**
 * Tuned for a small machine that the server shares with Node, for few and large commits, and for never losing one.
 * Not here: lock_timeout and statement_timeout, which belong to each pool.
 */
export function tunedSettings(memoryBytes: number = usableMemory()): Settings {
  const memoryMb = Math.floor(memoryBytes / MIB)
  const sharedBuffersMb = Math.min(Math.max(Math.floor(memoryMb / 8), SHARED_BUFFERS_MIN_MB), SHARED_BUFFERS_MAX_MB)
  return {
    listen_addresses: { value: '127.0.0.1', because: 'nobody outside this machine reaches it' },
    unix_socket_directories: {
      value: '',
      because: 'one address for all clients; no path limit, no socket left behind',
    },
    password_encryption: { value: 'scram-sha-256', because: 'the password itself is never stored or sent' },
    max_connections: {
      value: '120',
      because:
        'pools are small, and several processes may share the server; each connection costs memory and snapshot time',
    },
    client_connection_check_interval: { value: '5s', because: 'a client that died lets go of its locks' },
    idle_in_transaction_session_timeout: { value: '60s', because: 'a forgotten transaction must not hold back vacuum' },

    fsync: { value: 'on', because: 'an answered commit survives a power cut' },
    synchronous_commit: { value: 'on', because: 'a hold is answered only once it is on the disk' },
    full_page_writes: { value: 'on', because: 'a torn page is repaired from the log' },
    wal_level: {
      value: 'replica',
      because: 'logical costs 8 % more processor time; it is asked for where a search engine follows the changes',
    },
    wal_compression: {
      value: 'off',
      because: 'pglz, all these binaries have, costs a quarter of the rate after a checkpoint',
    },
    wal_buffers: { value: '16MB', because: 'a batch fits before it is flushed, also with few shared buffers' },
    max_wal_size: { value: '4GB', because: 'a rush shall not force a checkpoint in its middle' },
    min_wal_size: { value: '512MB', because: 'segments are recycled: making new ones costs a commit its time' },
    checkpoint_timeout: { value: '15min', because: 'few checkpoints, so few page images' },
    checkpoint_completion_target: { value: '0.9', because: 'a checkpoint is spread out, not felt' },
    max_slot_wal_keep_size: { value: '8GB', because: 'a reader of changes that went away must not fill the disk' },

    shared_buffers: {
      value: `${sharedBuffersMb}MB`,
      because: 'an eighth of the memory: Node and the page cache share it',
    },
    effective_cache_size: {
      value: `${Math.floor(memoryMb / 2)}MB`,
      because: 'what the planner may expect to be cached',
    },
    work_mem: { value: '8MB', because: 'sorts of search results stay in memory, 60 times over' },
    maintenance_work_mem: { value: '128MB', because: 'index builds after an import' },
    random_page_cost: { value: '1.1', because: 'solid-state disks' },
    jit: { value: 'off', because: 'compiling costs more than our short statements' },
    max_parallel_workers_per_gather: {
      value: '0',
      because: 'one search must not take all cores, nor a container’s /dev/shm',
    },

    autovacuum_naptime: { value: '15s', because: 'hot rows (event heads, jobs) bloat in seconds' },
    autovacuum_max_workers: { value: '2', because: 'as many as a small machine has cores' },
    autovacuum_vacuum_scale_factor: { value: '0.05', because: 'tables of millions are tidied in small steps' },
    autovacuum_vacuum_insert_scale_factor: { value: '0.05', because: 'index-only scans soon after an import' },
    autovacuum_analyze_scale_factor: { value: '0.02', because: 'plans follow an import or an on-sale soon' },

    timezone: { value: 'UTC', because: 'the same everywhere; a venue’s zone is data' },
    log_timezone: { value: 'UTC', because: 'one clock for all logs' },
    logging_collector: { value: 'on', because: 'the log is written although Node is gone' },
    log_directory: { value: 'log', because: 'in the data folder' },
    log_filename: { value: 'postgresql-%a.log', because: 'one file a weekday: seven at most' },
    log_truncate_on_rotation: { value: 'on', because: 'each weekday’s file starts anew after a week' },
    log_rotation_age: { value: '1d', because: 'see log_filename' },
    log_rotation_size: { value: '0', because: 'see log_filename' },
    log_line_prefix: { value: '%m [%p] %a ', because: 'when, which process, which of our pools' },
    log_min_duration_statement: { value: '1s', because: 'slow statements show by themselves' },
    log_lock_waits: { value: 'on', because: 'who waits for whom longer than a second' },
  }
}

/** What this process may use: the machine’s memory, or the container’s share of it. */
function usableMemory(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

/** The text of postgresql.conf; `overrides` win. */
export function renderSettings(settings: Settings, overrides: Readonly<Record<string, string>>): string {
  const tuned = Object.entries(settings)
    .filter(([name]) => !(name in overrides))
    .map(([name, { value, because }]) => `${name} = ${quote(value)}  # ${because}`)
  const asked = Object.entries(overrides).map(([name, value]) => `${name} = ${quote(value)}  # asked for at this start`)
  return [
    '# Written at each start: change a setting by ALTER SYSTEM, which wins over this file.',
    ...tuned,
    ...asked,
    '',
  ].join('\n')
}

const quote = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
