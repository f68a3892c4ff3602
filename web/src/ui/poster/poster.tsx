import { drawPoster, type Subject } from './draw.ts'
import { posterMarkup } from './markup.ts'
import { HEIGHT, WIDTH } from './pictures.ts'

interface PosterProps {
  readonly subject: Subject
  readonly className?: string
}

/** The poster of a show. It says nothing that does not stand beside it in words, so readers of the screen pass it over. */
export const Poster = ({ subject, className = '' }: PosterProps) => (
  <svg
    viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    aria-hidden="true"
    focusable="false"
    className={`poster block h-auto w-full overflow-hidden rounded ${className}`}
    dangerouslySetInnerHTML={{ __html: posterMarkup(drawPoster(subject)) }}
  />
)
