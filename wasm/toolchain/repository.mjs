import { fileURLToPath } from 'node:url';

/** The top folder of this clone. */
export const repository = fileURLToPath(new URL('../..', import.meta.url));
