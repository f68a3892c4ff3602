const LINES = ['w-2/3', 'w-full', 'w-full', 'w-1/3'] as const

/** What is shown in place of something that is on its way: that it is, in words, and where its lines will stand. */
export const ToCome = ({ words }: { readonly words: string }) => (
  <div className="py-10">
    <p role="status" className="text-quiet">
      {words}
    </p>
    <div aria-hidden="true" className="mt-6 space-y-4">
      {LINES.map((width, at) => (
        <div key={at} className={`h-5 rounded bg-line/50 ${width}`} />
      ))}
    </div>
  </div>
)
