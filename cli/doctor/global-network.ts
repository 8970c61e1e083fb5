import { networkManagerHome } from '../../lambda/domain/network-manager-home.ts';
import { quoted } from '../../lambda/fixes/text.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
import { counted } from '../page.ts';
import { type Crossing, crossings } from './crossing.ts';
import { type Judgement, ok, warning } from './judgement.ts';
import { countedNames, named } from './named.ts';
import type { Examination } from './patient.ts';

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

export interface GlobalNetworkSeen {
  /** ARNs of the transit gateways of the Region. */
  readonly gateways: readonly string[];
  readonly registrations: readonly Registration[];
  readonly crossings: readonly Crossing[];
  /** The Region in which Network Manager is called. */
  readonly home: string;
}

/** ARNs of those of which Route Analyzer cannot be asked. */
export const unregistered = ({
  gateways,
  registrations,
}: Pick<GlobalNetworkSeen, 'gateways' | 'registrations'>): readonly string[] =>
  gateways.filter(
    (arn) => !registrations.some(({ transitGatewayArn, state }) => transitGatewayArn === arn && state === 'AVAILABLE'),
  );

/** Whether Route Analyzer can be asked of the transit gateways that paths cross. */
export const judgeGlobalNetwork = (seen: GlobalNetworkSeen): Judgement => {
  const { gateways, registrations } = seen;
  if (gateways.length === 0) return ok('there is no transit gateway in this Region');
  const open = unregistered(seen);
  if (open.length === 0) return ok(`${counted(gateways.length, 'transit gateway')} registered in a global network`);
  const ids = open.map(idOf);
  const unasked = seen.crossings.filter(
    (crossing) => crossing.gateways.length === 0 || crossing.gateways.some((id) => ids.includes(id)),
  );
  if (unasked.length === 0)
    return ok(`no path was seen to cross ${named(ids)}, which no global network has registered`);
  const network = registrations[0]?.globalNetworkId;
  const register = `\`aws networkmanager register-transit-gateway --region ${seen.home} --global-network-id ${network ?? 'ID'} --transit-gateway-arn ${quoted(open[0] ?? 'ARN')}\``;
  return warning(
    `Route Analyzer cannot be asked of ${named(ids)}, which no global network has registered; crossed by ${countedNames(
      unasked.map(({ pathId }) => pathId),
      'path',
    )}`,
    network === undefined
      ? `make a global network, \`aws networkmanager create-global-network --region ${seen.home}\`, and register it there: ${register}`
      : `register it: ${register}`,
  );
};

export const globalNetwork: Examination = {
  name: 'global-network',
  of: 'both',
  examine: async (patient) => {
    const [region, gateways, registrations] = await Promise.all([
      patient.region(),
      patient.transitGateways(),
      patient.registrations(),
    ]);
    const seen = { gateways, registrations, home: networkManagerHome(region) ?? region };
    // Which paths cross one is read only where that matters.
    return judgeGlobalNetwork({ ...seen, crossings: unregistered(seen).length === 0 ? [] : await crossings(patient) });
  },
};
