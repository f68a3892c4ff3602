import { problems } from './problem.ts'

export const accountProblems = problems({})
