import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { ensureBuilt } from '@foyer/web/build/build'
import { CATALOG_CHANNEL, changeEvent } from '../catalog/index.ts'
import { catalogHouse, type CatalogHouse } from '../catalog/testing/catalog-house.ts'
import { publicPages } from '../composition/public-pages.ts'
import { registerWeb, type Web } from './index.ts'

const URL = 'https://tickets.example'

describe('pages', () => {
  let house: CatalogHouse
  let web: Web
  let organiser: string
  let eventId: string
  before(async () => {
    const build = await ensureBuilt(() => undefined)
    house = await catalogHouse()
    organiser = await house.has.anOrganiser()
    eventId = await house.has.anEvent(organiser)
    web = await registerWeb(house.app, {
      build,
      db: house.db,
      changes: CATALOG_CHANNEL,
      publicUrl: URL,
      mapTiles: undefined,
      mailbox: undefined,
      sendsMail: false,
      widgetOrigins: ['https://club.example'],
      publicPages: publicPages(house.db.sql),
    })
  })
  after(async () => {
    await web.stop()
    await house[Symbol.asyncDispose]()
  })

  const get = (url: string, headers: Record<string, string> = {}) =>
    house.app.inject({ url, headers: { accept: 'text/html', ...headers } })
  const pathsOfAll = async () => {
    const event = (await house.as().get(`/v1/events/${eventId}`)).json()
    return [
      '/',
      '/search',
      '/films',
      `/events/${eventId}`,
      `/shows/${event.show.id}`,
      `/venues/${event.venue.id}`,
      ...event.performers.map((performer: { id: string }) => `/performers/${performer.id}`),
    ]
  }

  test('each page comes whole from the server, in each language, under a policy that lets nothing inline run', async () => {
    for (const path of await pathsOfAll())
      for (const [language, prefix] of [
        ['en', ''],
        ['de', '/de'],
        ['ja', '/ja'],
      ] as const) {
        const url = prefix + (path === '/' && prefix !== '' ? '' : path)
        const page = await get(url)
        assert.equal(page.statusCode, 200, url)
        assert.match(page.body, new RegExp(`^<!doctype html><html lang="${language}">`), url)
        assert.match(page.body, /<h1 /, url)
        assert.match(page.body, /"mailbox":null,"sendsMail":false/, url)
        assert.match(page.body, /<title>[^<]+ · Foyer<\/title>/, url)
        assert.match(page.body, /<meta name="description" content="[^"]{20,}/, url)
        const policy = String(page.headers['content-security-policy'])
        assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/)
        assert.doesNotMatch(policy, /unsafe/)
        assert.deepEqual(page.body.match(/ style="|<style|\son[a-z]+="|javascript:/g), null, url)
        for (const [, attributes = ''] of page.body.matchAll(/<script([^>]*)>/g))
          assert.match(attributes, /src="\/assets\/|type="application\/(?:ld\+)?json"/, url)
        assert.deepEqual(page.body.match(/(?:src|rel="stylesheet" href|modulepreload" href)="https?:/g), null, url)
      }
  })

  test('the widget may be framed where it is set, its script fetched from anywhere; no other page is framed', async () => {
    const { show } = (await house.as().get(`/v1/events/${eventId}`)).json()
    for (const path of [`/embed/events/${eventId}`, `/de/embed/shows/${show.id}`])
      for (const time of ['rendered', 'ready']) {
        const page = await get(path)
        assert.equal(page.statusCode, 200, path)
        assert.match(page.body, /<meta name="robots" content="noindex"/, path)
        assert.match(page.body, /target="_blank"/, path)
        assert.equal(page.headers['x-frame-options'], undefined, `${path} ${time}`)
        assert.match(String(page.headers['content-security-policy']), /frame-ancestors https:\/\/club\.example$/)
      }
    const framed = await get(`/events/${eventId}`)
    assert.equal(framed.headers['x-frame-options'], 'DENY')
    assert.match(String(framed.headers['content-security-policy']), /frame-ancestors 'none'/)
    const script = await get('/widget.js')
    assert.equal(script.headers['cross-origin-resource-policy'], 'cross-origin')
  })

  test('a page names itself, its other languages, and what it shows in the words of schema.org', async () => {
    const { body } = await get(`/de/events/${eventId}`)
    assert.ok(body.includes(`<link rel="canonical" href="${URL}/de/events/${eventId}"/>`))
    for (const [language, path] of [
      ['en', ''],
      ['de', '/de'],
      ['ja', '/ja'],
      ['x-default', ''],
    ])
      assert.ok(body.includes(`hrefLang="${language}" href="${URL}${path}/events/${eventId}"`), language)
    const [, structured = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? []
    const event = JSON.parse(structured) as Record<string, unknown>
    assert.equal(event['url'], `${URL}/events/${eventId}`)
    assert.match(String(event['@type']), /Event$/)
    assert.match(body, /<meta property="og:title" content="[^"]+"/)
  })

  test('what nobody has is a page that says so, kept by nobody; programs are refused in their words', async () => {
    for (const url of ['/nowhere', '/de/nowhere', '/events/nonsense', '/shows/01930000-0000-7000-8000-00000000dead']) {
      const page = await get(url)
      assert.equal(page.statusCode, 404, url)
      assert.equal(page.headers['cache-control'], 'no-store', url)
      assert.match(page.body, />404</, url)
      assert.match(page.body, /<h1 .*<meta name="robots"|<meta name="robots" content="noindex".*<h1 /s, url)
    }
    for (const [url, accept] of [
      ['/v1/nowhere', 'text/html'],
      ['/nowhere', 'application/json'],
      ['/assets/nothing.js', '*/*'],
    ] as const) {
      const answer = await get(url, { accept })
      assert.equal(answer.statusCode, 404, url)
      assert.match(String(answer.headers['content-type']), /problem\+json/, url)
    }
  })

  test('a page is named by its bytes, compressed as asked, and not sent to whoever holds it', async () => {
    const url = `/events/${eventId}`
    const plain = await get(url)
    assert.equal(plain.headers['cache-control'], 'public, max-age=1')
    const brotli = await get(url, { 'accept-encoding': 'gzip, br' })
    assert.equal(brotli.headers['content-encoding'], 'br')
    assert.equal(brotli.headers.vary, 'accept-encoding')
    assert.ok(brotli.rawPayload.length < plain.rawPayload.length / 2)
    assert.notEqual(brotli.headers.etag, plain.headers.etag)
    const held = await get(url, { 'if-none-match': String(plain.headers.etag) })
    assert.deepEqual([held.statusCode, held.body], [304, ''])
  })

  test('over the wire a ready page is the same as when it was made', async () => {
    const url = `${await house.app.listen({ port: 0, host: '127.0.0.1' })}/events/${eventId}?wire`
    const [made, ready] = [await fetch(url), await fetch(url)]
    const headOf = (answer: Response) => new Map([...answer.headers].filter(([name]) => name !== 'date'))
    assert.deepEqual(headOf(ready), headOf(made))
    assert.equal(await ready.text(), await made.text())
    const again = await fetch(url, { headers: { 'if-none-match': made.headers.get('etag') ?? '' } })
    assert.equal(again.status, 304)
  })

  test('after a change the old page is gone as soon as the notice of it has come', async () => {
    const url = `/events/${eventId}`
    await get(url)
    let told = false
    const unlisten = await house.db.listen(CATALOG_CHANNEL, () => void (told = true))
    await house.db.transaction((tx) => changeEvent(tx, organiser, eventId, { title: 'Quite Another Evening' }))
    while (!told) await new Promise((resolve) => setImmediate(resolve))
    assert.match((await get(url)).body, /<h1 [^>]*>Quite Another Evening</)
    await unlisten()
  })

  test('no page tells for longer than a second of places that are taken, which nobody announces', async () => {
    const told = async (url: string): Promise<string | undefined> =>
      /"available":(\d+)/.exec((await get(url)).body.replaceAll('\\"', '"'))?.[1]
    const urls = [`/events/${eventId}`, '/search?city=Bristol']
    // In another encoding it is another page, made of the same answers; so these are held, and this page is made late.
    for (const url of urls) await get(url, { 'accept-encoding': 'br' })
    await house.has.taken(eventId, { places: 3, accessible: 0, byCategory: { standard: 3 } })
    await setTimeout(700)
    for (const url of urls) await told(url)
    await setTimeout(350)
    for (const url of urls) assert.equal(await told(url), '17', url)
  })

  test('a draft has no page, also for its owner, since pages are rendered for nobody in particular', async () => {
    const draft = await house.has.anEvent(organiser, { draft: true })
    const page = await get(`/events/${draft}`, { authorization: `vendor ${organiser}` })
    assert.equal(page.statusCode, 404)
  })

  test('what organisers write is text, also where it stands in a script', async () => {
    const title = '</script><img src=x onerror=alert(1)>'
    await house.db.transaction((tx) => changeEvent(tx, organiser, eventId, { title }))
    const { body } = await get(`/events/${eventId}?hostile`)
    assert.doesNotMatch(body, /<img/)
    assert.ok(body.includes('&lt;/script&gt;&lt;img'))
  })

  test('files of the build are kept for ever, and come compressed', async () => {
    const { body } = await get('/')
    const [file = ''] = /\/assets\/entry-browser[^"]+\.js/.exec(body) ?? []
    const asset = await get(file, { accept: '*/*', 'accept-encoding': 'br' })
    assert.equal(asset.statusCode, 200)
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(asset.headers['content-encoding'], 'br')
  })

  test('pages beside the build find its faces by an address that stays', async () => {
    const { body } = await get('/fonts.css')
    const files = [...body.matchAll(/url\('([^']+)'\)/g)].map(([, path = '']) => path)
    assert.equal(files.length, 2)
    for (const file of files) assert.equal((await get(file)).headers['content-type'], 'font/woff2', file)
  })

  test('search engines find every public page in the sitemap, and calendars the event', async () => {
    assert.match((await get('/robots.txt')).body, new RegExp(`^Sitemap: ${URL}/sitemap.xml$`, 'm'))
    const index = (await get('/sitemap.xml')).body
    const parts = [...index.matchAll(/<loc>https:\/\/tickets\.example([^<]+)<\/loc>/g)].map(([, path = '']) => path)
    const found: string[] = []
    for (const part of parts)
      found.push(
        ...[...(await get(part)).body.matchAll(/<loc>[^<]*example([^<]*)<\/loc>/g)].map(([, path = '']) => path),
      )
    for (const path of await pathsOfAll()) assert.ok(found.includes(path), path)
    const entry = await get(`/events/${eventId}/event.ics`)
    assert.match(entry.body, new RegExp(`UID:event-${eventId}`))
  })
})
