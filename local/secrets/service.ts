import { text } from '../../lambda/snapshot/raw.ts';
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

/** Secrets Manager as far as a webhook's URL needs it: `GetSecretValue`, by name, ARN or ARN without its suffix. */
export const secretsService = ({ secrets, account, region }: SecretsOptions): Service => {
  const arnOf = (name: string): string =>
    name.startsWith('arn:') ? name : `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
  const fullArn = (name: string): string => (name.startsWith('arn:') ? name : `${arnOf(name)}-${SUFFIX}`);
  return jsonService('secretsmanager', 'secretsmanager', {
    GetSecretValue: (input) => {
      const id = text(input, 'SecretId') ?? '';
      const found = [...secrets].find(([name]) => [name, arnOf(name), fullArn(name)].includes(id));
      if (found === undefined)
        throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      const [name, SecretString] = found;
      return { ARN: fullArn(name), Name: name, SecretString, VersionStages: ['AWSCURRENT'] };
    },
  });
};
