import type { DataApi } from '../../../protocol/data-sets';

/** What of the commands about data sets looks at files and pictures from outside. */
export type LookingApi = Pick<
  DataApi,
  'lookAtFiles' | 'lookAgain' | 'takeFiles' | 'forgetFiles' | 'photograph'
>;

/** Files that are looked at before they are taken. */
export class LookedFiles implements LookingApi {
  lookAtFiles: LookingApi['lookAtFiles'] = () => notYet();
  lookAgain: LookingApi['lookAgain'] = () => notYet();
  takeFiles: LookingApi['takeFiles'] = () => notYet();
  forgetFiles: LookingApi['forgetFiles'] = () => notYet();
  photograph: LookingApi['photograph'] = () => notYet();
}

async function notYet(): Promise<never> {
  throw new Error('not yet');
}
