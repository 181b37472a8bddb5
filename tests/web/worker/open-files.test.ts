import { describe, expect, it } from 'vitest';
import { readPicked } from '../../../web/worker/data/open-files';
import { zip } from './readers/files';

const loading = (aborted = false) => ({
  progress: () => undefined,
  signal: aborted ? AbortSignal.abort() : new AbortController().signal,
});
const picked = (path: string, ...parts: Uint8Array<ArrayBuffer>[]) => ({
  file: new File(parts, path),
  path,
});

describe('picked files', () => {
  it('are read, but large archives stay on the disk', async () => {
    const small = zip([{ name: 'x', bytes: new Uint8Array(9) }]);
    const large = zip([{ name: 'x', bytes: new Uint8Array(1e6), stored: true }]);
    const other = new Uint8Array(1.1e6);
    const files = [picked('s.zip', small), picked('l.npz', large), picked('o', other)];
    const read = await readPicked(files, loading());
    expect(read.map((file) => ('file' in file ? file.file : file.bytes.length))).toEqual([
      small.length,
      files[1]!.file,
      other.length,
    ]);
  });

  it('that are gone, too many bytes, or not wanted any more are refused', async () => {
    const gone = picked('gone', new Uint8Array(1));
    gone.file.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    await expect(readPicked([gone], loading())).rejects.toThrow(
      'gone could not be read: was it moved or changed meanwhile?',
    );
    const huge = picked('huge');
    Object.defineProperty(huge.file, 'size', { value: 2e9 });
    await expect(readPicked([huge], loading())).rejects.toThrow(
      'huge has 2000 MB; this page takes up to 1,000 MB at once.',
    );
    await expect(readPicked([picked('x', new Uint8Array(1))], loading(true))).rejects.toThrow(
      'The load was cancelled.',
    );
  });
});
