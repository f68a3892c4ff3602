/** Where the randomness of a draw comes from, as it is named before anybody can know it. */
export type Randomness =
  /** A round of a public beacon that has yet to come. */
  | { readonly kind: 'drand'; readonly chain: string; readonly round: number }
  /** A seed of the operator, committed to before the first entry, hashed over and over so that nobody can try lists. */
  | { readonly kind: 'seed'; readonly commitment: string; readonly delay: number }

/** What is published when the lobby closes: who takes part, and what will decide. */
export interface Announcement {
  /** Exactly what was published; everything else is read from it. */
  readonly text: string
  readonly eventId: string
  readonly announcedAt: Date
  readonly entrants: number
  /** Root of the Merkle tree over the commitments, in hexadecimal. */
  readonly root: string
  readonly randomness: Randomness
}

/** Hashes of a delay at most, so that nobody can be sent a draw that takes days to check. */
export const DELAY_MAX = 2 ** 28

/** The text of an announcement. */
export function writeAnnouncement(about: Omit<Announcement, 'text'>): string {
  const { randomness: from } = about
  return [
    'foyer-draw-1',
    `event ${about.eventId}`,
    `announced ${about.announcedAt.toISOString()}`,
    `entrants ${about.entrants}`,
    `root ${about.root}`,
    from.kind === 'drand' ? `drand ${from.chain} ${from.round}` : `seed ${from.commitment} ${from.delay}`,
    '',
  ].join('\n')
}

const ANNOUNCEMENT = new RegExp(
  [
    'foyer-draw-1',
    'event ([0-9a-f-]{36})',
    String.raw`announced (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)`,
    String.raw`entrants ([1-9]\d{0,8})`,
    'root ([0-9a-f]{64})',
    String.raw`(drand|seed) ([0-9a-f]{64}) (\d{1,12})`,
    '$',
  ].join('\n'),
)

/** The announcement of a text; undefined when the text is none. */
export function readAnnouncement(text: string): Announcement | undefined {
  const [whole, eventId = '', announced = '', entrants, root = '', kind, digest = '', number] =
    ANNOUNCEMENT.exec(text) ?? []
  if (whole !== text) return undefined
  const randomness: Randomness =
    kind === 'drand'
      ? { kind, chain: digest, round: Number(number) }
      : { kind: 'seed', commitment: digest, delay: Number(number) }
  const announcedAt = new Date(announced)
  const read = { text, eventId, announcedAt, entrants: Number(entrants), root, randomness }
  if (randomness.kind === 'seed' && randomness.delay > DELAY_MAX) return undefined
  // One spelling: what reads the same is the same text.
  return Number.isNaN(announcedAt.getTime()) || writeAnnouncement(read) !== text ? undefined : read
}
