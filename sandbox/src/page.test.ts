import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { given, type Given } from './testing.ts'

/** A person at a browser without script: pages are followed by hand, redirects are seen. */
const visit = async (url: string, form?: Record<string, string>) => {
  const response = await fetch(url, {
    redirect: 'manual',
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: response.status, to: response.headers.get('location') ?? '', html: await response.text(), response }
}

const pageOf = async ({ openSession }: Given, more = {}): Promise<{ id: string; url: string }> => {
  const { id, url } = await openSession(more)
  return { id, url: url ?? '' }
}

const line = (name: string, currency: string, unit_amount: number, quantity = 1) => ({
  line_items: [{ quantity, price_data: { currency, unit_amount, product_data: { name } } }],
})

describe('the page', () => {
  test('says what is bought and what it costs, in the digits of the currency', async (t) => {
    const all = await given(t)
    const euros = await visit((await pageOf(all)).url)
    assert.ok(euros.html.includes('Block 112, row 7'))
    assert.ok(euros.html.includes('2 at €45.00 each'))
    assert.ok(euros.html.includes('€90.00'))
    const yen = await visit((await pageOf(all, line('Seat', 'jpy', 9_000))).url)
    assert.ok(yen.html.includes('¥9,000'))
    const dinars = await visit((await pageOf(all, line('Seat', 'kwd', 12_340))).url)
    assert.ok(dinars.html.includes('12.340'))
  })

  test('needs no script, allows none, and takes names as text', async (t) => {
    const all = await given(t)
    const { html, response } = await visit((await pageOf(all, line('<script>alert(1)</script> & co', 'eur', 100))).url)
    assert.ok(!html.includes('<script'))
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt; &amp; co'))
    assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
    assert.equal(response.headers.get('cache-control'), 'no-store')
  })

  test('pays, and goes back to the shop with the session filled in', async (t) => {
    const all = await given(t)
    const { id, url } = await pageOf(all)
    const paid = await visit(url, { card: '4242 4242 4242 4242' })
    assert.equal(paid.status, 303)
    assert.equal(paid.to, `https://shop.example/return?session=${id}`)
    assert.equal((await all.stripe.checkout.sessions.retrieve(id)).status, 'complete')
    const again = await visit(url, { card: '4242 4242 4242 4242' })
    assert.equal(again.to, url)
    const after = await visit(url)
    assert.ok(after.html.includes('This has been paid'))
    assert.ok(after.html.includes(`href="${paid.to}"`))
    assert.equal(all.sandbox.ledger()['eur']?.authorised, 9_000)
  })

  test('says why a card was declined, and takes another', async (t) => {
    const all = await given(t)
    const { url } = await pageOf(all)
    const declined = await visit(url, { card: '4000000000009995' })
    assert.equal(declined.to, url)
    const page = await visit(url)
    assert.match(page.html, /role="alert"/)
    assert.ok(page.html.includes('There is not enough money on this card.'))
    assert.match((await visit(url, { card: '4242424242424242' })).to, /^https:\/\/shop\.example\/return/)
  })

  test('says that a number is mistyped, at the field', async (t) => {
    const all = await given(t)
    const { url } = await pageOf(all)
    const { to } = await visit(url, { card: '4242424242424241' })
    const { html } = await visit(to)
    assert.ok(html.includes('This is not a card number.'))
    assert.match(html, /aria-invalid="true"/)
  })

  test('goes through the challenge of the bank', async (t) => {
    const all = await given(t)
    const { id, url } = await pageOf(all)
    const asked = await visit(url, { card: '4000000000003220' })
    assert.equal(asked.to, `${url}/challenge`)
    assert.ok((await visit(asked.to)).html.includes('Is this payment yours?'))
    const refused = await visit(asked.to, { answer: 'refuse' })
    assert.equal(refused.to, url)
    assert.ok((await visit(url)).html.includes('did not confirm'))
    assert.equal((await visit(asked.to)).to, url)
    await visit(url, { card: '4000000000003220' })
    const confirmed = await visit(asked.to, { answer: 'confirm' })
    assert.equal(confirmed.to, `https://shop.example/return?session=${id}`)
  })

  test('has a way back to the shop', async (t) => {
    const all = await given(t)
    const { html } = await visit((await pageOf(all)).url)
    assert.match(html, /<a class="button plain" href="https:\/\/shop\.example\/back">Cancel and go back<\/a>/)
  })

  test('tells the truth about a payment that is not decided, or was not made after all', async (t) => {
    const all = await given(t)
    const { url } = await pageOf(all)
    await visit(url, { card: '4000000000006017' })
    assert.ok((await visit(url)).html.includes('Your bank has not answered yet'))
    all.sandbox.advance(180)
    assert.ok((await visit(url)).html.includes('This was not paid'))
  })

  test('says when the time to pay is over', async (t) => {
    const all = await given(t)
    const { id, url } = await pageOf(all)
    await all.stripe.checkout.sessions.expire(id)
    const { status, html } = await visit(url)
    assert.equal(status, 410)
    assert.ok(html.includes('You have not been charged.'))
  })

  test('that does not exist says so', async (t) => {
    const { sandbox } = await given(t)
    assert.equal((await visit(`${sandbox.url}/c/pay/cs_test_none`)).status, 404)
    assert.equal((await visit(`${sandbox.url}/c/pay/`)).status, 404)
  })
})
