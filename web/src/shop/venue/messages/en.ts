export const messages = {
  description: (name: string, city: string) => `What is on at ${name}, ${city}, and how to get there.`,
  whatsOn: 'What is on',
  none: { title: 'Nothing is announced here', text: 'As soon as there is an event, it stands here.' },
}

export type VenueMessages = typeof messages
