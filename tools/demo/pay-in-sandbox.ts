/** Pays on the sandbox's page, as the form on it would. @throws Error when the sandbox does not take the card. */
export async function payInSandbox(pageUrl: string, card = '4242424242424242'): Promise<void> {
  if (pageUrl === '') throw new Error('the order has no page to pay on')
  const page = new URL(pageUrl)
  const sessionId = page.pathname.split('/').at(-1) ?? ''
  const answer = await fetch(new URL(`/_sandbox/sessions/${sessionId}/pay`, page), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`)
}
