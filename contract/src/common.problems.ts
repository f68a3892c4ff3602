import { problems } from './problem.ts'

export const commonProblems = problems({
  'bad-request': {
    status: 400,
    title: 'The request is not as expected',
    meaning: 'A field is missing, unknown, of the wrong kind or out of its range. Nothing was changed.',
    remedy: 'Look at `errors`: each names a field and what was expected there.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Sign in first',
    meaning: 'The request carries no access token, or one that is over or not valid.',
    remedy:
      'Sign in at POST /v1/sessions, or refresh at POST /v1/sessions/refresh, and send `Authorization: Bearer <token>`.',
  },
  'not-allowed': {
    status: 403,
    title: 'This kind of account cannot do that',
    meaning: 'Individuals buy, vendors sell; the action belongs to the other kind of account.',
    remedy: 'Sign in with an account of the right kind.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here',
    meaning: 'It does not exist, or it is not yours to see: the two look alike on purpose.',
    remedy: 'Check the id, and that you are signed in as its owner.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body is larger than this address takes.',
    remedy: 'Send less at once.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This address takes another kind of body',
    meaning:
      'Most addresses take application/json; those that take files name theirs, such as text/csv. `detail` says which.',
    remedy: 'Send the body with the `Content-Type` that `detail` names, as it is: no form.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'This key belongs to another request',
    meaning: 'The Idempotency-Key, or the id made by the client, was used before with another body.',
    remedy: 'Make a new key for a new request; repeat a request with exactly the same body.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning: 'A limit for this account or address is reached for now.',
    remedy: 'Wait as long as `Retry-After` says.',
  },
  'internal-error': {
    status: 500,
    title: 'Something broke on our side',
    meaning: 'An error that Foyer did not expect. It is in the log under the id in `instance`.',
    remedy: 'Repeat the request with the same Idempotency-Key; tell the operator the id if it stays.',
  },
  'try-again-soon': {
    status: 503,
    title: 'Too busy, or not ready, for the moment',
    meaning:
      'More requests wait than can be answered in time, or a part that this needs is starting or stopping. Nothing was changed.',
    remedy: 'Repeat the request with the same key after `Retry-After`.',
  },
})
