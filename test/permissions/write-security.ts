import { writeFile } from 'node:fs/promises';
import { runFlow } from './flow.ts';
import { usesOf } from './grants.ts';
import { securityPage } from './page.ts';
import { synthesized } from './synthesized.ts';

/** Writes docs/security.md; a test checks that it is current. */
const template = synthesized();
const { recorded, implied } = await runFlow(template);
const uses = await usesOf([...recorded, ...implied], template);
await writeFile(new URL('../../docs/security.md', import.meta.url), securityPage(uses));
