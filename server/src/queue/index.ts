export { verifyDrawCommand } from './verify-draw-command.ts'
