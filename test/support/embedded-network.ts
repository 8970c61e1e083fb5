import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';
import { elementOf } from '../../local/network/elements.ts';
import { type Network, type NetworkOptions, openNetwork } from '../../local/network/network.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { openEc2 } from './ec2.ts';

/** The value with all that is in it made unchangeable. */
const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
};

export interface OpenNetwork {
  readonly network: Network;
  readonly ec2: EC2Client;
  readonly close: () => Promise<void>;
  /** The element as it is now. Throws where there is none. */
  readonly element: (key: DocumentKey, id: string) => Raw;
}

/** A network behind the loopback endpoint. Nothing can change a value that it ever held. */
export const openEmbeddedNetwork = async (
  documents: Documents = scenario,
  options: NetworkOptions = {},
): Promise<OpenNetwork> => {
  const network = openNetwork(frozen(documents), { account: ACCOUNT, region: REGION, ...options });
  network.subscribe(frozen);
  const { ec2, close } = await openEc2(network.operations);
  return {
    network,
    ec2,
    close,
    element: (key, id) => {
      const found = elementOf(network.documents(), key, id);
      if (found === undefined) throw new Error(`no ${id} in ${key}`);
      return found;
    },
  };
};
