import { problems } from './problem.ts'

export const orderProblems = problems({})
