import { notificationKinds, type Notification } from '@foyer/contract/notifications'
import type { NotificationRow } from './queries.ts'

export const presentNotification = (row: NotificationRow): Notification => ({
  notificationId: row.notificationId,
  kind: row.kind,
  says: notificationKinds[row.kind],
  eventId: row.eventId,
  orderId: row.data.orderId,
  amount: row.data.amount,
  madeAt: row.madeAt.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
})
