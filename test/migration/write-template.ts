import { writeFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { aStack } from '../support/synthesized.ts';
import { kept } from './kept-template.ts';

/* `node test/migration/write-template.ts FILE`, in a checkout of the release: see README.md. */

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('into which file?');
writeFileSync(file, `${JSON.stringify(kept(Template.fromStack(aStack()).toJSON().Resources), null, 1)}\n`);
