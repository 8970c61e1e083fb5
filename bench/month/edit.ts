import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ServiceError } from '../../local/endpoint.ts';
import { openNetwork } from '../../local/network/network.ts';
import { owner } from '../large-network/site.ts';
import { type Host, instanceId, interfaceElement, interfaceId, reservationElement } from './hosts.ts';
import { REGION } from './subnets.ts';

/** A call of EC2 as the SDK's client is given it. */
export interface Call {
  readonly operation: string;
  readonly input: object;
}

/** What came of a call: another network, the same, or EC2's refusal by its code. */
export type Applied = { readonly documents: Documents } | { readonly refused: string };

let made = 0;

/** Makes a call on a network as the embedded account would. Throws what is no refusal. */
export const apply = (documents: Documents, { operation, input }: Call): Applied => {
  const network = openNetwork(documents, {
    account: owner,
    region: REGION,
    newId: (prefix) => {
      made += 1;
      return `${prefix}-0${made.toString(16).padStart(16, '0')}`;
    },
  });
  const run = network.operations[operation];
  if (run === undefined) return { refused: 'InvalidAction' };
  try {
    run(input as never);
    return { documents: network.documents() };
  } catch (error) {
    if (error instanceof ServiceError) return { refused: error.code };
    throw error;
  }
};

/** The same, of a call that must not be refused. */
export const changed = (documents: Documents, call: Call): Documents => {
  const applied = apply(documents, call);
  if ('refused' in applied) throw new Error(`${call.operation} was refused: ${applied.refused}`);
  return applied.documents;
};

/** The network with an instance more. */
export const launched = (documents: Documents, host: Host): Documents => ({
  ...documents,
  Reservations: [...(documents.Reservations ?? []), reservationElement(host)],
  NetworkInterfaces: [...(documents.NetworkInterfaces ?? []), interfaceElement(host)],
});

/** The network without an instance and its interface, as it is described an hour after the instance's end. */
export const ended = (documents: Documents, host: Host): Documents => {
  const isIt = (reservation: Raw): boolean =>
    list(reservation, 'Instances').some((instance) => text(instance, 'InstanceId') === instanceId(host));
  return {
    ...documents,
    Reservations: (documents.Reservations ?? []).filter((reservation) => !isIt(reservation)),
    NetworkInterfaces: (documents.NetworkInterfaces ?? []).filter(
      (eni) => text(eni, 'NetworkInterfaceId') !== interfaceId(host),
    ),
  };
};
