import { blockOf, idOf } from './value.ts';
import { DESTINATION } from './vpc-route.ts';

/** Stands for an attachment that is not known. */
export const ATTACHMENT = 'ATTACHMENT_ID';

/** A static route of a transit gateway route table. */
export interface TransitRoute {
  readonly table: string | undefined;
  readonly destination: string | undefined;
  /** An attachment; `blackhole` for none. */
  readonly target?: string | undefined;
}

const targetWords = (target: string | undefined): readonly (string | undefined)[] =>
  target === 'blackhole'
    ? ['--blackhole']
    : ['--transit-gateway-attachment-id', target === ATTACHMENT ? target : idOf('tgw-attach', target)];

/** The words of a call about a route; one of them is undefined where a part is not known. */
export const transitRouteWords = (
  verb: 'create' | 'replace' | 'delete',
  { table, destination, target }: TransitRoute,
): readonly (string | undefined)[] => [
  `${verb}-transit-gateway-route`,
  '--transit-gateway-route-table-id',
  idOf('tgw-rtb', table),
  '--destination-cidr-block',
  destination === DESTINATION ? destination : blockOf(destination)?.cidr,
  ...(verb === 'delete' ? [] : targetWords(target)),
];
