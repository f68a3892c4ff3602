import type { Api } from '../../api/api.ts'
import { sendFromBrowser } from '../../api/browser.ts'
import { forgetPlaces } from '../queue/kept-places.ts'
import { forgetKept } from '../tickets/kept-tickets.ts'
import { Session, type SessionHint, type SessionNews } from './session.ts'

const HINT = 'foyer signed-in'
const CHANNEL = 'foyer session'

const hint: SessionHint = {
  read: () => localStorage.getItem(HINT) !== null,
  sells: () => localStorage.getItem(HINT) === 'vendor',
  write: (signedIn, kind = 'individual') =>
    signedIn ? localStorage.setItem(HINT, kind) : localStorage.removeItem(HINT),
}

function newsOfTabs(): SessionNews {
  const channel = new BroadcastChannel(CHANNEL)
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin, not a window
    tell: (signedIn) => channel.postMessage(signedIn),
    listen: (hear) => channel.addEventListener('message', ({ data }) => hear(data === true)),
  }
}

/** The session of this browser; on the server there is none, and nothing there may ask for it. */
export const browserSession = (): Session => (session ??= open())

let session: Session | undefined

const open = (): Session =>
  new Session({ send: sendFromBrowser, hint, news: newsOfTabs(), now: () => Date.now(), forget })

function forget(): void {
  forgetKept()
  forgetPlaces()
}

/** The API as pages call it: for whoever is signed in here. */
export const browserApi: Api = { call: (method, path, request) => browserSession().api.call(method, path, request) }
