import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { problemCatalogue } from '@foyer/contract'
import { silentLog } from '../log.ts'
import { registerDocs } from './docs.ts'
import { buildServer } from './server.ts'

async function docs() {
  const app = buildServer({ log: silentLog(), authenticate: async () => undefined, trustedProxies: [] })
  await registerDocs(app, { openapi: '3.1.0', info: { title: 'Foyer', version: '0' }, paths: {} })
  return app
}

test('the docs fetch nothing from elsewhere', async () => {
  const app = await docs()
  const page = await app.inject('/docs/')
  assert.equal(page.statusCode, 200)
  assert.match(String(page.headers['content-security-policy']), /default-src 'self'.*connect-src 'self'/)
  assert.doesNotMatch(page.body, /(?:src|href)="https?:/)
})

test('of script in the page of the docs, its own runs and no other', async () => {
  const page = await (await docs()).inject('/docs/')
  const [policy = ''] = /script-src [^;]*/.exec(String(page.headers['content-security-policy'])) ?? []
  const [, own = ''] = /<script type="text\/javascript">([^]*?)<\/script>/.exec(page.body) ?? []
  assert.match(own, /createApiReference/)
  assert.equal(policy, `script-src 'self' 'sha256-${createHash('sha256').update(own).digest('base64')}'`)
})

test('pages of the API say their language and look as the house does, whose name leads into the shop', async () => {
  const app = await docs()
  for (const path of ['/docs/', '/docs/errors', '/docs/errors/not-found']) {
    const { body } = await app.inject(path)
    assert.match(body, /<html lang="en">/, path)
    assert.match(body, /<a [^>]*href="\/"[^>]*>Foyer<\/a>/, path)
    assert.match(body, /--paper:oklch/, path)
    assert.match(body, /href="\/fonts\.css"/, path)
  }
})

test('every code of the catalogue has its page, and no other has one', async () => {
  const app = await docs()
  for (const code of Object.keys(problemCatalogue)) {
    const page = await app.inject(`/docs/errors/${code}`)
    assert.equal(page.statusCode, 200, code)
    assert.match(page.body, /What to do/)
    assert.doesNotMatch(page.body, /`/, code)
  }
  const list = await app.inject('/docs/errors')
  const linked = [...list.body.matchAll(/href="\/docs\/errors\/([a-z-]+)"/g)].map(([, code]) => code)
  assert.deepEqual(linked, Object.keys(problemCatalogue))
  for (const code of ['no-such-code', 'constructor'])
    assert.equal((await app.inject(`/docs/errors/${code}`)).statusCode, 404)
})
