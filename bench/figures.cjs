/*
 * Required first in a process that is measured: at its end, by SIGTERM too, it prints what it took. The kernel's high
 * water mark is of this program alone; `maxRSS` counts the parent's memory in, from before the program was loaded.
 */
const { readFileSync, writeSync } = require('node:fs');

const peakKilobytes = () => {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
};

process.once('SIGTERM', () => process.exit());
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const figures = { peakBytes: peakKilobytes() * 1024, cpuMilliseconds: (user + system) / 1000 };
  writeSync(1, `\nfigures ${JSON.stringify(figures)}\n`);
});
