import { Type, type Static } from 'typebox'
import { Id, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const Opening = Strict(
  { id: Id, salt: Type.String({ description: '32 bytes in base64url.' }) },
  { description: 'What a commitment in the leaf was made of: SHA-256 over the salt and the id.' },
)

export const SaleProof = Strict({
  key: Type.String({ description: 'What checkpoints of this log are verified with; better one that you kept before.' }),
  checkpoint: Type.String({ description: 'A signed note: name, size and root of the log.' }),
  leaf: Strict({
    index: Type.Integer({ minimum: 0 }),
    text: Type.String({ description: 'The leaf, byte for byte: the places and two commitments.' }),
  }),
  path: Type.Array(Type.String(), {
    description: 'Inclusion proof (RFC 9162): hashes in base64 from the leaf to the root.',
  }),
  order: Opening,
  hold: Opening,
})
export type SaleProof = Static<typeof SaleProof>

const EventParams = Strict({ eventId: Id })
const IMMUTABLE = 'Never changes once it is there: it may be kept for ever.'

/** Files of the public sale log of an event; `docs/sale-log.md` says what is in them. */
export const saleLogRoutes = {
  checkpoint: defineRoute({
    operation: 'saleLog.checkpoint',
    method: 'GET',
    path: '/v1/events/:eventId/log/checkpoint',
    access: 'public',
    summary: 'How far the public log of a sale goes, signed.',
    description:
      'A C2SP checkpoint: a signed note with the name of the log, its size and its root. May be kept for a second.',
    params: EventParams,
    success: {
      status: 200,
      body: { contentType: 'text/plain; charset=utf-8', description: 'The signed note.' },
      description: 'The checkpoint.',
    },
    problems: ['not-found'],
  }),
  key: defineRoute({
    operation: 'saleLog.key',
    method: 'GET',
    path: '/v1/events/:eventId/log/key',
    access: 'public',
    summary: 'The key that checkpoints of this log are verified with.',
    params: EventParams,
    success: {
      status: 200,
      body: { contentType: 'text/plain; charset=utf-8', description: '`<name>+<id>+<key>`, on one line.' },
      description: 'The key.',
    },
    problems: ['not-found'],
  }),
  manifest: defineRoute({
    operation: 'saleLog.manifest',
    method: 'GET',
    path: '/v1/events/:eventId/log/manifest/:document',
    access: 'public',
    summary: 'A manifest of the sale: what is sold, when and for how much.',
    description: `Under the SHA-256 that its leaf names, with \`.json\` behind. ${IMMUTABLE}`,
    params: Strict({ eventId: Id, document: Type.String({ pattern: '^[0-9a-f]{64}\\.json$' }) }),
    success: {
      status: 200,
      body: { contentType: 'application/json', description: 'The document, byte for byte as it was published.' },
      description: 'The document.',
    },
    problems: ['not-found'],
  }),
  tile: defineRoute({
    operation: 'saleLog.tile',
    method: 'GET',
    path: '/v1/events/:eventId/log/tile/*',
    access: 'public',
    summary: 'Hashes or leaves of the log, up to 256 in a file.',
    description: `\`<level>/<index>\`, level \`entries\` for the leaves themselves, as C2SP \`tlog-tiles\` names them. ${IMMUTABLE}`,
    params: Strict({
      eventId: Id,
      '*': Type.String({ maxLength: 40, description: 'E.g. `0/x001/234`, or `entries/000.p/17` for a part.' }),
    }),
    success: {
      status: 200,
      body: { contentType: 'application/octet-stream', description: 'The bytes of the tile.' },
      description: 'The tile.',
    },
    problems: ['not-found'],
  }),
  proof: defineRoute({
    operation: 'saleLog.proof',
    method: 'GET',
    path: '/v1/orders/:orderId/proof',
    access: 'individual',
    summary: 'Proof that your order is in the public log of its sale.',
    description:
      'Whoever is given it can verify it against the public log; it tells them the ids of the order and its hold, and the places.',
    params: Strict({ orderId: Id }),
    success: { status: 200, body: SaleProof, description: 'The proof.' },
    problems: ['not-found', 'not-in-the-log-yet'],
  }),
}
