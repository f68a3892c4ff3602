// Stands alone on the page of an organiser: turns each element with `data-foyer-event` or `data-foyer-show` into a frame.
import { readFromWidget, type FromPage } from './widget/protocol.ts'

const GREETINGS_MAX = 40
const GREETING_EVERY_MS = 250
const LANGUAGES = new Set(['en', 'de', 'ja'])
const HELLO: FromPage = { type: 'foyer:hello' }

const script = document.currentScript
const foyer = script instanceof HTMLScriptElement ? new URL(script.src).origin : undefined

/** Puts the widget into an element, once. */
function fill(element: HTMLElement, origin: string): void {
  if (element.dataset['foyerFilled'] !== undefined) return
  element.dataset['foyerFilled'] = ''
  const frame = document.createElement('iframe')
  frame.src = origin + addressOf(element.dataset)
  frame.title = element.dataset['foyerTitle'] ?? 'Foyer'
  frame.loading = 'lazy'
  frame.height = '320'
  frame.setAttribute('style', 'display:block;width:100%;border:0')
  // What is shown needs neither the person's cookies nor the page: it may run its script, and open the shop.
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox')

  let heard = false
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin) return
    const message = readFromWidget(data)
    if (message === undefined) return
    heard = true
    if (message.type === 'foyer:size') frame.height = String(message.height)
    element.dispatchEvent(new CustomEvent(message.type, { detail: message, bubbles: true }))
  })
  frame.addEventListener('load', () => {
    // Its scripts may come after it has loaded.
    let greetings = 0
    const greet = () => {
      if (heard || ++greetings > GREETINGS_MAX) clearInterval(timer)
      else frame.contentWindow?.postMessage(HELLO, origin)
    }
    const timer = setInterval(greet, GREETING_EVERY_MS)
    greet()
  })
  element.replaceChildren(frame)
}

function addressOf({ foyerEvent, foyerShow, foyerLanguage = 'en', foyerTheme }: DOMStringMap): string {
  const prefix = foyerLanguage !== 'en' && LANGUAGES.has(foyerLanguage) ? `/${foyerLanguage}` : ''
  const what =
    foyerEvent === undefined
      ? `shows/${encodeURIComponent(foyerShow ?? '')}`
      : `events/${encodeURIComponent(foyerEvent)}`
  return `${prefix}/embed/${what}${foyerTheme === 'light' || foyerTheme === 'dark' ? `?theme=${foyerTheme}` : ''}`
}

function fillAll(): void {
  if (foyer === undefined) return
  for (const element of document.querySelectorAll<HTMLElement>('[data-foyer-event],[data-foyer-show]'))
    fill(element, foyer)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', fillAll)
else fillAll()
