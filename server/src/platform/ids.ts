import { v7 } from 'uuid'

/** A new id: UUID version 7 (RFC 9562), so that ids sort by the time of their making and index pages fill in order. */
export const newId = (): string => v7()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether a text is a UUID in its canonical, lower-case form. */
export const isId = (text: string): boolean => UUID.test(text)
