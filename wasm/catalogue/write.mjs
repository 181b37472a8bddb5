// npm run catalogue: writes the files that are made from the core's catalogue. They are committed;
// tests/cli/catalogue.test.ts compares them with what the core says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { repository } from '../toolchain/repository.mjs';
import { generate, readCatalogue } from './generate.mjs';

for (const [path, text] of Object.entries(await generate(readCatalogue(process.argv[2])))) {
  writeFileSync(join(repository, path), text);
}
