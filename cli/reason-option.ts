import { Option } from 'commander';
import { LONGEST_REASON, reasonOf } from './arguments.ts';

/** `--reason TEXT`: why something is kept back, for those who ask later. */
export const reasonOption = (why: string): Option =>
  new Option('--reason <text>', `${why}; must be given, at most ${LONGEST_REASON} characters`).argParser(reasonOf);
