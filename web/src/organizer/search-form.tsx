import type { ReactNode } from 'react'
import { Form } from 'react-router'
import { useMessages } from '../i18n/context.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { organizerMessages } from './messages/index.ts'

interface SearchFormProps {
  readonly label: string
  readonly keyword: string
  /** What else stands in the address, as hidden fields. */
  readonly children?: ReactNode
}

/** A line to search a list by; what was searched for stands in the address, as `q`. */
export function SearchForm({ label, keyword, children }: SearchFormProps) {
  const { search: m } = useMessages(organizerMessages)
  return (
    <Form key={keyword} className="flex min-w-64 flex-1 items-end gap-3 tablet:max-w-reading">
      {children}
      <div className="flex-1">
        <Field label={label} type="search" name="q" defaultValue={keyword} maxLength={200} />
      </div>
      <Button type="submit" kind="plain">
        {m.go}
      </Button>
    </Form>
  )
}
