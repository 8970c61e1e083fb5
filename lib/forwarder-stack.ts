import { Stack, Tags } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import { Forwarder } from './forwarder.ts';

/** Where Network Manager's events come, by partition: https://docs.aws.amazon.com/network-manager/latest/tgwnm/monitoring-events.html. */
const homes: Readonly<Record<string, string>> = { aws: 'us-west-2', 'aws-us-gov': 'us-gov-west-1' };

/** Where the forwarder to a Region belongs, or a sentence why there is none. */
export type Home = { readonly home: string } | { readonly refusal: string };

export const homeOf = (region: string): Home => {
  const partition = RegionInfo.get(region).partition;
  if (partition === undefined) return { refusal: `there is no Region ${region} that is known here` };
  const home = homes[partition];
  if (home === undefined)
    return { refusal: `${region} needs no forwarder: Network Manager sends no events within ${partition}` };
  if (home === region)
    return { refusal: `${region} needs no forwarder: Network Manager's events come in this Region itself` };
  return { home };
};

/** The forwarder to a Region as a stack, in the Region where Network Manager's events come. */
export class ForwarderStack extends Stack {
  constructor(scope: Construct, name: string, region: string, home: string) {
    super(scope, `${name}-forwarder-${region}`, {
      env: { region: home },
      description: `Pathwatch: brings Network Manager's events to ${region}`,
    });
    new Forwarder(this, 'Forwarder', { region });
    // Not `pathwatch`: by that the command line finds a deployment in the Region, which this is none of.
    Tags.of(this).add('pathwatch-forwarder', name);
  }
}
