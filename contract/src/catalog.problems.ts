import { problems } from './problem.ts'

export const catalogProblems = problems({})
