export { openRedis, script, type Redis } from './open-redis.ts'
