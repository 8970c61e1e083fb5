import { faultNames } from '../local/faults.ts';

/** What `--scene` makes of the embedded network: all of the scenario's faults repaired, or one of them brought about. */
export const scenes = ['healthy', ...faultNames] as const;
export type Scene = (typeof scenes)[number];
