import { LRUCache } from 'lru-cache'

/** So many ids are remembered at once while a file streams by: what its memory is bounded by. */
const REMEMBERED_MAX = 10_000

/** What was seen lately in a file, by id. The oldest is forgotten first, so that memory stays flat as files grow. */
export const rememberedLately = <V extends object>(): LRUCache<string, V> => new LRUCache({ max: REMEMBERED_MAX })
