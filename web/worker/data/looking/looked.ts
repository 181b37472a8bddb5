import type { FilesEngine, Findings, SetForm } from 'receptive/files';
import type {
  DataApi,
  DataSetId,
  DataSetInfo,
  Into,
  KeptSet,
  Looked,
  PickedFile,
} from '../../../protocol/data-sets';
import type { Findings as Told } from '../../../protocol/looking';
import { checkCancelled, type Loading } from '../one-load';
import { longestTitle } from '../new-set';
import { open, type Opened } from '../opening/open';
import type { OpenedFile } from '../opening/opened-file';
import type { PictureSet } from '../picture-set';
import { alteredByCanvas } from './altered';
import { asWritten, isOwnExport } from './own-export';
import { lookAt, type LookedAt, type LookingOptions } from './look-at';
import { lookAtOne } from './look-at-one';
import { Pace } from './pace';
import { takeFrom } from './take-from';
import { originOf, titleOf } from './titles';
import { tryPicture, type TriedOn } from './try-picture';

/** What of the commands about data sets looks at files and pictures from outside. */
export type LookingApi = Pick<
  DataApi,
  'lookAtFiles' | 'lookAgain' | 'takeFiles' | 'forgetFiles' | 'photograph' | 'tryPicture'
>;

/** What the looking needs of the worker. */
export interface LookingHost {
  /** The module that looks; its memory is free again when nobody holds it. */
  files(): Promise<FilesEngine>;
  /** MNIST, if these are its files. */
  known(files: readonly OpenedFile[], loading: Loading): Promise<DataSetInfo | undefined>;
  keep(set: PictureSet, origin: string, note: string): Promise<KeptSet>;
  /** A set that pictures are for. */
  form(into: Into): Promise<SetForm>;
  /** A set that a picture is tried on. */
  triedOn(id: DataSetId): Promise<TriedOn>;
  add(into: Into, pixels: Uint8Array): Promise<KeptSet>;
  pause(): Promise<void>;
  /** One load at a time. */
  load<T>(
    progress: Parameters<DataApi['takeFiles']>[1],
    load: (loading: Loading) => Promise<T>,
  ): Promise<T>;
}

interface Present extends LookedAt {
  title: string;
  origin: string;
  into: Into | undefined;
  found: Findings;
  notes: string[];
  /** What this browser does to them. */
  altered: string | undefined;
  /** This page wrote it. */
  own: boolean;
}

/** Files that are looked at before they are taken. */
export class LookedFiles implements LookingApi {
  private present: Present | undefined;

  constructor(private readonly host: LookingHost) {}

  lookAtFiles: LookingApi['lookAtFiles'] = (picked, into, progress) =>
    this.host.load(progress, async (loading): Promise<Looked> => {
      const options = this.options(loading, 'looking at');
      const { pace, progress } = options;
      const opened = await open(picked, { step: () => pace.step(), progress });
      const known = into ? undefined : await this.host.known(opened.files, loading);
      if (known) return { kind: 'taken', info: known };
      const present = await this.look(picked, opened, into, options);
      const { problem, classes, choices } = present.found;
      if (problem !== undefined && classes.length === 0 && choices.length === 0) {
        // There is nothing to look at, and nothing to choose.
        present.looking.dispose();
        throw new Error(problem);
      }
      // What was looked at before stays until then.
      await this.forgetFiles();
      this.present = present;
      const { found } = present;
      if (present.own && found.problem === undefined) {
        return { kind: 'taken', info: await this.take(loading) };
      }
      return { kind: 'found', findings: told(present) };
    });

  lookAgain: LookingApi['lookAgain'] = async (choices) => {
    const present = this.looked();
    present.found = present.looking.find(choices);
    return told(present);
  };

  takeFiles: LookingApi['takeFiles'] = (choices, progress) =>
    this.host.load(progress, async (loading) => {
      const present = this.looked();
      present.found = present.looking.find(choices);
      return this.take(loading);
    });

  forgetFiles = async (): Promise<void> => {
    this.present?.looking.dispose();
    this.present = undefined;
  };

  photograph: LookingApi['photograph'] = async (id, picture, ink) => {
    const form = await this.host.form({ id, label: 0 });
    const decoded = { ...picture, channels: 4, bits: 8 } as const;
    const choices = { fit: 'fill', ...(ink && { ink }) };
    const engine = await this.host.files();
    return lookAtOne(engine, form, 'The photograph', picture, decoded, choices).pixels;
  };

  tryPicture: LookingApi['tryPicture'] = async (id, picked) =>
    tryPicture(await this.host.files(), picked, await this.host.triedOn(id));

  private looked(): Present {
    if (this.present) return this.present;
    throw new Error('These files are not looked at any more: open them again.');
  }

  private async look(
    picked: PickedFile[],
    opened: Opened,
    into: Into | undefined,
    options: LookingOptions,
  ): Promise<Present> {
    const form = into && (await this.host.form(into));
    const engine = await this.host.files();
    const at = await lookAt(engine, opened.files, { ...options, form });
    try {
      const altered = await alteredByCanvas(at.headers.values());
      const own = !into && isOwnExport(opened.files);
      const found = at.looking.find(own ? asWritten : {});
      const title = titleOf(picked) || found.title || 'Opened files';
      return {
        ...at,
        title,
        origin: originOf(picked),
        into,
        found,
        notes: opened.notes,
        altered,
        own,
      };
    } catch (error) {
      at.looking.dispose();
      throw error;
    }
  }

  private options(loading: Loading, phase: string): LookingOptions {
    const { host } = this;
    return {
      pace: new Pace(
        () => host.pause(),
        () => checkCancelled(loading),
      ),
      progress: (file, receivedBytes, totalBytes) =>
        loading.progress({ file, receivedBytes, totalBytes, phase }),
    };
  }

  private async take(loading: Loading): Promise<DataSetInfo> {
    const present = this.looked();
    const { found, into } = present;
    const { set, checks } = await takeFrom(present, found, this.options(loading, 'taking'));
    checkCancelled(loading);
    await this.forgetFiles();
    const note = [...present.notes, ...checks].join(' ');
    if (!into) {
      const title = present.title.slice(0, longestTitle);
      const origin = [present.origin, ...found.notes].join(' ').slice(0, longestOrigin);
      return this.host.keep({ ...set, title }, origin, note);
    }
    return this.host.add(into, set.train.pixels);
  }
}

const longestOrigin = 500;

function told({ found, notes, title, altered }: Present): Told {
  const { problem, paper, ink, choices, ...rest } = found;
  return {
    ...rest,
    choices: choices as Told['choices'],
    paint: { paper, ink },
    title,
    checks: [...(altered ? [altered] : []), ...found.checks],
    notes: [...notes, ...found.notes],
    ...(problem === undefined ? {} : { problem }),
  };
}
