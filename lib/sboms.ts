import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { bundleCommandLine } from './bundle-command-line.ts';
import { type Artefact, lockedBom, sbomOf } from './sbom.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The functions that are deployed. */
const handlers = ['sweep', 'start', 'gather', 'farewell', 'widget'] as const;

const inputsOf = (outputs: Readonly<Record<string, { readonly inputs: object }>>): readonly string[] =>
  Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));

const artefacts = async (folder: string): Promise<readonly Artefact[]> => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { outputs } = await bundleCommandLine(join(folder, 'cli'));
  const made: Artefact[] = [{ name: 'pathwatch', version, inputs: inputsOf(outputs) }];
  for (const name of handlers) {
    const { metafile } = await bundle({
      entry: join(root, `lambda/handlers/${name}.ts`),
      outdir: join(folder, name),
    });
    made.push({ name: `pathwatch-${name}`, version, inputs: inputsOf(metafile.outputs) });
  }
  return made;
};

/** Writes the bill of materials of each thing that is shipped into `outdir`; answers their files. */
export const writeSboms = async (outdir: string): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
  try {
    const locked = await lockedBom(root);
    await rm(outdir, { recursive: true, force: true });
    await mkdir(outdir, { recursive: true });
    const files: string[] = [];
    for (const artefact of await artefacts(folder)) {
      const file = join(outdir, `${artefact.name}.cdx.json`);
      await writeFile(file, `${JSON.stringify(await sbomOf(artefact, locked, root), null, 1)}\n`);
      files.push(file);
    }
    return files;
  } finally {
    await rm(folder, { recursive: true });
  }
};
