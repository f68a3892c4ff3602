import type { ProblemKind } from './problem.ts'
import { problemCatalogue } from './problems.ts'

/** The page of each error code as Markdown, and an index of them, by file name. */
export function errorPages(): Map<string, string> {
  const codes = Object.entries<ProblemKind>(problemCatalogue).sort(([a], [b]) => (a < b ? -1 : 1))
  const pages = new Map(codes.map(([code, kind]) => [code, errorPage(code, kind)]))
  const rows = codes.map(([code, kind]) => `| [\`${code}\`](${code}.md) | ${kind.status} | ${kind.title} |`)
  pages.set(
    'README',
    `# Error codes\n\nEvery refusal is an RFC 9457 problem with one of these codes; \`type\` leads to its page.\n\n| Code | Status | Title |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
  )
  return pages
}

const errorPage = (code: string, kind: ProblemKind): string =>
  `# ${kind.title}\n\n\`${code}\`, status ${kind.status}\n\n## What happened\n\n${kind.meaning}\n\n## What to do\n\n${kind.remedy}\n`
