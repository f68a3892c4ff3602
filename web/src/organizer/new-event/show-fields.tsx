import { useMessages } from '../../i18n/context.ts'
import { Field, Select, TextArea } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { Options } from '../../ui/options.tsx'
import { newEventMessages } from './messages/index.ts'
import { More } from './part.tsx'
import type { TypedShow } from './typed-show.ts'

interface ShowFieldsProps {
  readonly show: TypedShow
  readonly onShow: (changes: Partial<TypedShow>) => void
  /** What is wrong, by the field of the form. */
  readonly faults: Readonly<Record<string, string>>
}

/** What is said of a show. */
export function ShowFields({ show, onShow, faults }: ShowFieldsProps) {
  const m = useMessages(newEventMessages).show
  const line = linesOf(show, onShow, faults, 'show')
  return (
    <>
      <Field label={m.name} maxLength={200} autoComplete="off" {...line('title')} />
      <div className="grid gap-6 tablet:grid-cols-[14rem_1fr]">
        <Select label={m.kind} {...line('kind')}>
          <Options of={m.kinds} />
        </Select>
        <Field label={m.genres} hint={m.genresHint} autoComplete="off" {...line('genres')} />
      </div>
      <TextArea label={m.description} hint={m.descriptionHint} maxLength={10_000} {...line('description')} />
      <More title={m.more}>
        <div className="grid gap-6 tablet:grid-cols-2">
          <Field label={m.runtime} inputMode="numeric" {...line('runtimeMinutes')} />
          <Field label={m.rating} hint={m.ratingHint} maxLength={20} {...line('rating')} />
        </div>
        <Field label={m.trailer} hint={m.trailerHint} type="url" maxLength={500} {...line('trailerUrl')} />
      </More>
    </>
  )
}
