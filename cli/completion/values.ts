import { channelNames } from '../../lambda/domain/channel.ts';
import { type Configuration, type Endpoint, pathText } from '../../lambda/domain/path.ts';

/** A word that may stand there, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

const plain = (values: readonly string[], description = ''): readonly Candidate[] =>
  [...new Set(values)].map((value) => ({ value, description }));

const paths = ({ paths }: Configuration): readonly Candidate[] =>
  paths.map((path) => ({ value: path.id, description: pathText(path) }));

const tags = ({ paths }: Configuration): readonly Candidate[] => {
  const all = paths.flatMap((path) =>
    Object.entries(path.tags).map(([key, value]) => ({ id: path.id, tag: `${key}=${value}` })),
  );
  return [...Map.groupBy(all, ({ tag }) => tag)].map(([value, those]) => ({
    value,
    description: those.map(({ id }) => id).join(', '),
  }));
};

const named = (end: Endpoint): readonly string[] => {
  switch (end.kind) {
    case 'id':
      return [end.id];
    case 'arn':
      return [end.arn];
    case 'address':
      return [end.address];
    case 'selector':
      return [];
  }
};

const ends = ({ paths }: Configuration): readonly Candidate[] => [
  ...plain(paths.flatMap(({ from, to }) => [...named(from), ...named(to)])),
  ...plain(['internet'], 'beyond the internet gateways'),
];

/**
 * What a configuration lets one say for a value, by the word that stands for it in the usage of a command: whoever writes
 * `<path>` there has ids of paths completed.
 */
export const valuesNamed: Readonly<Record<string, (configuration: Configuration) => readonly Candidate[]>> = {
  path: paths,
  incident: paths,
  'key=value': tags,
  channel: ({ channels }) => plain(['email', ...channelNames(channels)]),
  end: ends,
};

/** Values that are files or folders, which the shell knows best. */
export const placesNamed: Readonly<Record<string, 'files' | 'folders'>> = { file: 'files', folder: 'folders' };

/** The same of values that need no configuration. */
export const fixedValues: Readonly<Record<string, readonly string[]>> = {
  protocol: ['tcp', 'udp', 'icmp', 'icmpv6', 'any'],
};
