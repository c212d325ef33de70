import { writeFileSync } from 'node:fs';
import { superviseMe } from '../../../src/cli/supervised.ts';

const [folder = '.'] = process.argv.slice(2);
superviseMe({ supervised: true }, () => writeFileSync(`${folder}/ended-in-order`, ''));
console.log(`pid ${process.pid}`);
setInterval(() => undefined, 1_000);
