import type { Interface } from '../../lambda/network/interface.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import type { Network } from '../../lambda/network/network.ts';
import { text } from '../../lambda/snapshot/raw.ts';

/** How services of AWS describe the interfaces that they make: their databases themselves are not described to us. */
const services: readonly (readonly [description: RegExp, service: string])[] = [
  [/^RDSNetworkInterface/, 'RDS'],
  [/^ElastiCache /, 'ElastiCache'],
  [/^RedshiftNetworkInterface/, 'Redshift'],
];

/** The service of databases that has made an interface, as its description or its requester says. */
export const madeBy = ({ id, description }: Interface, { parts }: Network): string | undefined => {
  const said = services.find(([pattern]) => pattern.test(description))?.[1];
  if (said !== undefined) return said;
  const raw = parts.find('NetworkInterfaces', id);
  return isFound(raw) && text(raw.thing, 'RequesterId') === 'amazon-rds' ? 'RDS' : undefined;
};
