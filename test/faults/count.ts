import { countIn } from './tally.ts';

/*
 * Prints what the tests of faults have noted in a folder: `faults tried N, survived N`. Exit 1 unless all were survived, and at
 * least 500 tried.
 */

const LEAST = 500;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node test/faults/count.ts FOLDER');
const { tried, lost } = countIn(folder);
for (const fault of lost) console.log(`not survived: ${fault}`);
console.log(`faults tried ${tried}, survived ${tried - lost.length}`);
process.exitCode = lost.length > 0 || tried < LEAST ? 1 : 0;
