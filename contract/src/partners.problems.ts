import { problems } from './problem.ts'

export const partnerProblems = problems({
  'signature-wrong': {
    status: 401,
    title: 'The signature does not fit',
    meaning: 'The headers are missing, the moment in them is more than five minutes away, or the signature is another.',
    remedy:
      'Sign id, moment and body with the secret of the feed as docs/partner-feed.md says, and look at your clock.',
  },
  'feed-gap': {
    status: 409,
    title: 'Too much is missing before this message',
    meaning:
      'Messages wait for those before them, but no more than a thousand. `expecting` tells which one is missing.',
    remedy: 'Send again from `expecting` on, or send a snapshot.',
  },
})
