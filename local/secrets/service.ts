import { type Raw, text } from '../../lambda/snapshot/raw.ts';
import { type Service, ServiceError } from '../endpoint.ts';
import { jsonService } from '../json/service.ts';

export interface SecretsOptions {
  /** The texts of secrets by their names; read anew at each call, so that a test may rotate one. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly account: string;
  readonly region: string;
}

/** The suffix of six characters that Secrets Manager gives to each ARN; here the same for all. */
const SUFFIX = 'a1B2c3';
/** Of the one version that each has. */
const VERSION_ID = '5c1d7a9e-2f3b-4c6d-8e0f-1a2b3c4d5e6f';

/** Secrets Manager as far as a webhook's URL needs it: `GetSecretValue` and `DescribeSecret`, by name, ARN or ARN without its suffix. */
export const secretsService = ({ secrets, account, region }: SecretsOptions): Service => {
  const arnOf = (name: string): string =>
    name.startsWith('arn:') ? name : `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
  const fullArn = (name: string): string => (name.startsWith('arn:') ? name : `${arnOf(name)}-${SUFFIX}`);
  const asked = (input: Raw): readonly [name: string, value: string] => {
    const id = text(input, 'SecretId') ?? '';
    const found = [...secrets].find(([name]) => [name, arnOf(name), fullArn(name)].includes(id));
    if (found !== undefined) return found;
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  };
  return jsonService('secretsmanager', 'secretsmanager', {
    GetSecretValue: (input) => {
      const [name, SecretString] = asked(input);
      return { ARN: fullArn(name), Name: name, SecretString, VersionStages: ['AWSCURRENT'] };
    },
    DescribeSecret: (input) => {
      const [name] = asked(input);
      return { ARN: fullArn(name), Name: name, VersionIdsToStages: { [VERSION_ID]: ['AWSCURRENT'] } };
    },
  });
};
