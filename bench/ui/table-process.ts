import { openTableEndpoint } from '../../local/table.ts';

/* The embedded table in a process of its own, whose work is in nobody's times. Tells its address, and ends with who started it. */

const { url } = await openTableEndpoint();
process.send?.(url);
process.once('disconnect', () => process.exit());
