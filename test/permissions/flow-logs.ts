import { defaultFormat } from '../../lambda/flows/format.ts';
import { queryText, rowLimit } from '../../lambda/flows/query.ts';
import type { AccountOptions } from '../../local/account.ts';
import { ids } from '../../local/scenario/ids.ts';
import type { Monitor } from '../support/monitor.ts';

/** A flow log of the scenario, with a group that holds no record. */
export const oneFlowLog: Pick<AccountOptions, 'flowLogs' | 'logGroups'> = {
  flowLogs: () => [
    {
      FlowLogId: 'fl-0a1b2c3d4e5f60718',
      FlowLogStatus: 'ACTIVE',
      ResourceId: ids.vpcB,
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: 'flows',
      LogFormat: defaultFormat.map((field) => `\${${field}}`).join(' '),
    },
  ],
  logGroups: () => new Map([['flows', []]]),
};

/** All that the sweep may ask of flow logs, by the clients that it composes: it ends a query only where nobody waits for it. */
export const askFlowLogs = async ({ services: { flowLogs }, now }: Monitor): Promise<void> => {
  const place = { interfaceId: ids.interfaceB, subnetId: ids.subnetB, vpcId: ids.vpcB };
  const [log] = (await flowLogs.of([place])).logs;
  const text = queryText(defaultFormat, [ids.interfaceB], {
    protocol: 'tcp',
    sources: ['10.0.0.1'],
    destinations: ['10.0.0.2'],
    ports: [{ from: 443, to: 443 }],
  });
  if (log === undefined || !text.ok) throw new Error('there is nothing to ask');
  const end = now().getTime();
  const between = [new Date(end - 600_000).toISOString(), new Date(end).toISOString()] as const;
  const { queryId } = await flowLogs.start(log, text.value, between, rowLimit);
  await flowLogs.read(queryId);
  await flowLogs.stop(queryId);
};
