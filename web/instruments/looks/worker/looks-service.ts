import type { LooksApi } from '../commands';
import type { RunHost } from '../../../worker/host/run-host';
import { quickAttribution, slowAttribution } from './attribution';
import { Climb } from './maximise';
import { LooksMemory, Newest } from './run-looks';
import { TopSearch } from './top-nine';

export function looksService(host: RunHost): LooksApi {
  const memory = new LooksMemory(host);
  const newest = new Map<string, Newest>();
  const begin = (kind: string): (() => boolean) => {
    const line = newest.get(kind) ?? new Newest();
    newest.set(kind, line);
    return line.begin();
  };
  return {
    attribution: async (run, question) => quickAttribution(host.look(run), question),

    slowAttribution: async (run, method, question) => {
      const isNewest = begin(`${method} ${question.weights}`);
      return slowAttribution(host.look(run), method, question, isNewest);
    },

    topNine: async (run, question) => {
      const { look, kept } = memory.of(run);
      const isNewest = begin('top');
      let search = kept.searches.get(question.split);
      if (!search || question.anew) {
        search = new TopSearch(look, question.split);
        kept.searches.set(question.split, search);
      }
      return (await search.goOn(isNewest)) ? search.answer(question) : undefined;
    },

    maximise: async (run, question) => {
      const { look, kept } = memory.of(run);
      kept.climb?.stop();
      kept.climb = new Climb(look, ++kept.climbs, question);
      return kept.climb.state();
    },

    maximiseOn: async (run, number) => {
      const { climb } = memory.of(run).kept;
      return climb?.number === number ? climb.goOn() : undefined;
    },

    stopMaximising: async (run) => {
      const { kept } = memory.of(run);
      kept.climb?.stop();
      delete kept.climb;
    },
  };
}
