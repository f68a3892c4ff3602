/** A session that is not refreshed for so long is over. */
export const SESSION_IDLE_DAYS = 30
/** However often it is refreshed, a session is over so long after the sign-in. */
export const SESSION_ABSOLUTE_DAYS = 90
