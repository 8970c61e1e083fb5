import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { RoutedBy } from '../place.ts';
import type { View } from '../view.ts';

/** VPC Block Public Access; undefined where it lets the packets pass. */
export const publicAccessObstacle = (
  view: View,
  gateway: string,
  places: readonly string[],
  isOutboundOnly: boolean,
): Obstacle | undefined => {
  const { mode, unread, exclusions } = view.publicAccess(places);
  if (unread !== undefined) return unseen(gateway, `whether VPC Block Public Access blocks it is not known: ${unread}`);
  if (mode === 'off' || exclusions.includes('allow-bidirectional')) return undefined;
  if (isOutboundOnly && (mode === 'block-ingress' || exclusions.includes('allow-egress'))) return undefined;
  return blocks(
    'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    gateway,
    `VPC Block Public Access (${mode}) blocks traffic through ${gateway}`,
    { resources: { internetGateway: [gateway], vpc: places.slice(0, 1) } },
  );
};

export const placesOf = (vpc: string, from: RoutedBy): readonly string[] =>
  from.kind === 'subnet' ? [vpc, from.subnet] : [vpc];
