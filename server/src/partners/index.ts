export type { PartnerNeighbours } from './apply-changes.ts'
export { partnerInvariants } from './invariants.ts'
export { registerPartnerRoutes, type PartnerServices } from './routes.ts'
