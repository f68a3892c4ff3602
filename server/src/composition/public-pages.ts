import { listPartEnds, listPublicIds, PUBLIC_KINDS } from '../catalog/index.ts'
import type { Queryable } from '../platform/database.ts'
import type { PublicPages } from '../web/sitemap.ts'

/** What the catalogue has for search engines to find. */
export const publicPages = (sql: Queryable): PublicPages => ({
  kinds: PUBLIC_KINDS,
  partEnds: (kind, size) => listPartEnds(sql, kind, size),
  ids: (kind, after, limit) => listPublicIds(sql, kind, { after, limit }),
})
