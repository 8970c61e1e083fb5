import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsOf } from '../../lambda/aws/secrets.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { secretsService } from '../../local/secrets/service.ts';
import { loopback } from '../support/loopback.ts';

const TOKEN = 'xoxTOKENxox';
const arn = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:noc';

let endpoint: Endpoint;
let client: SecretsManagerClient;
let texts: Map<string, string>;

beforeEach(async () => {
  texts = new Map([['noc', TOKEN]]);
  endpoint = await openEndpoint(secretsService({ secrets: texts, account: '111111111111', region: 'us-east-1' }));
  client = new SecretsManagerClient({
    ...loopback(endpoint.url),
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const read = (secret: string) => secretsOf(client, () => new Date(0)).read(secret);

const faultOf = async (secret = 'noc'): Promise<Fault> => {
  const thrown: unknown = await read(secret).catch((error: unknown) => error);
  if (!(thrown instanceof Fault)) throw thrown;
  expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  return thrown;
};

test.each(['noc', arn, `${arn}-a1B2c3`])('a secret is read by %s', async (id) => {
  expect(await read(id)).toBe(TOKEN);
});

test('a secret that is read afresh is known from then on', async () => {
  const secrets = secretsOf(client, () => new Date(0));
  await secrets.read('noc');
  texts.set('noc', 'rotated');
  expect(await secrets.read('noc')).toBe(TOKEN);
  expect(await secrets.read('noc', true)).toBe('rotated');
  expect(await secrets.read('noc')).toBe('rotated');
});

test('a secret that does not exist is not found', async () => {
  expect((await faultOf('other')).info).toMatchObject({ kind: 'not-found', code: 'ResourceNotFoundException' });
});

test.each<[string, number, FaultKind]>([
  ['AccessDeniedException', 400, 'denied'],
  ['DecryptionFailure', 400, 'denied'],
  ['InvalidRequestException', 400, 'not-found'],
  ['InvalidParameterException', 400, 'not-found'],
  ['InternalServiceError', 500, 'unavailable'],
  ['ThrottlingException', 400, 'throttled'],
  ['ExpiredTokenException', 400, 'expired-credentials'],
])('%s is told as a fault that the operator can mend', async (code, status, kind) => {
  endpoint.disturb(() => ({ kind: 'error', status, code }));
  expect((await faultOf()).info).toMatchObject({ kind, operation: 'GetSecretValue', code });
});

test.each([`{"SecretString":"${TOKEN}`, `${TOKEN}`, `{"SecretString": ${TOKEN}}`, `<html>${TOKEN}</html>`])(
  'an answer of %s is malformed, and nothing of it is told',
  async (body) => {
    endpoint.disturb(() => ({ kind: 'malformed', body }));
    expect((await faultOf()).info).toMatchObject({ kind: 'malformed', message: 'the answer could not be read' });
  },
);

test('a secret of bytes has no text', async () => {
  endpoint.disturb(() => ({ kind: 'malformed', body: '{"Name":"noc","SecretBinary":"AAAA"}' }));
  expect((await faultOf()).info).toMatchObject({ kind: 'not-found', code: 'NoSecretString' });
});
