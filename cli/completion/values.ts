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
  const idsOf = new Map<string, string[]>();
  for (const { id, tags } of paths)
    for (const [key, value] of Object.entries(tags)) {
      const tag = `${key}=${value}`;
      idsOf.set(tag, [...(idsOf.get(tag) ?? []), id]);
    }
  return [...idsOf].map(([value, ids]) => ({ value, description: ids.join(', ') }));
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
  'incident|path': paths,
  'key=value': tags,
  channel: ({ channels }) => plain(['email', ...channelNames(channels)]),
  end: ends,
};

/** Values that are files or folders, which the shell knows best. */
export const placesNamed: Readonly<Record<string, 'files' | 'folders'>> = {
  file: 'files',
  folder: 'folders',
  before: 'folders',
  after: 'folders',
};

/** The same of values that need no configuration. */
export const fixedValues: Readonly<Record<string, readonly string[]>> = {
  before: ['now'],
  after: ['now'],
  names: ['model', 'model,route', 'model,reachability'],
  protocol: ['tcp', 'udp', 'icmp', 'icmpv6', 'any'],
};
