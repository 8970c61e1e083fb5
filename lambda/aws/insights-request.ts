import type { CreateNetworkInsightsPathCommandInput, TagSpecification } from '@aws-sdk/client-ec2';
import type { Question } from '../domain/evidence.ts';
import { Fault } from '../domain/fault.ts';
import type { Deployment } from '../monitor/ports.ts';

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html */
const longestToken = 64;

/** The token as it is; throws a `Fault` where EC2 would not take it. */
export const checkedToken = (token: string, operation: string): string => {
  if (token.length <= longestToken) return token;
  const message = `the client token has ${token.length} characters, and at most ${longestToken} are taken`;
  throw new Fault({ kind: 'invalid', operation, code: 'ClientTokenTooLong', message });
};

/** The tags by which this deployment knows again what it made. */
export const tagged = (
  question: Question,
  deployment: Deployment,
  type: TagSpecification['ResourceType'],
): TagSpecification[] => [
  {
    ResourceType: type,
    Tags: [
      { Key: 'Name', Value: `pathwatch ${question.pathId}` },
      { Key: 'pathwatch', Value: deployment.name },
      { Key: 'pathwatch:path', Value: question.pathId },
      { Key: 'pathwatch:question', Value: question.key },
    ],
  },
];

const ec2Ports = ({ from, to }: Question['ports']) => ({ FromPort: from, ToPort: to });

/** One destination port of a resource goes by `DestinationPort`, which the console shows best; all else by a filter. */
export const filtersOf = (question: Question): Partial<CreateNetworkInsightsPathCommandInput> => {
  const { destination, destinationAddress, ports, sourcePorts, replyTo } = question;
  const plain = destinationAddress === undefined && sourcePorts === undefined && ports.from === ports.to;
  return {
    ...(destination === undefined ? {} : { Destination: destination }),
    ...(plain && destination !== undefined
      ? { DestinationPort: ports.from }
      : {
          FilterAtSource: {
            ...(replyTo !== undefined ? {} : { DestinationPortRange: ec2Ports(ports) }),
            ...(sourcePorts === undefined ? {} : { SourcePortRange: ec2Ports(sourcePorts) }),
            ...(destinationAddress === undefined ? {} : { DestinationAddress: destinationAddress }),
          },
        }),
  };
};
