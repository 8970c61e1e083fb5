import type { Finding } from '../lambda/domain/verdict.ts';

/** The finding that explains best why things are as they are; undefined where nothing was found. */
export const foremost = (findings: readonly Finding[]): Finding | undefined =>
  findings.find((finding) => finding.says === 'unreachable') ??
  findings.find((finding) => finding.says === 'unknown') ??
  findings[0];
