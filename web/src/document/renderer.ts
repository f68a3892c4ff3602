import type { Send } from '../api/api.ts'

/** What the server must give to have pages rendered. */
export interface RendererOptions {
  /** Carries reads to the API within the process; nobody is signed in. */
  readonly send: Send
  /** Vite's manifest of `client/`. */
  readonly manifest: Manifest
  /** Address under which people reach Foyer, without a slash at its end. */
  readonly publicUrl: string
  /** Where map tiles come from, with {z}, {x} and {y}; undefined: outlines alone. */
  readonly mapTiles: string | undefined
  /** Where mail is read that is kept in a sandbox; undefined: it is in none. */
  readonly mailbox: string | undefined
  /** Whether mail goes anywhere. */
  readonly sendsMail: boolean
}

export type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string
      readonly css?: readonly string[]
      readonly assets?: readonly string[]
      readonly imports?: readonly string[]
      readonly dynamicImports?: readonly string[]
    }
  >
>

export type Rendered =
  | { readonly kind: 'page'; readonly status: number; readonly html: string; readonly retryAfter: number | undefined }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }

export interface Renderer {
  /** Renders the page at an address (path and query). Refusals of the API become pages; surprises are thrown. */
  render(url: string): Promise<Rendered>
  /** The page that says that something went wrong here: needs nothing but itself. */
  failure(url: string): string
}

/** What `entry-server` exports. */
export interface ServerEntry {
  openRenderer(options: RendererOptions): Promise<Renderer>
}
