import type { FastifyInstance } from 'fastify'

/**
 * Where the provider's page sends a buyer, paid or not. It says nothing about the order, since whoever has the address
 * may not be the buyer. A shop in front of Foyer takes `/orders/` over.
 */
export function registerReturnPage(app: FastifyInstance): void {
  app.get('/orders/:orderId', async (_request, reply) => {
    reply.type('text/html').headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
    return PAGE
  })
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Back from the payment page</title>
<style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:38rem;margin:4rem auto;padding:0 1.25rem;color:#1c1b19;background:#faf8f4}
code{font-size:.9em}h1{line-height:1.2}@media(prefers-color-scheme:dark){body{color:#eeebe4;background:#171613}}</style>
<h1>You can close this page</h1>
<p>If you paid, your tickets follow within seconds. If you did not, your places stay yours until their time is over.</p>
<p>The program that sent you here follows your order: <code>GET /v1/orders/{id}</code>, or its stream.</p></html>`
