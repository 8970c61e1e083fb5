import type { FoundStack } from '../../lambda/aws/deployment.ts';
import { networkManagerHome } from '../../lambda/domain/network-manager-home.ts';
import { FORWARDER, FORWARDER_SILENCE } from '../../lambda/monitor/gather.ts';
import { atText } from './ago.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

export interface ForwarderSeen {
  readonly found: FoundStack;
  readonly name: string;
  readonly home: string;
  readonly region: string;
  /** ISO time of its latest sign of life here. */
  readonly sign: string | undefined;
  readonly now: Date;
}

const statusOf = (found: FoundStack): { readonly status: string; readonly changedAt?: string } | undefined => {
  switch (found.kind) {
    case 'found':
      return found.stack;
    case 'incomplete':
      return found;
    case 'none':
    case 'several':
      return undefined;
  }
};

/** Whether changes of routes that no call shows come here. The sign of life takes the way that they take. */
export const judgeForwarder = ({ found, name, home, region, sign, now }: ForwarderSeen): Judgement => {
  const isSince = (at: string | undefined): boolean =>
    at !== undefined && now.getTime() - Date.parse(at) <= FORWARDER_SILENCE;
  if (sign !== undefined && isSince(sign)) return ok(`it gave a sign of life ${atText(sign, now)}`);
  const deploy = `\`npm run -s forwarder -- deploy -c region=${region}\``;
  const stack = statusOf(found);
  if (stack === undefined)
    return warning(
      `there is no stack ${name} in ${home}: changes of transit gateway routes by BGP or propagation are found by the schedule only`,
      `deploy it: ${deploy}`,
    );
  const silent =
    sign === undefined ? 'it has given no sign of life' : `its latest sign of life was ${atText(sign, now)}`;
  return isSince(stack.changedAt)
    ? warning(`${name} in ${home} was just deployed, and ${silent}`, 'run `pathwatch doctor` again in an hour')
    : failed(
        `${name} in ${home} is ${stack.status}, and ${silent}`,
        `deploy it anew, ${deploy}, and see its dead letter queue`,
      );
};

export const forwarder: Examination = {
  name: 'forwarder',
  of: 'deployed',
  examine: async (patient) => {
    const region = await patient.region();
    const home = networkManagerHome(region);
    if (home === undefined) return ok(`not needed: Network Manager sends no events to ${region}`);
    if (home === region) return ok(`not needed: Network Manager's events come in ${region} itself`);
    const registrations = await patient.registrations();
    if (!registrations.some(({ transitGatewayArn }) => transitGatewayArn.split(':')[3] === region))
      return ok(`not needed: no global network has a transit gateway of ${region}`);
    const name = `${(await patient.stack()).name}-forwarder-${region}`;
    const [found, looks] = await Promise.all([patient.stackIn(home, name), patient.looks()]);
    const sign = looks.find(({ kind }) => kind === FORWARDER)?.at;
    return judgeForwarder({ found, name, home, region, sign, now: patient.now });
  },
};
