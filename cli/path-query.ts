import { type Configuration, type Endpoint, endpointText, portsText } from '../lambda/domain/path.ts';
import type { Query } from '../lambda/reachability/query.ts';
import { line } from './page.ts';
import { misused } from './refusal.ts';
import { unknownPath } from './unknown-path.ts';

const reference = (id: string, field: 'from' | 'to', end: Endpoint): string => {
  switch (end.kind) {
    case 'id':
      return end.id;
    case 'arn':
      return end.arn;
    case 'address':
      return end.address;
    case 'selector':
      throw misused(
        `the path \`${line(id)}\` selects its \`${field}\` by tags (${line(endpointText(end))}), which \`analyze\` does not resolve`,
        'name the ends: `--from ID --to ID`, or let `check` resolve them',
      );
  }
};

/** A declared path as a question. Throws a refusal where there is no such path, or an end of it is a selector. */
export const pathQuery = ({ paths }: Configuration, id: string): Query => {
  const path = paths.find((one) => one.id === id);
  if (path === undefined)
    throw unknownPath(
      [id],
      paths.map((one) => one.id),
    );
  const { ports, sourcePorts } = path;
  return {
    id,
    from: reference(id, 'from', path.from),
    to: reference(id, 'to', path.to),
    protocol: path.protocol,
    ...(ports.length > 0 && { port: portsText(ports) }),
    ...(sourcePorts.length > 0 && { sourcePort: portsText(sourcePorts) }),
  };
};
