import type { HomeMessages } from './en.ts'

export const messages: HomeMessages = {
  title: 'Finden Sie Ihren Platz',
  description:
    'Konzerte, Theater, Filme und Spiele: sehen, was läuft, und den Platz selbst wählen. Der Preis, der dasteht, ist der Preis, den Sie zahlen.',
  lead: 'Genau den Platz wählen. Zahlen, was dasteht.',
  what: 'Künstler, Verein, Film oder Ort',
  go: 'Suchen',
  today: 'Heute',
  tomorrow: 'Morgen',
  weekend: 'Am Wochenende',
  near: 'In meiner Nähe',
  nearRefused: 'Ihr Gerät hat nicht verraten, wo Sie sind. Schreiben Sie stattdessen einen Ort.',
  soon: 'Demnächst',
  films: 'Im Kino',
  allFilms: 'Vorstellungen nach Tagen',
  kinds: 'Alles',
  nothing: {
    title: 'Noch läuft nichts',
    text: 'Sobald jemand eine Veranstaltung veröffentlicht, steht sie hier.',
  },
}
