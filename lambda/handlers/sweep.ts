import { readFileSync } from 'node:fs';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { bundledConfiguration, clientsOf, servicesOf } from '../compose.ts';
import { readEnvironment, SweepEnvironment } from '../environment.ts';
import { sweep } from '../monitor/sweep.ts';

const compose = () => {
  const environment = readEnvironment(SweepEnvironment, process.env);
  const file = new URL('pathwatch.json', import.meta.url);
  const configuration = bundledConfiguration(JSON.parse(readFileSync(file, 'utf8')));
  const { channels } = configuration;
  return { services: servicesOf(environment, clientsOf(environment), { channels }), configuration };
};

/** Composed at the first call and kept, so that importing the file reads nothing. */
let composed: ReturnType<typeof compose> | undefined;

export const handler = withDurableExecution(
  sweep(() => {
    composed ??= compose();
    return composed;
  }),
);
