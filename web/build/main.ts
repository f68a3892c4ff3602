// npm run build: builds the pages unless that was done for the sources as they are. `npm start` does it by itself.
import { ensureBuilt } from './build.ts'

console.log(await ensureBuilt((line) => console.log(line)))
