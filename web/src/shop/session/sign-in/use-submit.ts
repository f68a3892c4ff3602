import { useState, type SyntheticEvent } from 'react'
import { useMessages } from '../../../i18n/context.ts'
import { sessionMessages } from '../messages/index.ts'
import { faultOf } from './faults.ts'

/** A form whose sending takes a while and may fail: it is sent once, however often it is pressed. */
export function useSubmit(work: () => Promise<void>) {
  const { faults } = useMessages(sessionMessages)
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState<string>()
  const run = async () => {
    if (pending) return
    setPending(true)
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      setFault(faultOf(error, faults))
    } finally {
      setPending(false)
    }
  }
  return {
    pending,
    fault,
    run: () => void run(),
    onSubmit: (event: SyntheticEvent) => {
      event.preventDefault()
      void run()
    },
  }
}
