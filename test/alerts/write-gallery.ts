import { writeFile } from 'node:fs/promises';
import { galleryPage } from './gallery-page.ts';
import { situations } from './situations.ts';

/** Writes docs/gallery.md; a test checks that it is current. */
await writeFile(new URL('../../docs/gallery.md', import.meta.url), galleryPage(situations));
