import { problems } from './problem.ts'

export const saleLogProblems = problems({
  'not-in-the-log-yet': {
    status: 409,
    title: 'This order is not in the public log yet',
    meaning: 'Only paid orders are in the public sale log, and the log follows the sale by about a second.',
    remedy: 'Pay the order if it is not paid; otherwise ask again after the time in Retry-After.',
  },
})
