export const messages = {
  checking: 'One moment …',
  unreachable: {
    title: 'You seem to be offline',
    text: 'We cannot find out whether you are signed in. Nothing of yours is lost.',
    again: 'Try again',
  },
  missing: {
    title: 'There is nothing of yours here',
    text: 'It does not exist, or it belongs to another account. Perhaps you are signed in with another address.',
    orders: 'My orders',
    search: 'Find events',
  },
  sells: {
    title: 'This account sells and does not buy',
    text: 'To buy, sign out and use another address; a code by mail is enough.',
    organise: 'To your events',
    signOut: 'Sign out',
  },
  signIn: {
    title: 'Sign in, or buy as a guest',
    lead: 'Your e-mail address is enough: we send a code to it, and you need no password.',
    email: 'E-mail address',
    sendCode: 'Send me a code',
    usePassword: 'Use a password',
    useCode: 'Use a code by mail instead',
    changeAddress: 'Another address',
  },
  code: {
    title: 'Type the code from your mail',
    sent: (email: string) => `We sent eight digits to ${email}. They are good for ten minutes.`,
    label: 'Code',
    hint: 'Eight digits. Look among the unwanted mail too.',
    go: 'Go on',
    again: 'Send a new code',
    sentAgain: 'A new code is on its way. The one before is good as well, while it lasts.',
  },
  sandboxMail: {
    title: 'This is a demo',
    text: 'Its mail is kept on the machine that runs it and delivered to nobody.',
    link: 'Read the mail',
  },
  name: {
    title: 'What are you called?',
    lead: 'Your address is new here. The name stands on your tickets; you can change it later.',
    label: 'Name',
    go: 'Go on',
  },
  password: {
    title: 'Sign in with your password',
    label: 'Password',
    go: 'Sign in',
    forgot: 'I forgot it',
    register: 'I am new here and want a password',
  },
  register: {
    title: 'Register with a password',
    passwordHint: 'Eight characters or more; longer is better. Any characters.',
    go: 'Register',
    have: 'I have an account',
    taken: 'This address has an account, and the password is another. Use it, or a code by mail.',
  },
  reset: {
    title: 'Choose a new password',
    newPassword: 'New password',
    go: 'Set the password',
    warning: 'You are then signed out everywhere else.',
  },
  faults: {
    'wrong-credentials': 'Address or password is not right. Which of the two is not told, to keep accounts safe.',
    'code-not-good':
      'This code is not good: mistyped, used, or too old. Compare it with the latest mail, or ask for a new one.',
    'too-many-requests': 'Too many tries for the moment. Wait a few minutes; nothing is locked.',
    'bad-address': 'This is not an e-mail address. Check it for a slip.',
    'bad-password': 'Choose another password: longer, and not one that everybody tries first.',
    'bad-name': 'Write a name.',
    unreachable: 'We cannot reach the server. Check your connection, then try again.',
    other: 'That did not work, on our side. Try again in a moment.',
  },
}

export type SessionMessages = typeof messages
