/** Why packets get no further, or why it is not known whether they do. */
export interface Obstacle {
  /** AWS's explanation code where one exists. */
  readonly code: string;
  readonly says: 'unreachable' | 'unknown';
  /** The resource to look at. */
  readonly component: string;
  /** One sentence, without its full stop. */
  readonly message: string;
  /** By the role that Reachability Analyzer gives them in its explanations: `securityGroups`, `networkInterface`, … */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  /** What else AWS's explanation tells: `direction`, `address`, … */
  readonly facts: Readonly<Record<string, string>>;
}

type Rest = {
  readonly resources?: Readonly<Record<string, readonly (string | undefined)[]>>;
  readonly facts?: Readonly<Record<string, string | undefined>>;
};

const withoutGaps = ({ resources, facts }: Rest): Pick<Obstacle, 'resources' | 'facts'> => ({
  resources: Object.fromEntries(
    Object.entries(resources ?? {})
      .map(([role, ids]) => [role, ids.filter((id) => id !== undefined && id !== '')] as const)
      .filter(([, ids]) => ids.length > 0),
  ) as Record<string, string[]>,
  facts: Object.fromEntries(
    Object.entries(facts ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
});

/** A thing that was read and lets nothing pass. */
export const blocks = (code: string, component: string, message: string, rest: Rest = {}): Obstacle => ({
  code,
  says: 'unreachable',
  component,
  message,
  ...withoutGaps(rest),
});

/** A thing that could not be seen. */
export const unseen = (component: string, message: string, code = 'UNKNOWN_RESOURCE', rest: Rest = {}): Obstacle => ({
  code,
  says: 'unknown',
  component,
  message,
  ...withoutGaps(rest),
});

/** A thing that the model does not follow. */
export const unmodelled = (component: string, message: string): Obstacle =>
  unseen(component, message, 'UNSUPPORTED_COMPONENT');
