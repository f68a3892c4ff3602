export { copyServingCluster } from './backup.ts'
export { startEmbeddedPostgres } from './server.ts'
export type { EmbeddedPostgres, EmbeddedPostgresOptions, ServerExit } from './server.ts'
export { startThrowawayPostgres } from './throwaway.ts'
