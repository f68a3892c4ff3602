export const messages = {
  title: 'Account',
  choiceKept: 'Your choice of seats is kept in this tab. Sign in, and they are held for you at once.',
  signedInAs: (email: string) => `Signed in as ${email}`,
  tickets: 'My tickets',
  orders: 'My orders',
  signOut: 'Sign out',
  address: {
    title: 'Confirm your address',
    why: 'Once you have, your tickets come by mail as well, and nobody else can use this address here.',
    send: 'Send me a code',
    confirm: 'Confirm',
  },
  profile: {
    title: 'You',
    name: 'Name',
    nameHint: 'It stands on tickets that you buy from now on.',
    language: 'Language of our mail to you',
    save: 'Save',
    saved: 'Saved.',
  },
  password: {
    title: 'Password',
    has: 'A new password takes a code by mail, and signs you out everywhere else.',
    hasNoMail: 'A new password signs you out everywhere else.',
    present: 'Present password',
    hasNone: 'You sign in by codes. With a password you can do without them.',
    start: 'Set a password',
    done: 'Your password is set.',
  },
  sessions: {
    title: 'Where you are signed in',
    load: 'Show them',
    here: 'Here, now',
    lastUsed: (when: string) => `Last used ${when}`,
    unnamed: 'Some device',
    end: 'Sign out',
    endOne: (device: string) => `Sign out ${device}`,
    endAll: 'Sign out everywhere',
  },
  data: {
    title: 'Your data',
    what: 'All that we keep about you, as a file: account, sessions, orders, tickets, what you were told.',
    take: 'Take my data',
    remove: 'Delete my account',
    removeMeans:
      'Name, address and password are erased for good, and you are signed out everywhere. Orders stay without your name, as the law requires. Save your tickets first.',
    sendCode: 'Send me a code to delete it',
    removeNow: 'Delete it for good',
    duties: 'Something must be settled first: events of yours are on sale.',
  },
}

export type AccountMessages = typeof messages
