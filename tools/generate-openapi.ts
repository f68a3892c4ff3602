// Writes contract/openapi.json from the routes of the contract, and a page for each error code into docs/errors.
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { errorPages } from '../contract/src/error-pages.ts'
import { openApiText } from '../contract/src/openapi.ts'
import { routes } from '../contract/src/routes.ts'
import { VERSION } from '../server/src/version.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
await writeFile(`${root}contract/openapi.json`, openApiText(routes, VERSION))
await mkdir(`${root}docs/errors`, { recursive: true })
for (const [name, page] of errorPages()) await writeFile(`${root}docs/errors/${name}.md`, page)
