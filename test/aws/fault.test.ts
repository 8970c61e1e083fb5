import { asFault } from '../../lambda/aws/fault.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';

const sdkError = (name: string, status?: number, message = 'no'): Error =>
  Object.assign(new Error(message), {
    name,
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
  });

const socketError = (code: string): Error => Object.assign(new Error(code), { code });

describe('an error of a service is told by its code', () => {
  test.each<[string, FaultKind]>([
    ['RequestLimitExceeded', 'throttled'],
    ['Client.RequestLimitExceeded', 'throttled'],
    ['Throttling', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['ThrottledException', 'throttled'],
    ['KMSThrottlingException', 'throttled'],
    ['EC2ThrottledException', 'throttled'],
    ['TooManyRequestsException', 'throttled'],
    ['ProvisionedThroughputExceededException', 'throttled'],
    ['NetworkInsightsAnalysis.LimitExceeded', 'quota'],
    ['NetworkInsightsPath.LimitExceeded', 'quota'],
    ['LimitExceededException', 'quota'],
    ['ServiceQuotaExceededException', 'quota'],
    ['TagLimitExceeded', 'invalid'],
    ['UnauthorizedOperation', 'denied'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['AuthorizationErrorException', 'denied'],
    ['NetworkInsights.AccessDenied', 'denied'],
    ['AuthFailure', 'denied'],
    ['KMSAccessDeniedException', 'denied'],
    ['InvalidSignatureException', 'denied'],
    ['ExpiredToken', 'expired-credentials'],
    ['ExpiredTokenException', 'expired-credentials'],
    ['RequestExpired', 'expired-credentials'],
    ['CredentialsProviderError', 'expired-credentials'],
    ['InvalidClientTokenId', 'expired-credentials'],
    ['UnrecognizedClientException', 'expired-credentials'],
    ['InvalidNetworkInsightsPathId.NotFound', 'not-found'],
    ['InvalidNetworkInsightsAnalysisId.NotFound', 'not-found'],
    ['NetworkInsightsSource.NotFound', 'not-found'],
    ['NetworkInsightsDestination.NotFound', 'not-found'],
    ['ResourceNotFoundException', 'not-found'],
    ['NotFoundException', 'not-found'],
    ['InvalidNetworkInsightsAnalysisId.Malformed', 'invalid'],
    ['InvalidNetworkInsightsPathId.Malformed', 'invalid'],
    ['InvalidParameterValue', 'invalid'],
    ['InvalidParameterCombination', 'invalid'],
    ['InvalidParameterException', 'invalid'],
    ['MissingParameter', 'invalid'],
    ['ValidationException', 'invalid'],
    ['TagPolicyViolation', 'invalid'],
    ['DryRunOperation', 'invalid'],
    ['InvalidAction', 'invalid'],
    ['IdempotentParameterMismatch', 'conflict'],
    ['AnalysisExistsForNetworkInsightsPath', 'conflict'],
    ['ConflictException', 'conflict'],
    ['ConditionalCheckFailedException', 'conflict'],
    ['ResourceConflictException', 'conflict'],
    ['Unavailable', 'unavailable'],
    ['InternalError', 'unavailable'],
    ['InternalServerException', 'unavailable'],
    ['InternalServerError', 'unavailable'],
    ['ServiceUnavailable', 'unavailable'],
    ['TimeoutError', 'no-answer'],
    ['AbortError', 'no-answer'],
    ['SyntaxError', 'malformed'],
  ])('%s is %s', (code, kind) => {
    const fault = asFault(sdkError(code, 400), 'Call');
    expect(fault.info).toEqual({ kind, operation: 'Call', code, message: 'no' });
  });
});

test.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE', 'EAI_AGAIN'])(
  'a socket that ends in %s brought no answer',
  (code) => {
    expect(asFault(socketError(code), 'Call').info).toMatchObject({ kind: 'no-answer', code });
  },
);

describe('an unknown code is judged by its status', () => {
  test.each<[number | undefined, FaultKind]>([
    [400, 'invalid'],
    [418, 'invalid'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [200, 'malformed'],
    [undefined, 'malformed'],
  ])('%s is %s', (status, kind) => {
    expect(asFault(sdkError('Novelty', status), 'Call').info.kind).toBe(kind);
  });
});

test('attempts that met with no status at all brought no answer', () => {
  const error = Object.assign(new Error('broken'), { $metadata: { attempts: 3 } });
  expect(asFault(error, 'Call').info.kind).toBe('no-answer');
});

test('an error of another realm is read like any other', () => {
  const foreign = { name: 'Error', code: 'ECONNRESET', message: 'read ECONNRESET' };
  expect(asFault(foreign, 'Call').info).toMatchObject({ kind: 'no-answer', code: 'ECONNRESET' });
});

test('the cause is kept, and a fault stays itself', () => {
  const cause = sdkError('Unavailable', 503);
  const fault = asFault(cause, 'Call');
  expect(fault.cause).toBe(cause);
  expect(asFault(fault, 'Another')).toBe(fault);
});

test('what is no error at all is a fault too', () => {
  expect(asFault('boom', 'Call').info).toMatchObject({ kind: 'malformed', message: 'boom' });
  expect(asFault(undefined, 'Call')).toBeInstanceOf(Fault);
});

test('a message is bounded and free of control characters', () => {
  const { message } = asFault(sdkError('Unavailable', 503, `a\u0000\u001b[31m\nb${'x'.repeat(5000)}`), 'Call').info;
  expect(message).toHaveLength(1000);
  expect(message).toMatch(/^a \[31m bx+$/);
});
