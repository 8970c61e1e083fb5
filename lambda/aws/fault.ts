import { Fault, type FaultKind } from '../domain/fault.ts';

/**
 * Error codes of EC2, Network Manager, SNS, DynamoDB, Lambda, EventBridge and Secrets Manager, without the `Client.` or `Server.` that EC2 sometimes
 * puts before them; the first pattern that fits decides.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and each service's "Common errors".
 */
const kinds: readonly (readonly [RegExp, FaultKind])[] = [
  [/^RequestLimitExceeded$|Throttl|^TooManyRequestsException$|^SlowDown$|^BandwidthLimitExceeded$/, 'throttled'],
  [/^ProvisionedThroughputExceededException$|^PriorRequestNotComplete$/, 'throttled'],
  [
    /^ExpiredToken|^RequestExpired$|^CredentialsProviderError$|^TokenProviderError$|^NoCredentials$/,
    'expired-credentials',
  ],
  [/^InvalidClientTokenId$|^UnrecognizedClientException$|^MissingAuthenticationToken/, 'expired-credentials'],
  [/AccessDenied|^UnauthorizedOperation$|^AuthFailure$|^AuthorizationError|^OptInRequired$|^Blocked$/, 'denied'],
  [/^SignatureDoesNotMatch$|^InvalidSignatureException$|^IncompleteSignature|^PendingVerification$/, 'denied'],
  // Of an event's source or type: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html.
  [/^NotAuthorizedFor/, 'denied'],
  [/^KMSDisabledException$|^KMSOptInRequired$|^InvalidSecurity/, 'denied'],
  // One resource with too many tags: no waiting cures it.
  [/^TagLimitExceeded/, 'invalid'],
  [/LimitExceeded(Exception)?$|^ServiceQuotaExceededException$|QuotaExceeded|^CodeStorageExceeded/, 'quota'],
  [/NotFound(Exception)?$|^NotFoundException$/, 'not-found'],
  [/^IdempotentParameterMismatch$|^AnalysisExistsForNetworkInsightsPath$|Conflict|^ConditionalCheckFailed/, 'conflict'],
  [/^ResourceInUse|^DependencyViolation$|^ConcurrentAccess|^DurableExecutionAlreadyStarted/, 'conflict'],
  [
    /^Unavailable$|^ServiceUnavailable|^InternalError|^InternalFailure$|^InternalServ|^InternalException$|^ServiceException$/,
    'unavailable',
  ],
  [/^ResourceNotReady|^InsufficientCapacity|^InsufficientInstanceCapacity$/, 'unavailable'],
  [/^ECONN|^EPIPE$|^ETIMEDOUT$|^EHOSTUNREACH$|^ENETUNREACH$|^ENOTFOUND$|^EAI_AGAIN$|^ERR_SOCKET/, 'no-answer'],
  [/^TimeoutError$|^AbortError$|^RequestTimeout|^NetworkingError$|^UND_ERR/, 'no-answer'],
  [
    /\.Malformed$|^Invalid|^MissingParameter$|^MissingAction$|^UnknownParameter$|^Validation|^MalformedDetail$/,
    'invalid',
  ],
  [/^TagPolicyViolation$|^DryRunOperation$|^UnsupportedOperation$|^OperationNotPermitted$/, 'invalid'],
  [/^SyntaxError$|^SerializationException$/, 'malformed'],
];

interface SdkError {
  readonly name: string;
  readonly message: string;
  /** Of sockets and of the runtime. */
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly statusCode?: number };
}

/** A service's refusal is named by its code; a socket's error has the code beside the name `Error`. */
const codeOf = (error: SdkError): string =>
  typeof error.code === 'string' && (error.name === 'Error' || error.name === '') ? error.code : error.name;

const kindOf = (error: SdkError, code: string): FaultKind => {
  const plain = code.replace(/^(Client|Server)\./, '');
  const known = kinds.find(([pattern]) => pattern.test(plain));
  if (known !== undefined) return known[1];
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  // Attempts were made, and not one of them met with a status.
  if (status === undefined && error.$metadata?.attempts !== undefined) return 'no-answer';
  // What is no refusal of the service, and yet followed its answer, is an answer that could not be read.
  if (status === undefined || status < 400) return 'malformed';
  return status >= 500 ? 'unavailable' : 'invalid';
};

const longest = 1000;
const tidied = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longest);

/** Told by its shape: an error of the runtime itself may come from another realm, where `instanceof` fails. */
const isError = (error: unknown): error is SdkError =>
  typeof error === 'object' && error !== null && 'name' in error && 'message' in error;

/** Any error of an SDK client as a `Fault` that keeps it as its cause. A `Fault` stays what it is. */
export const asFault = (error: unknown, operation: string): Fault => {
  if (error instanceof Fault) return error;
  const thrown = isError(error) ? error : new Error(String(error));
  const code = codeOf(thrown);
  return new Fault(
    { kind: kindOf(thrown, code), operation, code: tidied(code), message: tidied(thrown.message) },
    { cause: error },
  );
};

/** Runs one call; what it throws becomes a `Fault`. */
export const calling = async <Output>(operation: string, call: () => Promise<Output>): Promise<Output> => {
  try {
    return await call();
  } catch (error) {
    throw asFault(error, operation);
  }
};

/** What an answer must have. Throws a `Fault` of kind `malformed` where it lacks it. */
export const having = <Value>(value: Value | undefined, what: string, operation: string): Value => {
  if (value === undefined) throw malformed(operation, `the answer has no ${what}`);
  return value;
};

/** An answer that the service gave and that makes no sense. */
export const malformed = (operation: string, message: string): Fault =>
  new Fault({ kind: 'malformed', operation, code: 'MalformedAnswer', message: tidied(message) });
