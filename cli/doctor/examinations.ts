import { alarms } from './alarms.ts';
import { alerts } from './alerts.ts';
import { blindness } from './blindness.ts';
import { budget } from './budget.ts';
import { canary } from './canary.ts';
import { clock } from './clock.ts';
import { configuration } from './configuration.ts';
import { credentials } from './credentials.ts';
import { declarations } from './declarations.ts';
import { deployment } from './deployment.ts';
import { forwarder } from './forwarder.ts';
import { globalNetwork } from './global-network.ts';
import type { Examination } from './patient.ts';
import { permissions } from './permissions.ts';
import { quotas } from './quotas.ts';
import { region } from './region.ts';
import { slackSecrets } from './slack-secrets.ts';
import { subscriptions, troublesSubscriptions } from './subscriptions.ts';
import { sweeps } from './sweeps.ts';
import { table } from './table.ts';
import { tableExpiry } from './table-expiry.ts';
import { tableProtection } from './table-protection.ts';
import { tableRecovery } from './table-recovery.ts';
import { trail } from './trail.ts';
import { version } from './version.ts';

/** All that `pathwatch doctor` looks at, in the order in which one thing rests on another. One more is one more line here. */
export const examinations: readonly Examination[] = [
  credentials,
  region,
  clock,
  deployment,
  version,
  permissions,
  configuration,
  declarations,
  table,
  tableRecovery,
  tableExpiry,
  tableProtection,
  sweeps,
  canary,
  blindness,
  alerts,
  alarms,
  subscriptions,
  troublesSubscriptions,
  slackSecrets,
  trail,
  globalNetwork,
  forwarder,
  quotas,
  budget,
];
