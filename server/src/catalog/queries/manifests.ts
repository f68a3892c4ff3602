import type { Queryable, Tx } from '../../platform/database.ts'
import type { PreparedManifest } from '../manifests.ts'

export const insertManifest = (tx: Tx, manifest: PreparedManifest) => tx`
  insert into manifests (hash, body, bytes, places, accessible_places, category_keys, category_places)
  values (${manifest.hash}, ${manifest.body}, ${manifest.bytes}, ${manifest.places}, ${manifest.accessiblePlaces},
          ${[...manifest.categoryKeys]}::text[], ${[...manifest.categoryPlaces]}::integer[])
  on conflict (hash) do nothing`

/** The gzipped JSON of a manifest. */
export async function findManifestBody(sql: Queryable, hash: string): Promise<Buffer | undefined> {
  const [row] = await sql<{ body: Buffer }[]>`select body from manifests where hash = ${hash}`
  return row?.body
}

/** Categories with places of these manifests, by hash; those that are not there are absent. */
export async function findManifestCategories(
  sql: Queryable,
  hashes: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const rows = await sql<{ hash: string; categoryKeys: string[] }[]>`
    select hash, category_keys as "categoryKeys" from manifests where hash = any(${[...hashes]}::text[])`
  return new Map(rows.map((row) => [row.hash, row.categoryKeys]))
}

/** The gzipped manifest of an event under this hash; of a draft only for its organiser. */
export async function findManifestOfEvent(
  sql: Queryable,
  eventId: string,
  hash: string,
  readerId: string | undefined,
): Promise<{ body: Buffer; isPublic: boolean } | undefined> {
  const [row] = await sql<{ body: Buffer; isPublic: boolean }[]>`
    select m.body, e.status <> 'draft' as "isPublic"
      from events e join manifests m on m.hash = ${hash}
     where e.event_id = ${eventId} and (e.status <> 'draft' or e.organiser_id = ${readerId ?? null})
       and e.manifest_hash = m.hash`
  return row
}
