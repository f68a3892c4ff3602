import { problems } from './problem.ts'

export const accountProblems = problems({
  'wrong-credentials': {
    status: 401,
    title: 'E-mail address or password is not right',
    meaning: 'No account has this e-mail address and this password. Which of the two is wrong is not told on purpose.',
    remedy: 'Check both. Without an account, register at POST /v1/accounts.',
  },
  'session-over': {
    status: 401,
    title: 'The session is over',
    meaning:
      'The refresh token is unknown, too old or belongs to a session that has ended. If it had been used before, ' +
      'two parties may hold it, so its whole session has just been ended.',
    remedy:
      'Sign in again at POST /v1/sessions. A refresh token is good for one use: keep the new one of each answer, ' +
      'and refresh from one place at a time.',
  },
  'foreign-origin': {
    status: 403,
    title: 'This is for pages of this server',
    meaning: 'The request asks for a cookie, or to be known by one, and does not come from a page of this server.',
    remedy: 'In a browser, send it from a page of this address. In any other client, use the refresh token itself.',
  },
  'code-not-good': {
    status: 403,
    title: 'This code is not good',
    meaning: 'It is mistyped, was used, is older than ten minutes, or was tried too often. Which of these is not told.',
    remedy: 'Compare it with the latest mail, or ask for a new one at POST /v1/codes.',
  },
  'no-mail': {
    status: 409,
    title: 'No mail is sent here',
    meaning: 'This installation has no mail server, so a code would never arrive.',
    remedy: 'Sign in with a password; without an account, register at POST /v1/accounts.',
  },
  'name-needed': {
    status: 409,
    title: 'A name is needed',
    meaning: 'The code is right and not spent. The address is new here, and an account and its tickets need a name.',
    remedy: 'Repeat the request with `name`.',
  },
  'account-has-duties': {
    status: 409,
    title: 'Something must be settled first',
    meaning: 'The account cannot be deleted while others rely on it, as buyers do on who sells them an event.',
    remedy: 'Settle what `duties` names, then delete the account.',
  },
  'wrong-password': {
    status: 403,
    title: 'The password is not right',
    meaning: 'This action asks for the password once more, and the one given is not the password of this account.',
    remedy: 'Repeat the request with the present password of the account.',
  },
})
