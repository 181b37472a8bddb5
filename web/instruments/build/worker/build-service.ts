import type { RunHost, Session } from '../../../worker/host/run-host';
import type { BuildApi } from '../commands';
import { describeDraft, draftProblem, type DraftHost } from './draft';

/** Drafts that are tried between two turns of the others. */
const draftsPerTurn = 4;

export function buildService(host: RunHost): BuildApi {
  return {
    async describeDraft(run, draft) {
      const session = host.of(run);
      return { run, ...describeDraft(session.engine, draftHost(session), draft) };
    },

    async tryDrafts(run, drafts) {
      const session = host.of(run);
      const problems: Awaited<ReturnType<BuildApi['tryDrafts']>> = [];
      for (const [i, draft] of drafts.entries()) {
        if (i > 0 && i % draftsPerTurn === 0) await session.giveWay();
        problems.push(draftProblem(session.engine, draftHost(session), draft));
      }
      return problems;
    },
  };
}

function draftHost({ data, network }: Session): DraftHost {
  const { channels, height, width, classNames } = data.info;
  const { optimizer, batchSize } = network.spec;
  return {
    input: [channels, height, width],
    classes: classNames.length,
    recipe: { ...(optimizer ? { optimizer } : {}), ...(batchSize ? { batchSize } : {}) },
  };
}
