import { problems } from './problem.ts'

export const ticketProblems = problems({})
