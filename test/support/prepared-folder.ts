import { cpSync } from 'node:fs';
import { twoPaths } from './command-line.ts';
import { aFolder, type TemporaryFolder } from './folders.ts';
import { runInPipe } from './process.ts';

export interface PreparedFolder {
  /** The open incident of the path that is broken. */
  readonly incident: string;
  /** A mute that is on. */
  readonly mute: string;
  /** A copy of it, to do with as one likes. */
  copy(): TemporaryFolder;
  remove(): void;
}

const documentOf = async (args: string, folder: string): Promise<unknown> =>
  JSON.parse((await runInPipe(`${args} --local --json`, { folder })).stdout);

/**
 * A working directory as it is in use: `pathwatch.yaml` with the two paths of `twoPaths`, and an embedded account that has
 * checked them, before and after `a-to-b` broke. Its network from before is a snapshot, `before`; the other path is muted.
 */
export const prepareFolder = async (): Promise<PreparedFolder> => {
  const folder = aFolder();
  folder.put('pathwatch.yaml', twoPaths);
  await documentOf('check', folder.path);
  await documentOf('snapshot --out before', folder.path);
  await documentOf('check --scene security-group-closed', folder.path);
  const mute = (await documentOf('mute b-not-to-a --for 2h --reason tests', folder.path)) as { readonly id: string };
  const [incident] = (await documentOf('incidents', folder.path)) as readonly { readonly id: string }[];
  if (incident === undefined) throw new Error('no incident was opened');
  return {
    incident: incident.id,
    mute: mute.id,
    copy: () => {
      const copy = aFolder();
      cpSync(folder.path, copy.path, { recursive: true });
      return copy;
    },
    remove: folder.remove,
  };
};
