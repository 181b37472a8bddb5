import type { DataApi, DataSetId, PictureOnPad, TriedPicture } from '../../../protocol/data-sets';
import type { LaidPicture } from '../ink.svelte';

/** A picture file on the pad, and what the worker made of it for the newest data set. */
export class TriedFile implements LaidPicture {
  /** Of the newest set; undefined before the first answer. */
  newest = $state.raw<TriedPicture | undefined>();
  private of: DataSetId | undefined;

  constructor(
    private readonly api: Pick<DataApi, 'tryPicture'>,
    private readonly file: File,
  ) {}

  get name(): string {
    return this.file.name || 'The picture';
  }

  /** Asks again only where another set has come. */
  async readFor(id: DataSetId): Promise<PictureOnPad> {
    if (this.newest && this.of === id) return this.newest.read;
    const { file, name } = this;
    const tried = await this.api.tryPicture(id, { file, path: name });
    this.newest = tried;
    this.of = id;
    return tried.read;
  }
}
