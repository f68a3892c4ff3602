import { problems } from './problem.ts'

export const inventoryProblems = problems({})
