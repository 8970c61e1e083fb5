import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault, type FaultKind } from '../domain/fault.ts';
import { asFault } from './fault.ts';

/** Reads secrets; what it throws quotes nothing of them. */
export interface Secrets {
  /** A secret's text by its name or ARN, at most five minutes old; with `fresh`, as it is now. */
  read(secret: string, fresh?: boolean): Promise<string>;
}

const operation = 'GetSecretValue';

/** A rotated secret is used from now on by whoever reads it, so that the old one need not be known for long. Milliseconds. */
const KEPT = 5 * 60 * 1000;

/**
 * What is wrong with a secret (it is marked for deletion, its key is disabled, its name is none) can be put right without us,
 * and then what waits for it goes out: none of it is `invalid`.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors
 */
const kindOf = (kind: FaultKind, code: string): FaultKind => {
  if (code === 'DecryptionFailure') return 'denied';
  return kind === 'invalid' ? 'not-found' : kind;
};

/** Without the SDK's error, which holds the answer; and of one that could not be read, without its parser's quotation. */
const withoutSecret = (error: unknown): Fault => {
  const { kind, code, message } = asFault(error, operation).info;
  return new Fault({
    kind: kindOf(kind, code),
    operation,
    code,
    message: kind === 'malformed' ? 'the answer could not be read' : message,
  });
};

const get = async (client: SecretsManagerClient, secret: string): Promise<string> => {
  const { SecretString } = await client
    .send(new GetSecretValueCommand({ SecretId: secret }))
    .catch((error: unknown) => {
      throw withoutSecret(error);
    });
  if (SecretString !== undefined) return SecretString;
  throw new Fault({ kind: 'not-found', operation, code: 'NoSecretString', message: 'the secret holds no text' });
};

/** Secrets Manager, each secret read at most every five minutes. */
export const secretsOf = (client: SecretsManagerClient, now: () => Date): Secrets => {
  const known = new Map<string, { readonly text: string; readonly at: number }>();
  return {
    read: async (secret, fresh = false) => {
      const kept = known.get(secret);
      if (!fresh && kept !== undefined && now().getTime() - kept.at < KEPT) return kept.text;
      const text = await get(client, secret);
      known.set(secret, { text, at: now().getTime() });
      return text;
    },
  };
};
