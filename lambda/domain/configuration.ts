import { acrossKeys } from './configuration/across-keys.ts';
import { channelsOf } from './configuration/channels.ts';
import { maintenanceOf } from './configuration/maintenance.ts';
import { policyOf } from './configuration/policy.ts';
import { standard } from './configuration/standard.ts';
import type { Flaw } from './configuration-flaw.ts';
import { flawsOf } from './configuration-flaw.ts';
import type { ConfigurationFile, PathEntry } from './configuration-schema.ts';
import { configurationFile } from './configuration-schema.ts';
import type { Configuration, Path } from './path.ts';

export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly flaws: readonly Flaw[] };

const pathOf = (entry: PathEntry, defaults: ConfigurationFile['defaults']): readonly Path[] => {
  const said = { ...defaults, ...entry };
  // Told by `wanting`; the schema leaves them optional, since `defaults` may hold them.
  if (said.protocol === undefined || said.port === undefined || said.every === undefined) return [];
  return [
    {
      id: said.id,
      from: said.from,
      to: said.to,
      protocol: said.protocol,
      ports: said.port,
      sourcePorts: said.sourcePort ?? [],
      expect: said.expect ?? standard.expect,
      every: said.every,
      audit: said.audit ?? standard.audit,
      severity: said.severity ?? standard.severity,
      tags: { ...defaults?.tags, ...entry.tags },
      maxPairs: said.maxPairs ?? standard.maxPairs,
      blindAfter: entry.alerts?.blindAfter ?? defaults?.alerts?.blindAfter ?? standard.blindAfter,
      alerts: policyOf(entry.alerts, defaults?.alerts),
    },
  ];
};

/** The parsed content of a configuration file as a configuration in canonical values, or everything that is wrong with it. */
export const toConfiguration = (raw: unknown): ReadConfiguration => {
  const parsed = configurationFile.safeParse(raw);
  const flaws = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => flawsOf(issue, raw))),
    ...acrossKeys(raw),
  ];
  if (!parsed.success || flaws.length > 0) return { ok: false, flaws };
  const { paths, defaults, channels, maintenance, budget, changes, retention } = parsed.data;
  return {
    ok: true,
    configuration: {
      paths: paths.flatMap((entry) => pathOf(entry, defaults)),
      channels: channelsOf(channels),
      maintenance: maintenanceOf(maintenance),
      budget: {
        monthly: budget?.monthly ?? standard.budget,
        paths: budget?.paths ?? {},
        tags: budget?.tags ?? {},
        prices: budget?.prices ?? {},
      },
      quiet: changes?.quiet ?? standard.quiet,
      retentionDays: retention?.days ?? standard.retentionDays,
    },
  };
};
