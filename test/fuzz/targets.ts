import { cloudtrailEvents, cloudtrailRecords, networkEvents } from './parsers/changes.ts';
import { commandLine } from './parsers/command-line.ts';
import { configuration } from './parsers/configuration.ts';
import { flowAnswers, flowRecords } from './parsers/flows.ts';
import { items } from './parsers/items.ts';
import { reachabilityAnswers } from './parsers/reachability-answers.ts';
import { requests } from './parsers/requests.ts';
import { routeAnswers } from './parsers/route-answers.ts';
import { snapshots } from './parsers/snapshots.ts';
import { webhooks } from './parsers/webhooks.ts';
import type { Target } from './target.ts';
import { type Throwing, type Thrown, throwAt } from './throw-at.ts';

/** A parser to be run, whatever its inputs are. */
export interface Runnable {
  readonly name: string;
  readonly parses: string;
  readonly run: (throwing: Throwing) => Promise<Thrown>;
}

const runnable = <Input>(target: Target<Input>): Runnable => ({
  name: target.name,
  parses: target.parses,
  run: (throwing) => throwAt(target, throwing),
});

/** Every parser of what comes from outside. */
export const targets: readonly Runnable[] = [
  runnable(configuration),
  runnable(snapshots),
  runnable(reachabilityAnswers),
  runnable(routeAnswers),
  runnable(flowAnswers),
  runnable(cloudtrailEvents),
  runnable(cloudtrailRecords),
  runnable(networkEvents),
  runnable(flowRecords),
  runnable(commandLine),
  runnable(items),
  runnable(requests),
  runnable(webhooks),
];
