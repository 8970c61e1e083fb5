import type { Log } from './monitor/ports.ts';

const write = (level: 'info' | 'error', message: string, context: Readonly<Record<string, unknown>> = {}): void => {
  process.stdout.write(`${JSON.stringify({ level, message, ...context })}\n`);
};

/** One JSON object a line on standard output, as CloudWatch Logs takes it. */
export const jsonLog: Log = {
  info: (message, context) => write('info', message, context),
  error: (message, context) => write('error', message, context),
};
