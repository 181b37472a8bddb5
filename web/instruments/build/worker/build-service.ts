import type { RunHost, Look } from '../../../worker/host/run-host';
import type { BuildApi } from '../commands';
import { describeDraft, draftProblem, type DraftHost } from './draft';

/** Drafts that are tried between two turns of the others. */
const draftsPerTurn = 4;

export function buildService(host: RunHost): BuildApi {
  return {
    async describeDraft(run, draft) {
      const look = host.look(run);
      return { run, ...describeDraft(look.engine, draftHost(look), draft) };
    },

    async tryDrafts(run, drafts) {
      const look = host.look(run);
      const problems: Awaited<ReturnType<BuildApi['tryDrafts']>> = [];
      for (const [i, draft] of drafts.entries()) {
        if (i > 0 && i % draftsPerTurn === 0) await look.giveWay();
        problems.push(draftProblem(look.engine, draftHost(look), draft));
      }
      return problems;
    },
  };
}

function draftHost({ data, spec }: Look): DraftHost {
  const { channels, height, width, classNames } = data.info;
  const { optimizer, batchSize } = spec;
  return {
    input: [channels, height, width],
    classes: classNames.length,
    recipe: { ...(optimizer ? { optimizer } : {}), ...(batchSize ? { batchSize } : {}) },
  };
}
