// What the tests are told about this machine.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { repository } from '../../wasm/toolchain/repository.mjs';

/**
 * MNIST_DIR names a folder with MNIST's four files, where there is one: the user's, or the one that
 * lies beside the clone. Without it the tests that need it say that they are skipped.
 * @returns {Record<string, string>}
 */
export function testEnvironment() {
  if (process.env.MNIST_DIR) return {};
  const beside = join(repository, '../shared/data/mnist');
  return existsSync(beside) ? { MNIST_DIR: beside } : {};
}
