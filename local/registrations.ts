import { text } from '../lambda/snapshot/raw.ts';
import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { arnOf } from './answers/component.ts';
import type { Whereabouts } from './answers/place.ts';
import { elementsOf } from './network/elements.ts';
import type { RouteAnalyses } from './network-manager/service.ts';
import { ids } from './scenario/ids.ts';

/** Network Manager's one global network, in which every transit gateway of the account is registered. */
export const registrationsIn = (
  documents: Documents,
  where: Whereabouts,
): Pick<RouteAnalyses, 'globalNetworks' | 'registrations'> => ({
  globalNetworks: [{ GlobalNetworkId: ids.globalNetwork, State: 'AVAILABLE' }],
  registrations: elementsOf(documents, 'TransitGateways').flatMap((gateway) => {
    const id = text(gateway, 'TransitGatewayId');
    if (id === undefined) return [];
    return {
      GlobalNetworkId: ids.globalNetwork,
      TransitGatewayArn: text(gateway, 'TransitGatewayArn') ?? arnOf(id, where),
      State: { Code: 'AVAILABLE' as const },
    };
  }),
});
