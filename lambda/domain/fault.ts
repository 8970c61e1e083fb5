/**
 * Why a call to a service brought no answer. The adapters translate every error of a service into one of these, so that
 * nothing above them knows an SDK's exceptions.
 */
export type FaultKind =
  | 'throttled'
  | 'quota'
  | 'denied'
  | 'expired-credentials'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'unavailable'
  | 'no-answer'
  | 'malformed';

/** A fault as a value: what is kept in evidence and told to the operator. */
export interface FaultInfo {
  readonly kind: FaultKind;
  /** The operation, as the service spells it, such as `StartNetworkInsightsAnalysis`. */
  readonly operation: string;
  /** The service's own error code, such as `RequestLimitExceeded`. */
  readonly code: string;
  readonly message: string;
}

/** Thrown by adapters; keeps the service's error as its cause. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly info: FaultInfo;

  constructor(info: FaultInfo, options?: ErrorOptions) {
    super(`${info.operation}: ${info.code}: ${info.message}`, options);
    this.info = info;
  }
}

/** Whether the same call may succeed within this sweep. */
export const isTransient = (kind: FaultKind): boolean => {
  switch (kind) {
    case 'throttled':
    case 'quota':
    case 'unavailable':
    case 'no-answer':
    case 'malformed':
      return true;
    case 'denied':
    case 'expired-credentials':
    case 'not-found':
    case 'invalid':
    case 'conflict':
      return false;
  }
};

/** Any thrown value as fault information: what is not a `Fault` is a defect of ours, and is said as one. */
export const faultOf = (error: unknown, operation: string): FaultInfo =>
  error instanceof Fault
    ? error.info
    : {
        kind: 'malformed',
        operation,
        code: error instanceof Error ? error.name : 'Error',
        message: error instanceof Error ? error.message : String(error),
      };
