import type { Finding } from '../../lambda/domain/verdict.ts';
import { REASONS } from './report.ts';

const findingText = ({ direction, message, code }: Finding): string =>
  `${direction === undefined ? '' : `${direction}: `}${message} [${code}]`;

/** The reasons of a path, what blocks first, each with the advice that goes with it, if any does. */
export const reasonTexts = (findings: readonly Finding[]): readonly string[] => {
  const told = findings
    .slice(0, REASONS)
    .map((finding) => `${findingText(finding)}${finding.advice === undefined ? '' : `. ${finding.advice}`}`);
  return findings.length > REASONS ? [...told, `and ${findings.length - REASONS} more`] : told;
};
