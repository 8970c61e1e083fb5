import { ec2Client } from '../lambda/aws/ec2-client.ts';
import { errorCode } from '../lambda/domain/file-trouble.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import { changeNetwork } from '../local/change-network.ts';
import { type Change, networkFaults } from '../local/faults.ts';
import { line } from './page.ts';
import { Refusal } from './refusal.ts';
import type { Scene } from './scene.ts';

/** How EC2 refuses to make what is there, and to take away what is not. */
const alreadySo = new Set([
  'RouteAlreadyExists',
  'InvalidPermission.Duplicate',
  'InvalidRoute.NotFound',
  'InvalidPermission.NotFound',
]);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : errorCode(error));

/** Repairs every fault of the scenario but that of the scene, and brings that about, by EC2 calls to the embedded account. */
export const setScene = async (environment: SweepEnvironment, scene: Scene): Promise<void> => {
  const client = ec2Client(environment.AWS_REGION, environment.ENDPOINT_EC2);
  const make = async (change: Change): Promise<void> => {
    try {
      await changeNetwork(client, change);
    } catch (error) {
      if (alreadySo.has(nameOf(error))) return;
      const what = error instanceof Error ? line(error.message) : 'the call was refused';
      throw new Refusal(
        2,
        {
          code: 'no-scene',
          message: `the embedded network cannot be made ${scene}: ${what}`,
          advice: '`--scene` is for the network of the scenario; change another one with the AWS CLI',
        },
        { cause: error },
      );
    }
  };
  try {
    for (const { name, mends } of networkFaults) if (name !== scene) await make(mends);
    for (const { name, breaks } of networkFaults) if (name === scene) await make(breaks);
  } finally {
    client.destroy();
  }
};
