import { rehearsalRoutes, type RehearsalMark } from '@foyer/contract/rehearsals'
import { connect, Refused } from '@foyer/contract/client'
import type { Space } from './space.ts'

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * What is wrong with an address before anything is sent to it; undefined where a rehearsal may ask there: this machine
 * itself, or where PUBLIC_URL says that people reach this installation.
 */
export function addressFault(url: string, publicUrl: string | undefined): string | undefined {
  const asked = new URL(url)
  if (LOOPBACK.test(asked.hostname)) return undefined
  if (publicUrl !== undefined && new URL(publicUrl).origin === asked.origin) return undefined
  return `${asked.origin} is neither this machine nor PUBLIC_URL${publicUrl === undefined ? ' (which is not set)' : `, ${publicUrl}`}: a rehearsal plays against its own installation alone.`
}

/**
 * Asks an address for what only this installation can know, since it was written into its database a moment ago.
 * @returns what it says of itself. @throws Error with a plain sentence when it is another one, or nobody answers.
 */
export async function provenInstallation(url: string, { rehearsalId, nonce }: Space): Promise<RehearsalMark> {
  try {
    const mark = await connect(url).call(rehearsalRoutes.mark, { params: { rehearsalId } })
    if (mark.nonce === nonce && mark.rehearsalId === rehearsalId) return mark
  } catch (error) {
    if (!(error instanceof Refused))
      throw new Error(`Nobody answers at ${url}: is Foyer running there?`, { cause: error })
  }
  throw new Error(
    `What answers at ${url} does not read the database of this command: give both the same DATABASE_URL or DATA_DIR.`,
  )
}
