import { spawnSync, type SpawnOptions } from 'node:child_process'
import { chownSync, lchownSync, readdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { hasCode } from './processes.ts'

/**
 * PostgreSQL refuses to run as root, whose programs could do anything. Started by an ordinary user, it runs as that
 * user. Started by root it runs as the owner of the data, or as `nobody` where the data is new or root's own, and the
 * first of these ways is taken that can enter the data folder and run the binaries:
 *
 * 1. plainly as that user: enough wherever the folders on the way are open to all;
 * 2. as that user, allowed to read what root may (`setpriv`): a project under /root, mode 700;
 * 3. the same by the wider capability, which is what a container's root has under the default settings of Docker;
 * 4. as root without its powers, in a user namespace of its own (`unshare -U`), where users cannot be changed.
 */
export interface Account {
  /** What to spawn so that `program` runs under this account. It replaces itself: the process id stays. */
  command(program: string, args: readonly string[]): { file: string; args: string[]; options: SpawnOptions }
  readonly uid: number
  readonly gid: number
}

const NOBODY = 65_534
const PROBE_TIMEOUT_MS = 10_000

/** No setting of the person who started us may reach the server, nor a library path meant for other programs. */
export const environmentFor = (binaries: Binaries): Record<string, string> => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  ...binaries.environment,
})

/** Chooses the account for the cluster's folder and gives the folder to it. Throws where no way is open. */
export function chooseAccount(folder: string, binaries: Binaries): Account {
  const { uid, gid } = statSync(folder)
  const own = process.geteuid?.() ?? uid
  if (own !== 0) return ordinaryAccount(folder, own)
  const owner = uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid, gid }
  const account = waysAsRoot(owner).find((way) => give(folder, way) && canWork(way, folder, binaries))
  if (account === undefined) {
    give(folder, { uid, gid })
    throw new Error(
      `Started by root, and no other account can enter ${folder} or run ${binaries.postgres}. ` +
        'Start Foyer as an ordinary user, or put it and DATA_DIR where every user may enter, or set DATABASE_URL.',
    )
  }
  // Data made under one account, now to be served by another. Nothing runs on it: the caller has made sure.
  if (account.uid !== uid) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid)
    }
  }
  return account
}

/** False where root may not give files away, as in a container that has lost all its capabilities. */
function give(path: string, { uid, gid }: Owner): boolean {
  try {
    if (statSync(path).uid !== uid) chownSync(path, uid, gid)
    return true
  } catch (error) {
    if (!hasCode(error, 'EPERM')) throw error
    return false
  }
}

function ordinaryAccount(folder: string, own: number): Account {
  const { uid, gid } = statSync(folder)
  if (uid !== own)
    throw new Error(`${folder} belongs to user ${uid}; start Foyer as that user (this is ${own}) or as root`)
  return hasName() ? plain({ uid, gid }) : behind('unshare', ['-U'], { uid, gid })
}

/** initdb wants a name for its user id; a container may run under a number that has none, a user namespace gives one. */
function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ERR_SYSTEM_ERROR')) return false
    throw error
  }
}

type Owner = Pick<Account, 'uid' | 'gid'>

const waysAsRoot = (owner: Owner): Account[] => [
  plain(owner),
  withCapability('dac_read_search', owner),
  withCapability('dac_override', owner),
  behind('unshare', ['-U'], { uid: 0, gid: 0 }),
]

const plain = (owner: Owner): Account => ({
  ...owner,
  command: (program, args) => ({
    file: program,
    args: [...args],
    options: owner.uid === process.geteuid?.() ? {} : { uid: owner.uid, gid: owner.gid },
  }),
})

const withCapability = (capability: string, owner: Owner): Account =>
  behind(
    'setpriv',
    [
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ],
    owner,
  )

const behind = (wrapper: string, wrapperArgs: string[], owner: Owner): Account => ({
  ...owner,
  command: (program, args) => ({ file: wrapper, args: [...wrapperArgs, program, ...args], options: {} }),
})

/** Tries the two things that matter, as the account itself: file modes alone do not tell (ACLs, mounts, seccomp). */
function canWork(account: Account, folder: string, binaries: Binaries): boolean {
  const script = 'cd "$1" && "$2" --version && "$3" --version'
  const { file, args, options } = account.command('/bin/sh', [
    '-c',
    script,
    'sh',
    folder,
    binaries.postgres,
    binaries.initdb,
  ])
  const { uid, gid } = options
  const tried = spawnSync(file, args, {
    ...(uid !== undefined && gid !== undefined && { uid, gid }),
    cwd: '/',
    timeout: PROBE_TIMEOUT_MS,
    env: environmentFor(binaries),
  })
  return tried.status === 0
}
