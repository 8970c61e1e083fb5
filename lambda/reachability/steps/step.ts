import { never } from '../../domain/verdict.ts';
import type { Branch, Next } from '../branch.ts';
import type { World } from '../world.ts';
import { balancing } from './balancing.ts';
import { egressOnlyGateway, egressOnlyGatewayIn } from './egress-only-gateway.ts';
import { endpoint } from './endpoint.ts';
import { guessing, guessingTransit } from './guess.ts';
import { internet } from './internet.ts';
import { internetGatewayIn } from './internet-gateway-in.ts';
import { internetGatewayOut } from './internet-gateway-out.ts';
import { intoTransit } from './into-transit.ts';
import { nat, natReturn } from './nat.ts';
import { outOfTransit } from './out-of-transit.ts';
import { peering } from './peering.ts';
import { arriving, receiving } from './receiving.ts';
import { routing } from './routing.ts';
import { sending } from './sending.ts';
import { delivering, departing, enteringSubnet, leavingSubnet } from './subnet.ts';
import { transit } from './transit.ts';
import { vpn, vpnGateway, vpnGatewayIn } from './vpn.ts';

/** What becomes of the packets of a branch where they are. The same for requests and replies. */
export const step = (world: World, branch: Branch): readonly Next[] => {
  const { place } = branch;
  switch (place.at) {
    case 'sending':
      return sending(world, branch, place);
    case 'departing':
      return departing(world, branch, place);
    case 'leaving-subnet':
      return leavingSubnet(world, branch, place);
    case 'routing':
      return routing(world, branch, place);
    case 'guessing':
      return guessing(world, branch, place);
    case 'delivering':
      return delivering(world, branch, place);
    case 'entering-subnet':
      return enteringSubnet(world, branch, place);
    case 'receiving':
      return receiving(world, branch, place);
    case 'arrived':
      return arriving(world, branch, place);
    case 'internet-gateway-out':
      return internetGatewayOut(world, branch, place);
    case 'internet':
      return internet(world, branch, place);
    case 'internet-gateway-in':
      return internetGatewayIn(world, branch, place);
    case 'egress-only-gateway':
      return egressOnlyGateway(world, branch, place);
    case 'egress-only-gateway-in':
      return egressOnlyGatewayIn(world, branch, place);
    case 'nat':
      return nat(world, branch, place);
    case 'nat-return':
      return natReturn(world, branch, place);
    case 'peering':
      return peering(world, branch, place);
    case 'into-transit':
      return intoTransit(world, branch, place);
    case 'transit':
      return transit(world, branch, place);
    case 'guessing-transit':
      return guessingTransit(world, branch, place);
    case 'out-of-transit':
      return outOfTransit(world, branch, place);
    case 'vpn-gateway':
      return vpnGateway(world, branch, place);
    case 'vpn-gateway-in':
      return vpnGatewayIn(world, branch, place);
    case 'vpn':
      return vpn(world, branch, place);
    case 'endpoint':
      return endpoint(world, branch, place);
    case 'balancing':
      return balancing(world, branch, place);
    default:
      return never(place);
  }
};
