/** What an analysis says of something that stops packets, as far as a command depends on it. Unchecked. */
export interface Lack {
  readonly code: string;
  /** Ids by the role that Reachability Analyzer gives them, some of them in the plural. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  /** Of the rule that is missing. */
  readonly side?: string | undefined;
  readonly protocol?: string | undefined;
  /** `443`, `1024-65535`. */
  readonly ports?: string | undefined;
  /** The address or block at the other end of a rule. */
  readonly peer?: string | undefined;
  /** Where packets are to go, as an address or block. */
  readonly destination?: string | undefined;
  /** The destination of the route that takes them instead. */
  readonly route?: string | undefined;
  /** How that came about: `CreateRoute`, `EnableVgwRoutePropagation`; `static`, `propagated`. */
  readonly origin?: string | undefined;
  /** The number of the entry that denies them. */
  readonly entry?: string | undefined;
  /** The transit gateway attachment of the network that they are to go to. */
  readonly toward?: string | undefined;
}

/** The ids in one of the roles, the first that names any. */
export const named = ({ resources }: Lack, ...roles: readonly string[]): readonly string[] =>
  roles
    .flatMap((role) => [role, `${role}s`])
    .map((role) => (Object.hasOwn(resources, role) ? (resources[role] ?? []) : []))
    .find((ids) => ids.length > 0) ?? [];

/** The id in one of the roles; undefined where there are several. */
export const onlyNamed = (lack: Lack, ...roles: readonly string[]): string | undefined => {
  const ids = named(lack, ...roles);
  return ids.length === 1 ? ids[0] : undefined;
};

export const sideOf = ({ side }: Lack): 'ingress' | 'egress' | undefined => {
  const known = side?.toLowerCase();
  return known === 'ingress' || known === 'egress' ? known : undefined;
};
