import { addressOf } from '../lambda/network/address.ts';
import { TCP, UDP } from '../lambda/network/packets.ts';
import { includes } from '../lambda/network/ranges.ts';
import { portsIn, protocolsIn, type Query, QueryError } from '../lambda/reachability/query.ts';

/** A question as it was typed or stands in a file: nothing of it is sure to be there, or right. */
export type Asked = { readonly [Field in QuestionField]?: string | undefined };

export const questionFields = ['from', 'to', 'protocol', 'port', 'sourcePort'] as const;
export type QuestionField = (typeof questionFields)[number];

/** What is wrong with one field, and what would be right. */
export interface QuestionFlaw {
  readonly field: QuestionField;
  readonly message: string;
  readonly advice: string;
}

const howTo: Readonly<Record<QuestionField, string>> = {
  from: 'write an id (`i-…`, `eni-…`, `igw-…`, `tgw-attach-…`), an address, or `internet`',
  to: 'write an id (`i-…`, `eni-…`, `igw-…`, `tgw-attach-…`), an address, or `internet`',
  protocol: 'write tcp, udp, icmp, icmpv6, a number from 0 to 255, or any',
  port: 'write a port, a range or a list of ranges (443, 1024-65535, 0-21,23-65535), or leave it out for all',
  sourcePort: 'write a port, a range or a list of ranges (443, 1024-65535, 0-21,23-65535), or leave it out for all',
};

const flaw = (field: QuestionField, message: string): QuestionFlaw => ({ field, message, advice: howTo[field] });

/** Whether the engine's own reader takes a text. */
const reads = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
};

/** Protocols other than tcp and udp have no ports; `any` has those of the two. */
const isPortless = (protocol: string): boolean => {
  const protocols = protocolsIn(protocol);
  return !includes(protocols, TCP) && !includes(protocols, UDP);
};

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const portFlaws = (field: 'port' | 'sourcePort', { [field]: ports }: Asked): readonly QuestionFlaw[] => {
  if (ports === undefined) return [];
  if (isBlank(ports)) return [flaw(field, `\`${field}\` is empty`)];
  return reads(() => portsIn(ports, field)) ? [] : [flaw(field, `\`${field}\` cannot be "${ports}"`)];
};

/** Ports that mean nothing for the protocol: what a person typed is told so, what a program wrote into every query is passed over. */
export const idlePorts = (asked: Asked): readonly QuestionFlaw[] => {
  const { protocol = '' } = asked;
  if (!reads(() => protocolsIn(protocol)) || !isPortless(protocol)) return [];
  return (['port', 'sourcePort'] as const)
    .filter((field) => asked[field] !== undefined)
    .map((field) => ({ field, message: `${protocol} has no ports`, advice: `leave \`${field}\` out` }));
};

/** What is written as an address and is none: a CIDR, a number too large. Which ids exist is the network's to tell. */
const endFlaws = (asked: Asked): readonly QuestionFlaw[] =>
  (['from', 'to'] as const)
    .filter((field) => /^[\d.]+(\/\d*)?$/.test(asked[field] ?? '') && addressOf(asked[field] ?? '') === undefined)
    .map((field) => flaw(field, `\`${field}\` cannot be "${asked[field]}", which is no address`));

/** All that is wrong with a question. Whether its ends exist is the network's to tell. */
export const questionFlaws = (asked: Asked): readonly QuestionFlaw[] => {
  const { protocol = '' } = asked;
  const missing = (['from', 'to', 'protocol'] as const).filter((field) => isBlank(asked[field]));
  return [
    ...missing.map((field) => flaw(field, `\`${field}\` is missing`)),
    ...endFlaws(asked),
    ...(isBlank(protocol) || reads(() => protocolsIn(protocol))
      ? []
      : [flaw('protocol', `\`protocol\` cannot be "${protocol}"`)]),
    ...portFlaws('port', asked),
    ...portFlaws('sourcePort', asked),
  ];
};

/** The question of which `questionFlaws` found none. */
export const queryOf = ({ from = '', to = '', protocol = '', port, sourcePort }: Asked, id?: string): Query => ({
  ...(id !== undefined && { id }),
  from,
  to,
  protocol,
  ...(port !== undefined && { port }),
  ...(sourcePort !== undefined && { sourcePort }),
});

/** `i-… → i-…, tcp/443 from port 1024-65535`. */
export const questionText = ({ from, to, protocol, port, sourcePort }: Query): string =>
  `${from} → ${to}, ${protocol}${port === undefined ? '' : `/${port}`}` +
  `${sourcePort === undefined ? '' : ` from port ${sourcePort}`}`;
